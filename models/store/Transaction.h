#pragma once

#include "store/Database.h"

namespace gatehouse {

/// A write transaction: rolled back when it goes out of scope without commit(). It takes the write lock at
/// once, so that a locked database is told before anything is done.
class Transaction
{
public:
    static Result<Transaction> begin(const Database &database);
    /// The same, but for the lock the next statement with an answer may be waited for, which then tells that
    /// it is locked: a server is asked once less.
    static Result<Transaction> beginWithNext(const Database &database);
    Transaction(Transaction &&other) noexcept;
    Transaction &operator=(Transaction &&) = delete;
    ~Transaction();

    Result<void> commit();

private:
    explicit Transaction(Database database) : m_database(std::move(database)) {}

    Database m_database;
    bool m_open = true;
};

}

namespace gatehouse::store {

/// As long as it lives the connection reads the database as it was at the first read, whatever others write
/// meanwhile.
class ReadSnapshot
{
public:
    static Result<ReadSnapshot> begin(const Database &database);
    /// For what may be read within a transaction, which is one state as well.
    static Result<ReadSnapshot> beginUnlessInside(const Database &database);
    ReadSnapshot(ReadSnapshot &&other) noexcept;
    ReadSnapshot &operator=(ReadSnapshot &&) = delete;
    ~ReadSnapshot();

private:
    explicit ReadSnapshot(Database database) : m_database(std::move(database)) {}

    Database m_database;
    bool m_open = true;
};

/// While it is there, a connection does not wait for another that writes.
class WithoutWaiting
{
public:
    explicit WithoutWaiting(const Database &database);
    ~WithoutWaiting();
    Q_DISABLE_COPY_MOVE(WithoutWaiting)

private:
    const Database m_database;
    const int m_before; ///< in milliseconds
};

/// Whether another holds the lock for writing now. Does not wait for it.
bool isLockedByAnother(const Database &database);

}
