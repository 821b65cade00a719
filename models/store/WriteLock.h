#pragma once

#include "store/Database.h"

namespace gatehouse::store {

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
