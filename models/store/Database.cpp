#include "store/Database.h"

#include "store/Migrations.h"
#include "store/engine/BoundValues.h"
#include "store/engine/SqliteEngine.h"
#include "store/engine/postgresql/PostgresEngine.h"

#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace gatehouse {

Result<Database> Database::openTo(const DatabaseUrl &url, bool mayCreate, const QString &which,
                                  const Prepare &prepare)
{
    const auto over = [](const std::shared_ptr<Engine> &engine) {
        return Database(std::make_shared<Connection>(engine));
    };
    const auto prepareOver = [&](const std::shared_ptr<Engine> &engine) {
        Database database = over(engine);
        return prepare(database);
    };
    const auto opened = url.isFile() ? SqliteEngine::open(url.path(), mayCreate, which, prepareOver)
                                     : PostgresEngine::open(url, mayCreate, which, prepareOver);
    return opened.transform(over);
}

Result<Database> Database::open(const DatabaseUrl &url, IfMissing ifMissing)
{
    return openTo(url, ifMissing == IfMissing::Create, {}, migrate);
}

Result<Database> Database::openSame(const DatabaseUrl &url, const QString &which)
{
    return openTo(url, false, which, migrate);
}

Result<Database> Database::make(const DatabaseUrl &url, const Fill &fill)
{
    const bool wasThere = url.isFile() && QFileInfo::exists(url.path());
    auto made = openTo(url, true, {}, [&](Database &database) { return makeSchema(database, fill); });
    if (!made && url.isFile() && !wasThere) {
        for (const QString &end : {QString(), u"-journal"_s})
            QFile::remove(url.path() + end);
    }
    return made;
}

Engine &Database::engine() const
{
    return *m_connection->engine;
}

bool Database::isReadOnly() const
{
    return engine().isReadOnly();
}

bool Database::isReadOnlyForNow() const
{
    return engine().isReadOnlyForNow();
}

QString Database::whyReadOnly() const
{
    return engine().whyReadOnly();
}

QString Database::path() const
{
    return engine().file();
}

QString Database::identity() const
{
    return engine().identity();
}

QString Database::place() const
{
    return engine().place();
}

QString Database::which() const
{
    return place().isEmpty() ? identity() : place();
}

Result<void> Database::checkFile() const
{
    return engine().checkIsThere();
}

Result<void> Database::checkSuccessor() const
{
    return engine().checkSuccessor();
}

Result<void> Database::execute(const QString &sql, const QVariantList &values)
{
    return checkStorable(sql, values).and_then([&] { return engine().execute(sql, values); });
}

Result<int> Database::change(const QString &sql, const QVariantList &values)
{
    return checkStorable(sql, values).and_then([&] { return engine().change(sql, values); });
}

Result<void> Database::visitAll(const QList<Engine::Question> &questions)
{
    return m_connection->engine->visitAll(questions);
}

Result<void> Database::visit(const QString &sql, const QVariantList &values, const RowVisitor &visitor)
{
    return engine().visit(sql, values, visitor);
}

void Database::setSignedIn(std::shared_ptr<SignedInUser> who)
{
    m_connection->signedIn = std::move(who);
}

std::shared_ptr<SignedInUser> Database::signedIn() const
{
    return m_connection->signedIn;
}

void Database::setOutage(std::shared_ptr<Outage> outage)
{
    m_connection->outage = std::move(outage);
}

std::shared_ptr<Outage> Database::outage() const
{
    return m_connection->outage;
}

QString Database::administrator() const
{
    return m_connection->signedIn ? m_connection->signedIn->userId() : QString();
}

}
