#include "store/Transaction.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse {

Result<Transaction> Transaction::begin(Database database)
{
    return database.execute(u"BEGIN IMMEDIATE"_s).transform([&] { return Transaction(database); });
}

Transaction::Transaction(Transaction &&other) noexcept
    : m_database(other.m_database), m_open(std::exchange(other.m_open, false))
{
}

Transaction::~Transaction()
{
    if (m_open)
        std::ignore = m_database.execute(u"ROLLBACK"_s);
}

Result<void> Transaction::commit()
{
    auto committed = m_database.execute(u"COMMIT"_s);
    if (committed)
        m_open = false;
    return committed;
}

}
