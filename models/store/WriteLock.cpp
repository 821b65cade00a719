#include "store/WriteLock.h"

#include "store/SqlError.h"

using namespace Qt::StringLiterals;

namespace gatehouse::store {

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
