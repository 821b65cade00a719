#include "store/Transaction.h"

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
    : m_database(other.m_database), m_open(std::exchange(other.m_open, false))
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
