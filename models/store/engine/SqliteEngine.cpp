#include "store/engine/SqliteEngine.h"

#include "store/StoreText.h"
#include "store/engine/SqliteError.h"

#include <QDeadlineTimer>
#include <QFileInfo>
#include <QStorageInfo>
#include <QThread>

#include <atomic>
#include <tuple>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr int lockRetryMilliseconds = 5;

/// Within which others that find the disk full, too, have removed what they made beside a database.
constexpr int leftoversMilliseconds = 500;

/// More than an import or an export uses.
constexpr int mostIdleStatements = 64;

QString readOnlyByRights()
{
    return StoreText::tr("The file is read-only for you.");
}

QString canonical(const QString &path)
{
    const QString found = QFileInfo(path).canonicalFilePath();
    return found.isEmpty() ? path : found;
}

/// Without the device, whose number may be another after a restart.
QString placeOf(const QString &path)
{
    const auto there = FileIdentity::of(path);
    return u"%1#%2"_s.arg(canonical(path), QString::number(there ? there->inode : 0));
}

QString folderIsFull()
{
    return StoreText::tr("Nothing can be written into its folder: the disk is full.");
}

QString nothingCanBeWritten(const QString &path)
{
    constexpr qint64 leastForWriting = 64 * 1024; // what SQLite makes beside a database, and a page
    if (QStorageInfo(QFileInfo(path).absolutePath()).bytesAvailable() < leastForWriting)
        return folderIsFull();
    return StoreText::tr(
        "Nothing can be written into its folder: it is read-only for you, or your quota is used up.");
}

}

SqliteEngine::SqliteEngine(const QString &path, DatabaseFile::Access access)
    : m_file(path, access), m_idle(mostIdleStatements)
{
    static std::atomic<int> count = 0;
    m_name = u"gatehouse-%1"_s.arg(++count);
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
    database.setDatabaseName(m_file.driverName());
    database.setConnectOptions(m_file.driverOptions());
}

SqliteEngine::~SqliteEngine()
{
    m_idle.clear();
    QSqlDatabase::removeDatabase(m_name);
    m_file.setAsideWhatIsLeft();
}

Result<std::shared_ptr<Engine>> SqliteEngine::open(const QString &path, bool mayCreate, const QString &place,
                                                   const Migrate &migrate)
{
    const auto checkPlace = [&]() -> Result<void> {
        if (place.isEmpty() || placeOf(path) == place)
            return {};
        return std::unexpected(DatabaseFile::replaced(path));
    };
    // Before as well: SQLite would play what is beside the one that was there into another.
    if (const auto prepared = DatabaseFile::prepare(path, mayCreate).and_then(checkPlace); !prepared)
        return std::unexpected(prepared.error());
    bool writeRefused = !DatabaseFile::mayBeWritten(path);
    auto opened = writeRefused
                      ? openReadOnly(path, readOnlyByRights(), &DatabaseFile::readOnlyAccess, migrate)
                      : openAs(path, DatabaseFile::Access::ReadWrite, {}, migrate, writeRefused);
    if (!opened && writeRefused && DatabaseFile::mayBeWritten(path))
        opened = openReadOnly(path, nothingCanBeWritten(path), &DatabaseFile::accessWithoutRoom, migrate);
    if (opened) {
        if (const auto same = checkPlace(); !same)
            return std::unexpected(same.error());
    }
    return opened.transform_error([&](Error error) {
        error.text = StoreText::tr("Database \"%1\": %2").arg(path, error.text);
        return error;
    });
}

Result<std::shared_ptr<Engine>> SqliteEngine::openReadOnly(const QString &path, const QString &why,
                                                           FindAccess accessTo, const Migrate &migrate)
{
    bool writeRefused = false;
    const auto openWith = [&](DatabaseFile::Access access) {
        return openAs(path, access, why, migrate, writeRefused);
    };
    // What is beside it may be gone, or turn out to be empty, by the time that SQLite looks for it.
    for (const QDeadlineTimer patience(leftoversMilliseconds);; QThread::msleep(lockRetryMilliseconds)) {
        auto opened = accessTo(path).and_then(openWith);
        if (opened || !writeRefused)
            return opened;
        if (patience.hasExpired())
            return DatabaseFile::readingAlone(path).and_then(openWith);
        writeRefused = false;
    }
}

