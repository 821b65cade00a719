#include "services/signin/SignIn.h"

#include "domain/PasswordStrength.h"
#include "services/signin/PasswordHash.h"
#include "store/EditSession.h"
#include "store/SignInStore.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QThread>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace gatehouse::signin {

namespace {

struct SignInText
{
    Q_DECLARE_TR_FUNCTIONS(SignIn)
};

constexpr int freeFailures = 5;
constexpr auto firstDelay = 10s;
constexpr auto retryInterval = 50ms;
/// Where a try cannot be noted: read-only, full or locked.
constexpr auto unnotedWait = 1s;

/// Two user IDs that are looked up as one count as one.
QByteArray nameHash(const QString &userId)
{
    return QCryptographicHash::hash(userId.toCaseFolded().toUtf8(), QCryptographicHash::Sha256).toHex();
}

QString waitText(std::chrono::seconds wait)
{
    if (wait <= 60s)
        return SignInText::tr("%n second(s)", nullptr, int(wait.count()));
    return SignInText::tr("%n minute(s)", nullptr,
                          int(std::chrono::ceil<std::chrono::minutes>(wait).count()));
}

Error tooManyTries(std::chrono::seconds wait)
{
    return {Error::Kind::NotSignedIn,
            SignInText::tr("There were too many tries that failed. Wait %1, then try again.")
                .arg(waitText(wait))};
}

/// One message for all: it must not tell who exists.
Error notLetIn()
{
    return {Error::Kind::NotSignedIn,
            SignInText::tr("You are not signed in: the user ID or the password is wrong, or this user is no "
                           "enabled main administrator. Check both, or ask a main administrator.")};
}

Result<void> countTry(Database &database, const QByteArray &name, const QDateTime &now,
                      std::chrono::milliseconds patience)
{
    QElapsedTimer elapsed;
    elapsed.start();
    for (const QDeadlineTimer deadline(patience);; QThread::sleep(retryInterval)) {
        const auto wait =
            store::countTry(database, name, now.addMSecs(elapsed.elapsed()), {delayAfter, greatestDelay});
        if (!wait && wait.error().kind == Error::Kind::Unreachable) {
            QThread::sleep(unnotedWait); // as a right one would: whether it can be noted is nobody's secret
            return {};
        }
        if (!wait)
            return std::unexpected(wait.error());
        if (*wait == 0s)
            return {};
        if (deadline.hasExpired())
            return std::unexpected(tooManyTries(*wait));
    }
}

Administrator administratorFrom(const User &user)
{
    return {user.key, user.userId, user.name};
}

Result<void> checkIsFirst(Database &database)
{
    return store::hasMainAdministrator(database).and_then([](bool has) -> Result<void> {
        if (!has)
            return {};
        return fail(Error::Kind::Rule,
                    SignInText::tr("This database has a main administrator already. Sign in as that one, and "
                                   "add others as users."));
    });
}

/// A new main administrator, or the user of that ID made one.
Result<User> asMainAdministrator(Database &database, const QString &userId, const QString &name)
{
    return store::loadUser(database, userId).and_then([&](const std::optional<User> &stored) -> Result<User> {
        User user = stored.value_or(User{.userId = userId});
        if (user.serviceAccount) {
            return fail(Error::Kind::Rule,
                        SignInText::tr("User \"%1\" is a service account, so it cannot sign in. Choose "
                                       "another user ID.")
                            .arg(user.userId),
                        u"user_id"_s);
        }
        if (!name.isEmpty())
            user.name = name;
        user.mainAdministrator = true;
        user.enabled = true;
        return user;
    });
}

Result<User> saveInto(EditSession &session, const User &user, const QByteArray &phc)
{
    return session.save(user).and_then([&](User saved) {
        return session.setPassword(saved, phc).transform([&] {
            saved.hasPassword = true;
            ++saved.version;
            return saved;
        });
    });
}

/// From now on the audit trail names the user for what is done with the connection.
Administrator entered(Database &database, const User &user)
{
    database.setAdministrator(user.userId);
    return administratorFrom(user);
}

template<typename Work>
auto edited(Database &database, const QDateTime &now, Work work) -> std::invoke_result_t<Work, EditSession &>
{
    return EditSession::begin(database, now).and_then([&](EditSession &&session) {
        auto outcome = work(session);
        return outcome.and_then([&](auto &&...) { return session.commit(); }).and_then([&] {
            return outcome;
        });
    });
}

Result<QByteArray> strongHash(Database &database, const SecretBytes &password)
{
    return checkStrength(database, password).and_then([&] { return hashPassword(password); });
}

}

