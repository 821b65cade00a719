#pragma once

#include "domain/User.h"
#include "services/security/SecretBytes.h"
#include "store/SecurityStore.h"

#include <QDateTime>

#include <chrono>

/// Who gets in: an enabled main administrator with the right password, and nobody else. What hashes a
/// password takes about 0.3 s, in which the database is not locked: run it on the thread of the connection.
namespace gatehouse::signin {

/// Who is signed in.
struct Administrator
{
    QString key; ///< User::key
    QString userId;
    QString name;
};

struct Credentials
{
    QString userId;
    SecretBytes password;
};

/// Makes the first main administrator and signs in. A user that is there already becomes it, and keeps its
/// name unless another is given. Refused once somebody may sign in, and when the password is too weak.
Result<Administrator> makeFirst(Database &database, const Credentials &credentials, const QString &name,
                                const QDateTime &now);

/// Every failure gives the same message after the same time (Error::Kind::NotSignedIn), but for the wait that
/// begins with the sixth try in a row. The try is counted before the password is looked at, so that tries at
/// the same time count, too. With patience it stands out a wait that ends by then, as it does when the tries
/// that caused it are under way and succeed.
Result<Administrator> signIn(Database &database, const Credentials &credentials, const QDateTime &now,
                             std::chrono::milliseconds patience = {});

inline constexpr std::chrono::seconds greatestDelay = std::chrono::minutes(15);
/// How long to wait for the next try after that many failures in a row: not at all after the first four, 10 s
/// after the fifth, twice as long after each more.
std::chrono::seconds delayAfter(int failures);

/// Saves a user and gives it a password, both or neither; refused when the password is too weak.
Result<User> save(Database &database, const User &user, const SecretBytes &password);
/// Gives a user a new password; refused when it is too weak.
Result<void> setPassword(Database &database, const User &user, const SecretBytes &password);

/// "The password is too weak (2.6 of 5, at least 4 is asked)…", or nothing.
Result<void> checkStrength(Database &database, const SecretBytes &password);
/// The same where there is no database yet.
Result<void> checkStrength(const store::SignInSettings &settings, const SecretBytes &password);

}
