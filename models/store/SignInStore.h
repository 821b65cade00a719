#pragma once

#include "domain/User.h"
#include "store/Database.h"

#include <QDateTime>

#include <chrono>
#include <functional>
#include <optional>

/// Passwords and tries to sign in. Tries are kept by the SHA-256 of the typed user ID, for a day.
namespace gatehouse::store {

struct StoredPassword
{
    User user;
    QByteArray phc; ///< empty: there is none
};
/// Nothing when there is no such user; compared whatever the case.
Result<std::optional<StoredPassword>> loadPassword(Database &database, const QString &userId);

/// How long to wait for the next try after that many failures in a row, and at most.
struct TryDelays
{
    std::function<std::chrono::seconds(int failures)> after;
    std::chrono::seconds greatest;
};

/// Counts a try as a failure, in a transaction of its own, and gives zero; while there is a wait it counts
/// nothing and gives the seconds that are left. A clock that was put back lengthens no wait beyond the
/// greatest.
Result<std::chrono::seconds> countTry(Database &database, const QByteArray &nameHash, const QDateTime &now,
                                      const TryDelays &delays);
/// After a success: no failures any more.
Result<void> forgetTries(Database &database, const QByteArray &nameHash);

}