std::chrono::seconds delayAfter(int failures)
{
    if (failures < freeFailures)
        return 0s;
    std::chrono::seconds delay = firstDelay;
    for (int more = failures - freeFailures; more > 0 && delay < greatestDelay; --more)
        delay *= 2;
    return std::min(delay, greatestDelay);
}

Result<Administrator> makeFirst(Database &database, const Credentials &credentials, const QString &name,
                                const QDateTime &now)
{
    return checkIsFirst(database)
        .and_then([&] { return strongHash(database, credentials.password); })
        .and_then([&](const QByteArray &phc) {
            return edited(database, now, [&](EditSession &session) {
                return checkIsFirst(database)
                    .and_then([&] { return asMainAdministrator(database, credentials.userId, name); })
                    .and_then([&](const User &user) { return saveInto(session, user, phc); });
            });
        })
        .transform([&](const User &user) { return entered(database, user); });
}

Result<Administrator> signIn(Database &database, const Credentials &credentials, const QDateTime &now,
                             std::chrono::milliseconds patience)
{
    const QByteArray name = nameHash(credentials.userId);
    const auto stored = countTry(database, name, now, patience).and_then([&] {
        return store::loadPassword(database, credentials.userId);
    });
    if (!stored)
        return std::unexpected(stored.error());
    // In any case, so that it takes as long whoever it is.
    const bool isRight = isPassword(credentials.password, *stored ? (*stored)->phc : QByteArray());
    if (!isRight || !*stored || !(*stored)->user.maySignIn())
        return std::unexpected(notLetIn());
    std::ignore = store::forgetTries(database, name); // none was noted where that is refused
    return entered(database, (*stored)->user);
}

Result<User> save(Database &database, const User &user, const SecretBytes &password)
{
    return strongHash(database, password).and_then([&](const QByteArray &phc) {
        return edited(database, QDateTime::currentDateTimeUtc(),
                      [&](EditSession &session) { return saveInto(session, user, phc); });
    });
}

Result<void> setPassword(Database &database, const User &user, const SecretBytes &password)
{
    return strongHash(database, password).and_then([&](const QByteArray &phc) {
        return edited(database, QDateTime::currentDateTimeUtc(),
                      [&](EditSession &session) { return session.setPassword(user, phc); });
    });
}

Result<void> checkStrength(Database &database, const SecretBytes &password)
{
    return store::loadSignInSettings(database).and_then(
        [&](const store::SignInSettings &settings) { return checkStrength(settings, password); });
}

Result<void> checkStrength(const store::SignInSettings &settings, const SecretBytes &password)
{
    QString text = QString::fromUtf8(viewOf(password));
    const double strength = passwordStrength(text);
    wipe(text);
    // Sums of tenths are not exact.
    if (strength > settings.passwordStrength - 0.05)
        return {};
    const auto number = [](double value) { return QString::number(value, 'g', 2); };
    return fail(
        Error::Kind::Rule,
        SignInText::tr("The password is too weak (%1 of %2, at least %3 is asked). Make it longer, up "
                       "to 10 characters and more, or use two upper and two lower case letters, two "
                       "digits, two symbols.")
            .arg(number(strength), number(greatestPasswordStrength), number(settings.passwordStrength)),
        u"password"_s);
}

}
