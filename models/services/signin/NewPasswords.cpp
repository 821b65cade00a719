#include "services/signin/SignIn.h"

#include "domain/rules/secrets/PasswordStrength.h"
#include "services/signin/PasswordHash.h"
#include "services/signin/SignInText.h"
#include "store/edit/UserEdits.h"

using namespace Qt::StringLiterals;

namespace gatehouse::signin {

namespace {

Result<void> checkIsFirst(Database &database)
{
    return store::hasMainAdministrator(database).and_then([](bool has) -> Result<void> {
        if (!has)
            return {};
        return fail(Error::Kind::Rule,
                    SignInText::tr("This database has a main administrator already. Sign in as that one, "
                                   "and add others as users."));
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
        user.auditor = false;
        user.enabled = true;
        return user;
    });
}

Result<User> saveInto(EditSession &session, const User &user, const QByteArray &phc)
{
    return edit::save(session, user).and_then([&](User saved) {
        return edit::setPassword(session, saved, phc).transform([&] {
            saved.hasPassword = true;
            ++saved.version;
            return saved;
        });
    });
}

/// The session of a user who gets a new password is told before others can read that.
template<typename Set>
auto withNewPassword(const Database &database, const User &user, const QByteArray &phc, Set set)
    -> std::invoke_result_t<Set>
{
    const auto own = database.signedIn();
    if (!own || own->key() != user.key)
        return set();
    own->expectPassword(phc);
    auto outcome = set();
    if (outcome)
        own->takePassword(phc);
    else
        own->forgetPassword(phc);
    return outcome;
}

Result<QByteArray> strongHash(const User &user, const SecretBytes &password)
{
    return checkStrength(user, password)
        .and_then([&] { return preparedPassword(password); })
        .and_then(hashPassword);
}

}

Result<Administrator> makeFirst(Database &database, const Credentials &credentials, const QString &name,
                                const QDateTime &now)
{
    QByteArray hash;
    return checkIsFirst(database)
        .and_then([&] { return asMainAdministrator(database, credentials.userId, name); })
        .and_then([&](const User &user) { return strongHash(user, credentials.password); })
        .and_then([&](const QByteArray &phc) {
            hash = phc;
            const auto add = [&](EditSession &session) {
                return checkIsFirst(database)
                    .and_then([&] { return asMainAdministrator(database, credentials.userId, name); })
                    .and_then([&](const User &user) { return saveInto(session, user, phc); });
            };
            return editing(database, add, now);
        })
        .transform([&](const User &user) {
            const auto session = std::make_shared<SignedInUser>(user.key, user.userId, hash);
            database.setSignedIn(session);
            return Administrator{
                .key = user.key, .userId = user.userId, .name = user.name, .session = session};
        });
}

Result<User> save(Database &database, const User &user, const SecretBytes &password)
{
    return strongHash(user, password).and_then([&](const QByteArray &phc) {
        return withNewPassword(database, user, phc, [&] {
            return editing(database, [&](EditSession &session) { return saveInto(session, user, phc); });
        });
    });
}

Result<void> setPassword(Database &database, const User &user, const SecretBytes &password)
{
    return strongHash(user, password).and_then([&](const QByteArray &phc) {
        return withNewPassword(database, user, phc, [&] {
            return editing(database,
                           [&](EditSession &session) { return edit::setPassword(session, user, phc); });
        });
    });
}

Result<void> checkStrength(const User &user, const SecretBytes &password)
{
    return preparedPassword(password).and_then([&](const SecretBytes &prepared) -> Result<void> {
        QString text = QString::fromUtf8(viewOf(prepared));
        const PasswordStrength strength = passwordStrength(text, {.names = namesOf(user)});
        wipe(text);
        if (strength.isGood())
            return {};
        return fail(Error::Kind::Rule,
                    SignInText::tr("The password is too weak or cannot be used. %1").arg(strength.advice),
                    u"password"_s);
    });
}

}
