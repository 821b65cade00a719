#include "store/ClientChildren.h"

#include "store/ClientConsent.h"
#include "store/RecordStore.h"
#include "store/SecurityStore.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

/// The lists of a client application, in the order in which the one query that reads them numbers them.
constexpr std::array lists{
    &ClientApplication::loginRedirects,   &ClientApplication::logoutRedirects, &ClientApplication::apiScopes,
    &ClientApplication::defaultResources, &ClientApplication::customResources,
};

const QString listsSql =
    u"SELECT 0, position, uri FROM client_redirect WHERE application_id = ? AND kind = 'login' UNION ALL "
    "SELECT 1, position, uri FROM client_redirect WHERE application_id = ? AND kind = 'logout' UNION ALL "
    "SELECT 2, 0, s.name FROM client_api_scope c JOIN api_scope s ON s.id = c.scope_id "
    "WHERE c.application_id = ? UNION ALL "
    "SELECT 3, position, name FROM client_default_resource WHERE application_id = ? UNION ALL "
    "SELECT 4, 0, r.name FROM client_custom_resource c JOIN custom_resource r ON r.id = c.resource_id "
    "WHERE c.application_id = ? ORDER BY 1, 2, 3"_s;

Result<void> loadLists(Database &database, ClientApplication &client)
{
    for (const auto list : lists)
        (client.*list).clear();
    const auto take = [&](const QSqlQuery &row) -> Result<void> {
        (client.*lists.at(row.value(0).toUInt())) << row.value(2).toString();
        return {};
    };
    return database.visit(listsSql, QVariantList(lists.size(), client.key), take);
}

Result<QList<ClientSecret>> loadSecrets(Database &database, const QString &key)
{
    return database.list(
        u"SELECT id, hash, last_four, description, created_at, expires_at, sealed FROM client_secret "
        "WHERE application_id = ? ORDER BY created_at, id"_s,
        {key}, [](const QSqlQuery &row) {
            return ClientSecret{row.value(0).toString(),   row.value(1).toString(),  row.value(2).toString(),
                                row.value(3).toString(),   fromColumn(row.value(4)), fromColumn(row.value(5)),
                                row.value(6).toByteArray()};
        });
}

/// Replaces all rows of one list; `insertSql` binds the client application's key, the position and the value.
Result<void> replaceList(Database &database, const QString &deleteSql, const QString &insertSql,
                         const QString &key, const QStringList &values)
{
    auto done = database.execute(deleteSql, {key});
    for (qsizetype position = 0; done && position < values.size(); ++position)
        done = database.execute(insertSql, {key, position, values.at(position)});
    return done;
}

Result<void> writeRedirects(Database &database, const QString &key, const QString &kind,
                            const QStringList &uris)
{
    return replaceList(
        database, u"DELETE FROM client_redirect WHERE application_id = ? AND kind = '%1'"_s.arg(kind),
        u"INSERT INTO client_redirect (application_id, kind, position, uri) VALUES (?, '%1', ?, ?)"_s.arg(
            kind),
        key, uris);
}

Result<void> writeScopes(Database &database, const QString &key, const QStringList &names)
{
    auto done = database.execute(u"DELETE FROM client_api_scope WHERE application_id = ?"_s, {key});
    for (qsizetype i = 0; done && i < names.size(); ++i) {
        done = database.execute(u"INSERT INTO client_api_scope (application_id, scope_id) "
                                "SELECT ?, id FROM api_scope WHERE name = ?"_s,
                                {key, names.at(i)});
    }
    return done;
}

Result<void> writeResources(Database &database, const QString &key, const QStringList &names)
{
    return replaceList(
        database, u"DELETE FROM client_default_resource WHERE application_id = ?"_s,
        u"INSERT INTO client_default_resource (application_id, position, name) VALUES (?, ?, ?)"_s, key,
        names);
}