Result<std::shared_ptr<Engine>> SqliteEngine::openAs(const QString &path, DatabaseFile::Access access,
                                                     const QString &whyReadOnly, const Migrate &migrate,
                                                     bool &writeRefused)
{
    const std::shared_ptr<SqliteEngine> engine(new SqliteEngine(path, access));
    engine->m_whyReadOnly = whyReadOnly;
    engine->m_file.remember(); // before, so that it is known to be the one that is opened
    const auto opened = engine->connect()
                            .and_then([&] { return engine->look(writeRefused); })
                            .and_then([&] { return engine->execute(u"PRAGMA foreign_keys = ON"_s, {}); })
                            .and_then([&] { return migrate(engine); })
                            .and_then([&] { return engine->makeDurable(writeRefused); });
    return engine->judged(opened)
        .and_then([&] { return engine->m_file.check(); })
        .transform([&]() -> std::shared_ptr<Engine> {
            if (access != DatabaseFile::Access::Alone) // of which pages were read by now
                engine->m_file.remember();             // with what is beside it by now
            return engine;
        });
}

Result<void> SqliteEngine::connect()
{
    QSqlDatabase connection = sql();
    if (!connection.isValid()) {
        return fail(Error::Kind::Unreachable,
                    StoreText::tr("Qt's driver for SQLite is missing. Install it (on Debian the package "
                                  "libqt6sql6-sqlite)."));
    }
    if (!connection.open())
        return std::unexpected(sqliteError(connection.lastError()));
    return {};
}

Result<void> SqliteEngine::look(bool &writeRefused)
{
    QSqlQuery query(sql());
    if (query.exec(u"SELECT count(*) FROM sqlite_master"_s) && query.next())
        return {};
    writeRefused = isWriteRefused(query.lastError());
    return std::unexpected(sqliteError(query.lastError()));
}

Result<void> SqliteEngine::makeDurable(bool &writeRefused)
{
    if (isReadOnly())
        return {};
    return switchToWal(writeRefused)
        .and_then([this] { return execute(u"PRAGMA synchronous = FULL"_s, {}); })
        .and_then([&] { return look(writeRefused); }); // the first look makes what is beside it
}

Result<void> SqliteEngine::switchToWal(bool &writeRefused)
{
    // Here alone SQLite does not wait for another that opens the same new file, whatever the busy timeout.
    for (const QDeadlineTimer patience(lockWaitMilliseconds);; QThread::msleep(lockRetryMilliseconds)) {
        QSqlQuery query(sql());
        if (query.exec(u"PRAGMA journal_mode = WAL"_s))
            return {};
        if (!isLocked(query.lastError()) || patience.hasExpired()) {
            writeRefused = isWriteRefused(query.lastError());
            return std::unexpected(sqliteError(query.lastError()));
        }
    }
}

QString SqliteEngine::readOnlyRemedy() const
{
    return m_whyReadOnly == folderIsFull()
               ? StoreText::tr("Free some space, and open it again.")
               : StoreText::tr("Make file and folder writable for you, and open it again.");
}

QString SqliteEngine::identity() const
{
    return canonical(file());
}

QString SqliteEngine::place() const
{
    return placeOf(file());
}

Result<void> SqliteEngine::checkForWriting() const
{
    if (!isReadOnly())
        return m_file.checkAll();
    return fail(Error::Kind::Unreachable,
                StoreText::tr("The database can only be read, so nothing was changed. %1 %2")
                    .arg(m_whyReadOnly, readOnlyRemedy()));
}

Result<void> SqliteEngine::checkForStatement() const
{
    return m_work == Work::Write ? Result<void>() : checkIsThere();
}

Result<void> SqliteEngine::execute(const QString &statement, const QVariantList &values)
{
    return change(statement, values).transform([](int) {});
}

