#pragma once

#include "store/Database.h"

namespace gatehouse::store {

/// As long as it lives the connection reads the database as it was at the first read, whatever others write
/// meanwhile.
class ReadSnapshot
{
public:
    static Result<ReadSnapshot> begin(const Database &database);
    ReadSnapshot(ReadSnapshot &&other) noexcept;
    ReadSnapshot &operator=(ReadSnapshot &&) = delete;
    ~ReadSnapshot();

private:
    explicit ReadSnapshot(Database database) : m_database(std::move(database)) {}

    Database m_database;
    bool m_open = true;
};

}
