#pragma once

#include "domain/User.h"
#include "store/Database.h"

#include <QDateTime>

#include <chrono>
#include <functional>
#include <optional>

/// Passwords and tries to sign in. Tries are kept by the SHA-256 of the typed user ID: for a day, or until
/// the next success where there is such a user.
namespace gatehouse::store {

struct StoredPassword
{
    User user;
    QByteArray phc; ///< empty: there is none
};
/// Nothing when there is no such user; compared whatever the case.
Result<std::optional<StoredPassword>> loadPassword(Database &database, const QString &userId);

/// Whether passwords stand there that are not shown, as to auditors over a role of their own on a server.
Result<bool> arePasswordsHidden(Database &database);

/// What failed under a user ID.
struct Failures
{
    int pressure = 0;   ///< how many still delay: one less for every few minutes without any
    QDateTime nextTurn; ///< when the next answer is due
    int count = 0;      ///< since the last success
    QDateTime first;
    QDateTime last;
};
Result<Failures> loadFailures(Database &database, const QByteArray &nameHash, const QDateTime &now);

/// How far apart answers are after that many failures.
using Spacing = std::function<std::chrono::seconds(int pressure)>;

/// Notes that somebody tries, in a transaction of its own, so that a program that is ended before it answered
/// has not tried for nothing. Those that `succeeded`, by their ids, do not count. The same try can be noted
/// again.
Result<void> beginTry(Database &database, const QString &tryId, const QByteArray &nameHash, bool isKnown,
                      const QDateTime &now, const Spacing &spacing, const QStringList &succeeded = {});
/// It was not decided, as for want of memory.
Result<void> forgetTry(Database &database, const QString &tryId);

/// A failure as it was noted.
struct NotedFailure
{
    Failures failures;
    QDateTime turn; ///< when to answer
};
/// Counts a failure and gives it its turn, within a transaction.
Result<NotedFailure> noteFailure(Database &database, const QByteArray &nameHash, bool isKnown,
                                 const QString &tryId, const QDateTime &now, const Spacing &spacing);
/// Of user IDs that do not exist, all together, within a transaction; counted from the first of a day on.
Result<int> countUnknown(Database &database, const QDateTime &now);
/// Ends a try that succeeded, within a transaction. Others wait as before, until time has passed.
Result<void> noteSuccess(Database &database, const QByteArray &nameHash, const QString &tryId);

}