Result<int> SqliteEngine::change(const QString &statement, const QVariantList &values)
{
    if (const auto there = checkForStatement(); !there)
        return std::unexpected(there.error());
    SqliteStatement prepared(m_idle, statement);
    return prepared.execute(sql(), values).transform([&] { return prepared.query().numRowsAffected(); });
}

Result<void> SqliteEngine::visit(const QString &statement, const QVariantList &values,
                                 const RowVisitor &visitor)
{
    return checkForStatement().and_then([&] { return judged(visitRows(statement, values, visitor)); });
}

Result<void> SqliteEngine::visitRows(const QString &statement, const QVariantList &values,
                                     const RowVisitor &visitor)
{
    SqliteStatement prepared(m_idle, statement);
    if (const auto executed = prepared.execute(sql(), values); !executed)
        return executed;
    QSqlQuery &row = prepared.query();
    while (row.next()) {
        if (const auto visited = visitor(row); !visited)
            return visited;
    }
    // next() alone cannot tell the end from an error, for example a damaged page.
    if (const QSqlError error = row.lastError(); error.isValid())
        return std::unexpected(sqliteError(error));
    return {};
}

/// What is read without a lock may have been written to meanwhile: it looks damaged then, and is not.
Result<void> SqliteEngine::judged(const Result<void> &done) const
{
    if (done || isReadOnly())
        return checkForStatement().and_then([&] { return done; });
    return done;
}

Result<void> SqliteEngine::visitAll(const QList<Question> &questions)
{
    const bool isInside = isInTransaction();
    Result<void> done = isInside ? Result<void>() : begin(Work::Read);
    if (!done)
        return done;
    for (const Question &question : questions) {
        if (done)
            done = visit(question.sql, question.values, question.visitor);
    }
    if (!isInside)
        rollback();
    return done;
}

Result<void> SqliteEngine::begin(Work work)
{
    const bool writes = work == Work::Write;
    return (writes ? checkForWriting() : Result<void>())
        .and_then([&] { return execute(writes ? u"BEGIN IMMEDIATE"_s : u"BEGIN"_s, {}); })
        .transform([&] { m_work = work; });
}

Result<void> SqliteEngine::commit()
{
    // Before, so that it can be taken back; after, because what has no name any more is lost with us.
    return checkForWriting().and_then([this] { return execute(u"COMMIT"_s, {}); }).and_then([this] {
        m_work.reset();
        return checkForWriting();
    });
}

void SqliteEngine::rollback()
{
    std::ignore = execute(u"ROLLBACK"_s, {});
    m_work.reset();
}

// Not by execute(): SQLite obeys while it prepares these, and a statement that is idle is prepared.
int SqliteEngine::patience() const
{
    QSqlQuery query(sql());
    return query.exec(u"PRAGMA busy_timeout"_s) && query.next() ? query.value(0).toInt() : 0;
}

void SqliteEngine::setPatience(int milliseconds)
{
    QSqlQuery(sql()).exec(u"PRAGMA busy_timeout = %1"_s.arg(milliseconds));
}

bool SqliteEngine::isLockedByAnother()
{
    const int before = patience();
    setPatience(0);
    QSqlQuery query(sql());
    const bool begun = query.exec(u"BEGIN IMMEDIATE"_s);
    const bool isHeld = !begun && isLocked(query.lastError());
    if (begun)
        query.exec(u"ROLLBACK"_s);
    setPatience(before);
    return isHeld;
}

/// https://sqlite.org/pragma.html#pragma_data_version
Result<Engine::Commits> SqliteEngine::commitsOfOthers()
{
    return numbers(u"PRAGMA data_version"_s).transform([](const QList<qint64> &numbers) {
        return Commits{numbers.value(0), numbers.value(0)};
    });
}

void SqliteEngine::setHint(bool isHint)
{
    QSqlQuery(sql()).exec(u"PRAGMA synchronous = "_s + (isHint ? "NORMAL"_L1 : "FULL"_L1));
}

}
