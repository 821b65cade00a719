#include "store/Transaction.h"

#include <utility>

namespace gatehouse {

Result<Transaction> Transaction::begin(const Database &database)
{
    return beginWithNext(database).and_then([](Transaction &&transaction) {
        return transaction.m_database.engine().settle().transform([&] { return std::move(transaction); });
    });
}

Result<Transaction> Transaction::beginWithNext(const Database &database)
{
    return database.engine().begin(Engine::Work::Write).transform([&] { return Transaction(database); });
}

Transaction::Transaction(Transaction &&other) noexcept
    : m_database(std::move(other.m_database)), m_open(std::exchange(other.m_open, false))
{
}

Transaction::~Transaction()
{
    if (m_open)
        m_database.engine().rollback();
}

Result<void> Transaction::commit()
{
    auto done = m_database.engine().commit();
    m_open = m_database.engine().isInTransaction();
    return done;
}

}

namespace gatehouse::store {

Result<ReadSnapshot> ReadSnapshot::begin(const Database &database)
{
    return database.engine().begin(Engine::Work::Read).transform([&] { return ReadSnapshot(database); });
}

Result<ReadSnapshot> ReadSnapshot::beginUnlessInside(const Database &database)
{
    if (!database.engine().isInTransaction())
        return begin(database);
    ReadSnapshot snapshot(database);
    snapshot.m_open = false;
    return snapshot;
}

ReadSnapshot::ReadSnapshot(ReadSnapshot &&other) noexcept
    : m_database(std::move(other.m_database)), m_open(std::exchange(other.m_open, false))
{
}

ReadSnapshot::~ReadSnapshot()
{
    if (m_open)
        m_database.engine().rollback();
}

WithoutWaiting::WithoutWaiting(const Database &database)
    : m_database(database), m_before(database.engine().patience())
{
    m_database.engine().setPatience(0);
}

WithoutWaiting::~WithoutWaiting()
{
    m_database.engine().setPatience(m_before);
}

bool isLockedByAnother(const Database &database)
{
    return database.engine().isLockedByAnother();
}

}
