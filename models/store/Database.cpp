#include "store/Database.h"

#include "store/Migrations.h"
#include "store/engine/BoundValues.h"
#include "store/engine/PostgresEngine.h"
#include "store/engine/SqliteEngine.h"

namespace gatehouse {

Result<Database> Database::open(const DatabaseUrl &url, IfMissing ifMissing)
{
    const bool mayCreate = ifMissing == IfMissing::Create;
    const auto over = [](const std::shared_ptr<Engine> &engine) {
        return Database(std::make_shared<Connection>(engine));
    };
    const auto bringUpToDate = [&](const std::shared_ptr<Engine> &engine) {
        Database database = over(engine);
        return migrate(database);
    };
    const auto opened = url.isFile() ? SqliteEngine::open(url.path(), mayCreate, bringUpToDate)
                                     : PostgresEngine::open(url, mayCreate, bringUpToDate);
    return opened.transform(over);
}

Engine &Database::engine() const
{
    return *m_connection->engine;
}

bool Database::isReadOnly() const
{
    return engine().isReadOnly();
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

QString Database::administrator() const
{
    return m_connection->signedIn ? m_connection->signedIn->userId() : QString();
}

}
