#include "store/EditSession.h"

#include "domain/FieldRules.h"
#include "domain/RecordKey.h"
#include "store/EditText.h"
#include "store/SqlError.h"

#include <QSqlError>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

Result<void> firstError(const rules::Findings &findings, const QString &column)
{
    for (const rules::Finding &finding : findings) {
        if (finding.severity == Severity::Error)
            return fail(Error::Kind::Rule, finding.text, column);
    }
    return {};
}

/// Runs a statement that ends in "WHERE id = ? AND version = ?" and demands that it met its row.
Result<void> changeOne(Database &database, const QString &sql, const QVariantList &values,
                       const QString &what)
{
    return database.run(sql, values).and_then([&](const QSqlQuery &query) -> Result<void> {
        if (query.numRowsAffected() == 1)
            return {};
        return std::unexpected(changedMeanwhile(what, true));
    });
}

Error named(const Error &error, const QString &text, const QString &column)
{
    return error.kind == Error::Kind::Rule ? Error{Error::Kind::Rule, text, column} : error;
}

QString userTitle(const User &user)
{
    return EditText::tr("User \"%1\"").arg(user.userId);
}

QString scopeTitle(const ApiScope &scope)
{
    return EditText::tr("API scope \"%1\"").arg(scope.name);
}

}

Result<User> EditSession::save(const User &typed)
{
    if (const auto valid = firstError(rules::checkUserId(typed.userId), u"user_id"_s); !valid)
        return std::unexpected(valid.error());

    User user = typed;
    const bool isNew = user.key.isEmpty();
    user.key = isNew ? newRecordKey() : user.key;
    user.version = typed.version + 1;
    const QVariantList values{user.version,
                              user.userId,
                              user.name,
                              user.email,
                              user.phone,
                              user.department,
                              int(user.serviceAccount),
                              int(user.enabled),
                              user.key};
    const auto written =
        isNew
            ? m_database.execute(
                  u"INSERT INTO iam_user (version, user_id, name, email, phone, department, service_account, "
                  "enabled, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                  values)
            : changeOne(m_database,
                        u"UPDATE iam_user SET version = ?, user_id = ?, name = ?, email = ?, phone = ?, "
                        u"department = ?, "
                        "service_account = ?, enabled = ? WHERE id = ? AND version = ?"_s,
                        values + QVariantList{typed.version}, userTitle(typed));
    return written
        .transform_error([&](const Error &error) {
            return named(
                error,
                EditText::tr(
                    "User ID \"%1\" is in use already (upper and lower case count as the same). Choose "
                    "another.")
                    .arg(user.userId),
                u"user_id"_s);
        })
        .and_then([&] { return store::clientsOfUser(m_database, user.key); })
        .and_then([&](const QStringList &keys) { return recheck(keys); })
        .transform([&] { return user; });
}

Result<void> EditSession::remove(const User &user)
{
    const auto users = store::clientsOfUser(m_database, user.key).and_then([this](const QStringList &keys) {
        return clientIds(keys);
    });
    if (!users)
        return std::unexpected(users.error());
    if (!users->isEmpty()) {
        return fail(Error::Kind::Rule,
                    EditText::tr(
                        "%1 is the identity of %2. Choose another identity there first, or disable the user.")
                        .arg(userTitle(user), users->join(", "_L1)));
    }
    return changeOne(m_database, u"DELETE FROM iam_user WHERE id = ? AND version = ?"_s,
                     {user.key, user.version}, userTitle(user));
}

Result<ApiScope> EditSession::save(const ApiScope &typed)
{
    if (const auto valid = firstError(rules::checkScopeName(typed.name), u"name"_s); !valid)
        return std::unexpected(valid.error());

    ApiScope scope = typed;
    const bool isNew = scope.key.isEmpty();
    scope.key = isNew ? newRecordKey() : scope.key;
    scope.version = typed.version + 1;
    const QVariantList values{scope.version, scope.name, scope.title, scope.description, scope.key};
    const auto written =
        isNew ? m_database.execute(
                    u"INSERT INTO api_scope (version, name, title, description, id) VALUES (?, ?, ?, ?, ?)"_s,
                    values)
              : changeOne(m_database,
                          u"UPDATE api_scope SET version = ?, name = ?, title = ?, description = ? "
                          "WHERE id = ? AND version = ?"_s,
                          values + QVariantList{typed.version}, scopeTitle(typed));
    return written
        .transform_error([&](const Error &error) {
            return named(
                error, EditText::tr("API scope \"%1\" exists already. Choose another name.").arg(scope.name),
                u"name"_s);
        })
        .transform([&] { return scope; });
}

Result<void> EditSession::remove(const ApiScope &scope)
{
    const auto users = store::clientsOfScope(m_database, scope.key).and_then([this](const QStringList &keys) {
        return clientIds(keys);
    });
    if (!users)
        return std::unexpected(users.error());
    if (!users->isEmpty()) {
        return fail(Error::Kind::Rule, EditText::tr("%1 is used by %2. Take it away there first.")
                                           .arg(scopeTitle(scope), users->join(", "_L1)));
    }
    return changeOne(m_database, u"DELETE FROM api_scope WHERE id = ? AND version = ?"_s,
                     {scope.key, scope.version}, scopeTitle(scope));
}

}
