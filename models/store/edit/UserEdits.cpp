#include "store/edit/UserEdits.h"

#include "domain/rules/ResourceRules.h"
#include "store/edit/ClientEdits.h"
#include "store/edit/RecordChange.h"
#include "store/edit/RecordEdits.h"

using namespace Qt::StringLiterals;

namespace gatehouse::edit {

namespace {

/// That there is a password, and nothing of it.
audit::Record passwordRecord(const User &user, const json::Json &password)
{
    return {FieldTable<User>::name, user.key, user.userId, {{"password", password}}};
}

Result<void> checkUser(Database &database, const User &user)
{
    return rules::checkUser(user)
        .and_then([&] { return store::loadUser(database, user.userId); })
        .and_then([&](const std::optional<User> &owner) -> Result<void> {
            if (!owner || owner->key == user.key)
                return {};
            return fail(
                Error::Kind::Rule,
                EditText::tr("User ID \"%1\" is in use already (upper and lower case count as the same). "
                             "Choose another.")
                    .arg(owner->userId),
                u"user_id"_s);
        });
}

/// Makes a change of a user, unless nobody could sign in any more then.
Result<void> keepingAdministrator(Database &database, const User &user,
                                  const std::function<Result<void>()> &change)
{
    return store::hasMainAdministrator(database).and_then([&](bool had) {
        return change()
            .and_then([&] { return store::hasMainAdministrator(database); })
            .and_then([&](bool has) -> Result<void> {
                if (has || !had)
                    return {};
                return fail(Error::Kind::Rule,
                            EditText::tr("User \"%1\" is the only main administrator who can sign in: "
                                         "without, nobody could any more. First make another enabled user "
                                         "a main administrator and give that one a password.")
                                .arg(user.userId));
            });
    });
}

}

Result<User> save(EditSession &session, const User &typed)
{
    Database &database = session.database();
    session.context().forget();
    User user = store::nextVersion(typed);
    user.hasPassword = !typed.key.isEmpty() && typed.hasPassword;
    return session.step(checkUser(database, user)
                            .and_then([&] { return store::findUser(database, user.key); })
                            .and_then([&](const std::optional<User> &stored) {
                                return keepingAdministrator(database, user,
                                                            [&] { return write(session, user, stored); });
                            })
                            .and_then([&] { return store::clientsOfUser(database, user.key); })
                            .and_then([&](const QStringList &keys) { return recheck(session, keys); })
                            .transform([&] { return user; }));
}

Result<void> remove(EditSession &session, const User &user)
{
    Database &database = session.database();
    session.context().forget();
    const auto refusal = [&](const QString &clients) {
        return EditText::tr("%1 is the identity of %2. Choose another identity "
                            "there first, or disable the user.")
            .arg(store::titleOf(user), clients);
    };
    return session.step(
        store::clientsOfUser(database, user.key)
            .and_then([&](const QStringList &keys) { return checkNoneUses(session, keys, refusal); })
            .and_then([&] { return store::findUser(database, user.key); })
            .and_then([&](const std::optional<User> &stored) {
                return keepingAdministrator(database, user, [&] { return erase(session, user, stored); });
            }));
}

Result<void> setPassword(EditSession &session, const User &user, const QByteArray &phc)
{
    Database &database = session.database();
    session.context().forget();
    const auto change = [&] {
        return store::changeOne(
            database, FieldTable<User>::name,
            u"UPDATE iam_user SET password = ?, version = version + 1 WHERE id = ? AND version = ?"_s,
            {QString::fromLatin1(phc), user.key, user.version}, user.key, store::titleOf(user));
    };
    const auto noteChange = [&](const std::optional<User> &stored) {
        const bool had = stored && stored->hasPassword;
        const json::Json after = phc.isEmpty() ? json::Json(nullptr) : json::Json(had ? "changed" : "set");
        return session.note(passwordRecord(user, had ? json::Json("set") : json::Json(nullptr)),
                            passwordRecord(user, after));
    };
    return session.step(store::findUser(database, user.key).and_then([&](const std::optional<User> &stored) {
        return keepingAdministrator(database, user, change).and_then([&] { return noteChange(stored); });
    }));
}

}
