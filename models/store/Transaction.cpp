#include "store/Transaction.h"

#include "store/SqlError.h"

#include <tuple>
#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse {

Result<Transaction> Transaction::begin(Database database)
{
    return database.checkForWriting()
        .and_then([&] { return database.execute(u"BEGIN IMMEDIATE"_s); })
        .transform([&] {
            database.setWriting(true);
            return Transaction(database);
        });
}

Transaction::Transaction(Transaction &&other) noexcept
    : m_database(std::move(other.m_database)), m_open(std::exchange(other.m_open, false))
{
}

Transaction::~Transaction()
{
    if (!m_open)
        return;
    std::ignore = m_database.execute(u"ROLLBACK"_s);
    m_database.setWriting(false);
}

Result<void> Transaction::commit()
{
    // Before, so that it can be taken back; after, because what has no name any more is lost with us.
    return m_database.checkForWriting()
        .and_then([this] { return m_database.execute(u"COMMIT"_s); })
        .and_then([this] {
            m_open = false;
            m_database.setWriting(false);
            return m_database.checkForWriting();
        });
}

}

namespace gatehouse::store {

Result<ReadSnapshot> ReadSnapshot::begin(const Database &database)
{
    Database connection = database;
    return connection.execute(u"BEGIN"_s).transform([&] { return ReadSnapshot(connection); });
}

ReadSnapshot::ReadSnapshot(ReadSnapshot &&other) noexcept
    : m_database(std::move(other.m_database)), m_open(std::exchange(other.m_open, false))
{
}

ReadSnapshot::~ReadSnapshot()
{
    if (m_open)
        std::ignore = m_database.execute(u"ROLLBACK"_s);
}

namespace {

// Not by Database::execute(): SQLite obeys while it prepares these, and a statement that is idle is prepared.
int busyTimeout(const Database &database)
{
    QSqlQuery query(database.sql());
    return query.exec(u"PRAGMA busy_timeout"_s) && query.next() ? query.value(0).toInt() : 0;
}

void setBusyTimeout(const Database &database, int milliseconds)
{
    QSqlQuery(database.sql()).exec(u"PRAGMA busy_timeout = %1"_s.arg(milliseconds));
}

}

WithoutWaiting::WithoutWaiting(const Database &database)
    : m_database(database), m_before(busyTimeout(database))
{
    setBusyTimeout(m_database, 0);
}

WithoutWaiting::~WithoutWaiting()
{
    setBusyTimeout(m_database, m_before);
}

bool isLockedByAnother(const Database &database)
{
    const WithoutWaiting withoutWaiting(database);
    QSqlQuery query(database.sql());
    if (!query.exec(u"BEGIN IMMEDIATE"_s))
        return isLocked(query.lastError());
    query.exec(u"ROLLBACK"_s);
    return false;
}

}
