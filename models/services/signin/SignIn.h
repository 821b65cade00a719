#pragma once

#include "domain/TimeText.h"
#include "domain/User.h"
#include "secrets/SecretBytes.h"
#include "store/records/SecurityStore.h"

#include <QDateTime>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>

/// Who gets in: an enabled main administrator or auditor with the right password, and nobody else. What
/// hashes a password takes about 0.3 s, in which the database is not locked: run it on the thread of the
/// connection.
namespace gatehouse::signin {

/// Who is signed in.
struct Administrator
{
    QString key; ///< User::key
    QString userId;
    QString name;
    bool isAuditor = false; ///< changes nothing and sees no secret: every transaction asks again
    std::shared_ptr<SignedInUser> session; ///< for the other connections of the same person

    /// Tries under this user ID that failed since the last success.
    int failures = 0;
    QDateTime lastFailure;
    QString whyNotNoted; ///< why the audit trail does not say so; empty: it does
};

/// What to tell the person who has just signed in: the failures, and that nothing was noted.
QStringList notices(const Administrator &who, TimeText times = storedTime);

struct Credentials
{
    QString userId;
    SecretBytes password;
};

/// Makes the first main administrator and signs in. A user that is there already becomes it, and keeps its
/// name unless another is given. Refused once somebody may sign in, and when the password is too weak.
Result<Administrator> makeFirst(Database &database, const Credentials &credentials, const QString &name,
                                const QDateTime &now);

/// What time it is, and how to let some pass: an error of wait() breaks the sign-in off.
struct Clock
{
    std::function<QDateTime()> now = QDateTime::currentDateTimeUtc;
    std::function<Result<void>(std::chrono::milliseconds)> wait = waitOut;

    static Result<void> waitOut(std::chrono::milliseconds time);
    /// Cancelled soon after the flag is set, from any thread.
    static Clock until(std::shared_ptr<const std::atomic<bool>> cancelled);
};

/// Every failure gives the same message after the same time (Error::Kind::NotSignedIn). After some of them,
/// wherever they came from, answers under that user ID come one after the other, some seconds apart: a right
/// password is never refused, and nobody waits longer than greatestWait, whatever the password. What cannot
/// be noted, because the database cannot be written, waits longer and goes on.
Result<Administrator> signIn(Database &database, const Credentials &credentials,
                             const Clock &clock = Clock());

inline constexpr std::chrono::seconds greatestWait{5};
/// Where it cannot be known how many failed.
inline constexpr std::chrono::seconds unnotedWait{6};
/// From the beginning of a try on, where another that writes keeps it from being noted: whoever holds the
/// lock to guess unseen gets no answer sooner.
inline constexpr std::chrono::seconds lockedWait{3};
/// How far apart answers are after that many failures: not at all after the first five, then longer each
/// time.
std::chrono::seconds spacing(int failures);

/// Tells the database that the one who works with the connection signed in, where that could not be told
/// then: it would be taken for a failure later. Does not wait for others that write; what cannot be told now
/// either, the next sign-in on this machine tells.
Result<void> settle(Database &database);

/// Saves a user and gives it a password, both or neither; refused when the password is too weak.
Result<User> save(Database &database, const User &user, const SecretBytes &password);
/// Gives a user a new password; refused when it is too weak.
Result<void> setPassword(Database &database, const User &user, const SecretBytes &password);

/// "The password is not good enough. Make it longer…", or nothing.
Result<void> checkStrength(const User &user, const SecretBytes &password);

}
