#pragma once

#include "store/Database.h"

namespace gatehouse {

/// A write transaction: rolled back when it goes out of scope without commit(). It takes the write lock at
/// once, so that a locked database is told before anything is done.
class Transaction
{
public:
    static Result<Transaction> begin(Database database);
    Transaction(Transaction &&other) noexcept;
    Transaction &operator=(Transaction &&) = delete;
    ~Transaction();

    Result<void> commit();

private:
    explicit Transaction(Database database) : m_database(std::move(database)), m_open(true) {}

    Database m_database;
    bool m_open;
};

}
