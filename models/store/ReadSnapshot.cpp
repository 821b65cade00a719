#include "store/ReadSnapshot.h"

#include <tuple>
#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse::store {

Result<ReadSnapshot> ReadSnapshot::begin(const Database &database)
{
    Database connection = database;
    return connection.execute(u"BEGIN"_s).transform([&] { return ReadSnapshot(connection); });
}

ReadSnapshot::ReadSnapshot(ReadSnapshot &&other) noexcept
    : m_database(other.m_database), m_open(std::exchange(other.m_open, false))
{
}

ReadSnapshot::~ReadSnapshot()
{
    if (m_open)
        std::ignore = m_database.execute(u"ROLLBACK"_s);
}

}