Result<void> insertSecret(Database &database, const QString &applicationKey, const ClientSecret &secret)
{
    return database.execute(
        u"INSERT INTO client_secret (hash, last_four, description, created_at, expires_at, sealed, id, "
        "application_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {secret.hash, secret.lastFour, secret.description, toColumn(secret.created), toColumn(secret.expires),
         QString::fromLatin1(secret.sealed), secret.key, applicationKey});
}

/// A seal is written once, to a secret that has none, and else only dropped: whoever saves what was read
/// before the encryption key was replaced would bring back one that no key opens.
Result<void> updateSecret(Database &database, const ClientSecret &secret)
{
    return database.execute(
        u"UPDATE client_secret SET version = version + 1, description = ?, expires_at = ?, "
        "sealed = CASE WHEN ? = '' THEN '' WHEN sealed = '' THEN ? ELSE sealed END WHERE id = ?"_s,
        {secret.description, toColumn(secret.expires), QString::fromLatin1(secret.sealed),
         QString::fromLatin1(secret.sealed), secret.key});
}

Result<void> writeSecret(Database &database, const QString &applicationKey, const ClientSecret &secret,
                         const ClientSecret *stored)
{
    const bool isNewSeal = secret.isRecoverable() && !(stored && stored->isRecoverable());
    return (isNewSeal ? checkSealKey(database, secret.sealed) : Result<void>()).and_then([&] {
        return stored ? updateSecret(database, secret) : insertSecret(database, applicationKey, secret);
    });
}

Result<void> writeSecrets(Database &database, const ClientApplication &client,
                          const QList<ClientSecret> &stored)
{
    for (const ClientSecret &secret : stored) {
        if (!std::ranges::contains(client.secrets, secret.key, &ClientSecret::key)) {
            if (const auto done = database.execute(u"DELETE FROM client_secret WHERE id = ?"_s, {secret.key});
                !done)
                return done;
        }
    }
    for (const ClientSecret &secret : client.secrets) {
        const auto found = std::ranges::find(stored, secret.key, &ClientSecret::key);
        const ClientSecret *before = found == stored.end() ? nullptr : &*found;
        if (before && *before == secret)
            continue;
        if (const auto done = writeSecret(database, client.key, secret, before); !done)
            return done;
    }
    return {};
}

}

Result<void> loadChildren(Database &database, ClientApplication &client)
{
    return loadLists(database, client)
        .and_then([&] { return loadConsentTexts(database, client.key); })
        .and_then([&](const ConsentTextMap &texts) {
            client.consentTexts = texts;
            return loadSecrets(database, client.key);
        })
        .transform([&](const QList<ClientSecret> &secrets) { client.secrets = secrets; });
}

Result<void> writeChildren(Database &database, const ClientApplication &client,
                           const std::optional<ClientApplication> &stored)
{
    using List = QStringList ClientApplication::*;
    const auto isSame = [&](List list) {
        return stored ? (*stored).*list == client.*list : (client.*list).isEmpty();
    };

    return writeSecrets(database, client, stored ? stored->secrets : QList<ClientSecret>())
        .and_then([&] {
            return isSame(&ClientApplication::loginRedirects)
                       ? Result<void>()
                       : writeRedirects(database, client.key, u"login"_s, client.loginRedirects);
        })
        .and_then([&] {
            return isSame(&ClientApplication::logoutRedirects)
                       ? Result<void>()
                       : writeRedirects(database, client.key, u"logout"_s, client.logoutRedirects);
        })
        .and_then([&] {
            return isSame(&ClientApplication::apiScopes)
                       ? Result<void>()
                       : writeScopes(database, client.key, client.apiScopes);
        })
        .and_then([&] {
            return isSame(&ClientApplication::defaultResources)
                       ? Result<void>()
                       : writeResources(database, client.key, client.defaultResources);
        })
        .and_then([&] { return writeConsent(database, client, stored.value_or(ClientApplication())); });
}

}
