#include "store/edit/EditSession.h"

#include "domain/RecordKey.h"
#include "domain/rules/RecordRules.h"
#include "store/edit/EditText.h"
#include "store/edit/RecordChange.h"
#include "store/records/CustomResourceStore.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

using store::changeOne;

namespace {

QString userTitle(const User &user)
{
    return EditText::tr("User \"%1\"").arg(user.userId);
}

QString scopeTitle(const ApiScope &scope)
{
    return EditText::tr("API scope \"%1\"").arg(scope.name);
}

Result<void> erase(Database &database, const User &user)
{
    return changeOne(database, u"iam_user"_s, u"DELETE FROM iam_user WHERE id = ? AND version = ?"_s,
                     {user.key, user.version}, user.key, userTitle(user));
}

Result<void> erase(Database &database, const ApiScope &scope)
{
    return changeOne(database, u"api_scope"_s, u"DELETE FROM api_scope WHERE id = ? AND version = ?"_s,
                     {scope.key, scope.version}, scope.key, scopeTitle(scope));
}

/// Both are scopes to whoever asks for them, so one name cannot be both.
Result<void> checkIsNoResource(Database &database, const QString &scopeName)
{
    return store::findCustomResource(database, scopeName).and_then([&](const QString &key) -> Result<void> {
        if (key.isEmpty())
            return {};
        return fail(
            Error::Kind::Rule,
            EditText::tr("A custom resource is called \"%1\" already. Choose another name.").arg(scopeName),
            u"name"_s);
    });
}

}

Result<void> EditSession::checkUser(const User &user)
{
    return rules::checkUser(user)
        .and_then([&] { return store::loadUser(m_database, user.userId); })
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

Result<void> EditSession::write(const User &user, bool isNew)
{
    const QVariantList values{user.version,
                              user.userId,
                              user.name,
                              user.email,
                              user.phone,
                              user.department,
                              int(user.serviceAccount),
                              int(user.enabled),
                              int(user.mainAdministrator),
                              user.key};
    if (isNew) {
        return m_database.execute(u"INSERT INTO iam_user (version, user_id, name, email, phone, department, "
                                  "service_account, enabled, main_administrator, id) "
                                  "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                                  values);
    }
    return changeOne(
        m_database, u"iam_user"_s,
        u"UPDATE iam_user SET version = ?, user_id = ?, name = ?, email = ?, phone = ?, "
        "department = ?, service_account = ?, enabled = ?, main_administrator = ? WHERE id = ? AND version = ?"_s,
        values + QVariantList{user.version - 1}, user.key, userTitle(user));
}

Result<User> EditSession::save(const User &typed)
{
    m_context.forget();
    User user = typed;
    const bool isNew = user.key.isEmpty();
    user.key = isNew ? newRecordKey() : user.key;
    user.version = isNew ? 1 : typed.version + 1;
    user.hasPassword = !isNew && typed.hasPassword;
    return checkUser(user)
        .and_then([&] { return store::findUser(m_database, user.key); })
        .and_then([&](const std::optional<User> &stored) {
            return keepingAdministrator(user, [&] { return write(user, isNew); }).and_then([&] {
                return note(audit::recordOf(stored), audit::recordOf(user));
            });
        })
        .and_then([&] { return store::clientsOfUser(m_database, user.key); })
        .and_then([&](const QStringList &keys) { return recheck(keys); })
        .transform([&] { return user; })
        .or_else([&](const Error &error) -> Result<User> { return refused(error); });
}

Result<void> EditSession::remove(const User &user)
{
    m_context.forget();
    return store::clientsOfUser(m_database, user.key)
        .and_then([&](const QStringList &keys) { return clientNames(keys); })
        .and_then([&](const QString &clients) -> Result<void> {
            if (!clients.isEmpty()) {
                return fail(Error::Kind::Rule,
                            EditText::tr("%1 is the identity of %2. Choose another identity "
                                         "there first, or disable the user.")
                                .arg(userTitle(user), clients));
            }
            return store::findUser(m_database, user.key).and_then([&](const std::optional<User> &stored) {
                return keepingAdministrator(user, [&] { return erase(m_database, user); }).and_then([&] {
                    return note(audit::recordOf(stored), std::nullopt);
                });
            });
        })
        .or_else([&](const Error &error) -> Result<void> { return refused(error); });
}

Result<void> EditSession::checkScope(const ApiScope &scope)
{
    if (const auto valid = rules::checkApiScope(scope); !valid)
        return valid;
    return store::findApiScopeNamed(m_database, scope.name).and_then([&](const auto &other) -> Result<void> {
        if (!other || other->key == scope.key)
            return checkIsNoResource(m_database, scope.name);
        return fail(Error::Kind::Rule,
                    EditText::tr("API scope \"%1\" exists already. Choose another name.").arg(scope.name),
                    u"name"_s);
    });
}

Result<void> EditSession::write(const ApiScope &scope, bool isNew)
{
    const QVariantList values{scope.version, scope.name, scope.title, scope.description, scope.key};
    if (isNew) {
        return m_database.execute(
            u"INSERT INTO api_scope (version, name, title, description, id) VALUES (?, ?, ?, ?, ?)"_s,
            values);
    }
    return changeOne(m_database, u"api_scope"_s,
                     u"UPDATE api_scope SET version = ?, name = ?, title = ?, description = ? "
                     "WHERE id = ? AND version = ?"_s,
                     values + QVariantList{scope.version - 1}, scope.key, scopeTitle(scope));
}

Result<ApiScope> EditSession::save(const ApiScope &typed)
{
    m_context.forget();
    ApiScope scope = typed;
    const bool isNew = scope.key.isEmpty();
    scope.key = isNew ? newRecordKey() : scope.key;
    scope.version = isNew ? 1 : typed.version + 1;
    return checkScope(scope)
        .and_then([&] { return store::findApiScope(m_database, scope.key); })
        .and_then([&](const auto &stored) {
            return write(scope, isNew).and_then([&] {
                return note(audit::recordOf(stored), audit::recordOf(scope));
            });
        })
        .transform([&] { return scope; })
        .or_else([&](const Error &error) -> Result<ApiScope> { return refused(error); });
}

Result<void> EditSession::remove(const ApiScope &scope)
{
    m_context.forget();
    return store::clientsOfScope(m_database, scope.key)
        .and_then([&](const QStringList &keys) { return clientNames(keys); })
        .and_then([&](const QString &clients) -> Result<void> {
            if (!clients.isEmpty()) {
                return fail(Error::Kind::Rule, EditText::tr("%1 is used by %2. Take it away there first.")
                                                   .arg(scopeTitle(scope), clients));
            }
            return store::findApiScope(m_database, scope.key).and_then([&](const auto &stored) {
                return erase(m_database, scope).and_then([&] {
                    return note(audit::recordOf(stored), std::nullopt);
                });
            });
        })
        .or_else([&](const Error &error) -> Result<void> { return refused(error); });
}

}
