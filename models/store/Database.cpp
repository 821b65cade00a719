#include "store/Database.h"

#include "store/Migrations.h"
#include "store/SqlError.h"
#include "store/Statement.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QThread>

#include <atomic>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct DatabaseText
{
    Q_DECLARE_TR_FUNCTIONS(Database)
};

constexpr int lockWaitMilliseconds = 3000;
constexpr int lockRetryMilliseconds = 5;

/// More than an import or an export uses.
constexpr int mostIdleStatements = 64;

Result<void> createPrivateFile(const QString &path)
{
    const QFileInfo info(path);
    if (!QDir().mkpath(info.absolutePath())) {
        return fail(Error::Kind::Unreachable,
                    DatabaseText::tr("The folder \"%1\" cannot be made. Check its name and your rights.")
                        .arg(info.absolutePath()));
    }
    QFile file(path);
    const bool created =
        file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner);
    const bool madeByAnotherMeanwhile = !created && QFileInfo::exists(path);
    if (!created && !madeByAnotherMeanwhile) {
        return fail(
            Error::Kind::Unreachable,
            DatabaseText::tr("The database \"%1\" cannot be made: %2.").arg(path, file.errorString()));
    }
    return {};
}

/// An empty file becomes a database, so nobody else may read it from before anything is in it.
Result<void> makePrivate(const QString &path)
{
    const QFileInfo info(path);
    if (!info.isFile() || info.size() > 0 ||
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner))
        return {};
    return fail(Error::Kind::Unreachable,
                DatabaseText::tr("The empty file \"%1\" cannot be made a database that only you can read: it "
                                 "belongs to another user. Remove it, or choose another path.")
                    .arg(path));
}

}

struct Database::Connection
{
    explicit Connection(const DatabaseUrl &url)
    {
        static std::atomic<int> count = 0;
        name = u"gatehouse-%1"_s.arg(++count);
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        database.setDatabaseName(url.path());
        database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(lockWaitMilliseconds));
    }
    ~Connection()
    {
        idle.clear();
        QSqlDatabase::removeDatabase(name);
    }
    Q_DISABLE_COPY_MOVE(Connection)

    QString name;
    std::shared_ptr<SignedInUser> signedIn;
    IdleStatements idle{mostIdleStatements};
};

Result<Database> Database::open(const DatabaseUrl &url, IfMissing ifMissing)
{
    if (!QFileInfo::exists(url.path())) {
        if (ifMissing == IfMissing::Refuse) {
            return fail(
                Error::Kind::Unreachable,
                DatabaseText::tr(
                    "There is no database at \"%1\". Check the path, or make one with gatehouse init.")
                    .arg(url.path()));
        }
        if (const auto created = createPrivateFile(url.path()); !created)
            return std::unexpected(created.error());
    } else if (const auto closed = makePrivate(url.path()); !closed) {
        return std::unexpected(closed.error());
    }

    Database database(std::make_shared<Connection>(url));
    return database.connect()
        .and_then([&] { return database.execute(u"PRAGMA foreign_keys = ON"_s); })
        .and_then([&] { return migrate(database); })
        .and_then([&] { return database.makeDurable(); })
        .transform([&] { return database; })
        .transform_error([&](Error error) {
            error.text = DatabaseText::tr("Database \"%1\": %2").arg(url.path(), error.text);
            return error;
        });
}

Result<void> Database::connect()
{
    QSqlDatabase connection = sql();
    if (!connection.isValid()) {
        return fail(Error::Kind::Unreachable,
                    DatabaseText::tr("Qt's driver for SQLite is missing. Install it (on Debian the package "
                                     "libqt6sql6-sqlite)."));
    }
    if (!connection.open())
        return std::unexpected(sqlError(connection.lastError()));
    return {};
}

Result<void> Database::makeDurable()
{
    return switchToWal().and_then([this] { return execute(u"PRAGMA synchronous = FULL"_s); });
}

Result<void> Database::switchToWal()
{
    // Here alone SQLite does not wait for another that opens the same new file, whatever the busy timeout.
    for (const QDeadlineTimer patience(lockWaitMilliseconds);; QThread::msleep(lockRetryMilliseconds)) {
        QSqlQuery query(sql());
        if (query.exec(u"PRAGMA journal_mode = WAL"_s))
            return {};
        if (!isLocked(query.lastError()) || patience.hasExpired())
            return std::unexpected(sqlError(query.lastError()));
    }
}

Result<void> Database::execute(const QString &statement, const QVariantList &values)
{
    return change(statement, values).transform([](int) {});
}

Result<int> Database::change(const QString &sql, const QVariantList &values)
{
    Statement statement(m_connection->idle, sql);
    return statement.execute(this->sql(), values).transform([&] {
        return statement.query().numRowsAffected();
    });
}

Result<void> Database::visit(const QString &sql, const QVariantList &values, const RowVisitor &visitor)
{
    Statement statement(m_connection->idle, sql);
    if (const auto executed = statement.execute(this->sql(), values); !executed)
        return executed;
    QSqlQuery &row = statement.query();
    while (row.next()) {
        if (const auto visited = visitor(row); !visited)
            return visited;
    }
    // next() alone cannot tell the end from an error, for example a damaged page.
    if (const QSqlError error = row.lastError(); error.isValid())
        return std::unexpected(sqlError(error));
    return {};
}

QSqlDatabase Database::sql() const
{
    return QSqlDatabase::database(m_connection->name, false);
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
