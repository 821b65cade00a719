#include "store/Database.h"

#include "store/Migrations.h"
#include "store/SqlError.h"
#include "store/Statement.h"
#include "store/StoreText.h"

#include <QDeadlineTimer>
#include <QThread>

#include <atomic>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr int lockRetryMilliseconds = 5;

/// More than an import or an export uses.
constexpr int mostIdleStatements = 64;

QString readOnlyByRights()
{
    return StoreText::tr("The file is read-only for you.");
}

QString nothingCanBeWritten()
{
    return StoreText::tr(
        "Nothing can be written into its folder: the disk is full, or the folder is read-only for you.");
}

QString remedyFor(const QString &whyReadOnly)
{
    return whyReadOnly == nothingCanBeWritten()
               ? StoreText::tr("Free some space, or make the folder writable for you, and open it again.")
               : StoreText::tr("Make file and folder writable for you, and open it again.");
}

}

struct Database::Connection
{
    Connection(const QString &path, DatabaseFile::Access access) : file(path, access)
    {
        static std::atomic<int> count = 0;
        name = u"gatehouse-%1"_s.arg(++count);
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        database.setDatabaseName(file.driverName());
        database.setConnectOptions(file.driverOptions());
    }
    ~Connection()
    {
        idle.clear();
        QSqlDatabase::removeDatabase(name);
        file.setAsideWhatIsLeft();
    }
    Q_DISABLE_COPY_MOVE(Connection)

    QString name;
    DatabaseFile file;
    QString whyReadOnly;
    std::shared_ptr<SignedInUser> signedIn;
    bool isWriting = false; ///< a transaction has checked the file already
    IdleStatements idle{mostIdleStatements};
};

Result<Database> Database::open(const DatabaseUrl &url, IfMissing ifMissing)
{
    const QString path = url.path();
    if (const auto prepared = DatabaseFile::prepare(path, ifMissing == IfMissing::Create); !prepared)
        return std::unexpected(prepared.error());
    bool writeRefused = !DatabaseFile::mayBeWritten(path);
    auto opened = writeRefused ? openReadOnly(path, readOnlyByRights())
                               : openAs(path, DatabaseFile::Access::ReadWrite, writeRefused);
    if (!opened && writeRefused && DatabaseFile::mayBeWritten(path))
        opened = openReadOnly(path, nothingCanBeWritten());
    return opened.transform_error([&](Error error) {
        error.text = StoreText::tr("Database \"%1\": %2").arg(path, error.text);
        return error;
    });
}

Result<Database> Database::openReadOnly(const QString &path, const QString &why)
{
    return DatabaseFile::readOnlyAccess(path).and_then([&](DatabaseFile::Access access) {
        bool writeRefused = false;
        return openAs(path, access, writeRefused).transform([&](const Database &opened) {
            opened.m_connection->whyReadOnly = why;
            return opened;
        });
    });
}

Result<Database> Database::openAs(const QString &path, DatabaseFile::Access access, bool &writeRefused)
{
    Database database(std::make_shared<Connection>(path, access));
    DatabaseFile &file = database.m_connection->file;
    file.remember(); // before, so that it is known to be the one that is opened
    return database.connect()
        .and_then([&] { return database.look(writeRefused); })
        .and_then([&] { return database.execute(u"PRAGMA foreign_keys = ON"_s); })
        .and_then([&] { return migrate(database); })
        .and_then([&] { return database.makeDurable(writeRefused); })
        .and_then([&] { return file.check(); })
        .transform([&] {
            file.remember(); // with what is beside it by now
            return database;
        });
}

Result<void> Database::connect()
{
    QSqlDatabase connection = sql();
    if (!connection.isValid()) {
        return fail(Error::Kind::Unreachable,
                    StoreText::tr("Qt's driver for SQLite is missing. Install it (on Debian the package "
                                  "libqt6sql6-sqlite)."));
    }
    if (!connection.open())
        return std::unexpected(sqlError(connection.lastError()));
    return {};
}

Result<void> Database::look(bool &writeRefused)
{
    QSqlQuery query(sql());
    if (query.exec(u"SELECT count(*) FROM sqlite_master"_s) && query.next())
        return {};
    writeRefused = isWriteRefused(query.lastError());
    return std::unexpected(sqlError(query.lastError()));
}

Result<void> Database::makeDurable(bool &writeRefused)
{
    if (isReadOnly())
        return {};
    return switchToWal(writeRefused)
        .and_then([this] { return execute(u"PRAGMA synchronous = FULL"_s); })
        .and_then([&] { return look(writeRefused); }); // the first look makes what is beside it
}

Result<void> Database::switchToWal(bool &writeRefused)
{
    // Here alone SQLite does not wait for another that opens the same new file, whatever the busy timeout.
    for (const QDeadlineTimer patience(lockWaitMilliseconds);; QThread::msleep(lockRetryMilliseconds)) {
        QSqlQuery query(sql());
        if (query.exec(u"PRAGMA journal_mode = WAL"_s))
            return {};
        if (!isLocked(query.lastError()) || patience.hasExpired()) {
            writeRefused = isWriteRefused(query.lastError());
            return std::unexpected(sqlError(query.lastError()));
        }
    }
}

bool Database::isReadOnly() const
{
    return m_connection->file.isReadOnly();
}

QString Database::whyReadOnly() const
{
    return m_connection->whyReadOnly;
}

QString Database::path() const
{
    return m_connection->file.path();
}

Result<void> Database::checkFile() const
{
    return m_connection->file.check();
}

Result<void> Database::checkIsThere() const
{
    return m_connection->isWriting ? Result<void>() : checkFile();
}

Result<void> Database::checkSuccessor() const
{
    return m_connection->file.checkSuccessor();
}

Result<void> Database::checkForWriting() const
{
    if (!isReadOnly())
        return m_connection->file.checkAll();
    return fail(Error::Kind::Unreachable,
                StoreText::tr("The database can only be read, so nothing was changed. %1 %2")
                    .arg(m_connection->whyReadOnly, remedyFor(m_connection->whyReadOnly)));
}

void Database::setWriting(bool writing)
{
    m_connection->isWriting = writing;
}

Result<void> Database::execute(const QString &statement, const QVariantList &values)
{
    return change(statement, values).transform([](int) {});
}

Result<int> Database::change(const QString &sql, const QVariantList &values)
{
    if (const auto there = checkIsThere(); !there)
        return std::unexpected(there.error());
    Statement statement(m_connection->idle, sql);
    return statement.execute(this->sql(), values).transform([&] {
        return statement.query().numRowsAffected();
    });
}

Result<void> Database::visit(const QString &sql, const QVariantList &values, const RowVisitor &visitor)
{
    if (const auto there = checkIsThere(); !there)
        return there;
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
    // What is read without a lock may have been written to meanwhile.
    return checkIsThere();
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
