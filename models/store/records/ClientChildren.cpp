#include "store/records/ClientChildren.h"

#include "store/RowReader.h"
#include "store/edit/RecordChange.h"
#include "store/records/ClientParts.h"
#include "store/records/ClientServers.h"
#include "store/records/RecordStore.h"
#include "store/records/SecurityStore.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

/// The lists of a client application, in the order in which the one query that reads them numbers them.
constexpr std::array lists{
    &ClientApplication::loginRedirects,  &ClientApplication::logoutRedirects,
    &ClientApplication::apiScopes,       &ClientApplication::defaultResources,
    &ClientApplication::customResources, &ClientApplication::allowedCorsOrigins,
    &ClientApplication::contacts,        &ClientApplication::keys,
};

enum ListNumber : std::size_t {
    LoginRedirects,
    LogoutRedirects,
    ApiScopes,
    DefaultResources,
    CustomResources,
    CorsOrigins,
    Contacts,
    Keys,
    UnknownRedirects,
    UnknownTexts
};

/// Those that are in the table client_text, by their kind there.
constexpr std::array textLists{
    std::pair{&ClientApplication::allowedCorsOrigins, "cors_origin"_L1},
    std::pair{&ClientApplication::contacts, "contact"_L1},
    std::pair{&ClientApplication::keys, "key"_L1},
};

/// The number of the list, what a message calls the row, position, value.
const QString listsSql =
    u"SELECT CASE kind WHEN 'login' THEN 0 WHEN 'logout' THEN 1 ELSE 8 END, kind || ' ' || position, "
    u"position, "
    "uri FROM client_redirect WHERE application_id = ? UNION ALL "
    "SELECT 2, c.scope_id, s.name, '' FROM client_api_scope c LEFT JOIN api_scope s ON s.id = c.scope_id "
    "WHERE c.application_id = ? UNION ALL "
    "SELECT 3, position, position, name FROM client_default_resource WHERE application_id = ? UNION ALL "
    "SELECT 4, c.resource_id, r.name, '' FROM client_custom_resource c "
    "LEFT JOIN custom_resource r ON r.id = c.resource_id WHERE c.application_id = ? UNION ALL "
    "SELECT CASE kind WHEN 'cors_origin' THEN 5 WHEN 'contact' THEN 6 WHEN 'key' THEN 7 ELSE 9 END, "
    "kind || ' ' || position, position, value FROM client_text WHERE application_id = ? ORDER BY 1, 3, 4"_s;
constexpr qsizetype listQueries = 5;

RowName childName(QLatin1StringView table, const ClientApplication &client, int nameColumn)
{
    return {.table = table,
            .nameColumn = nameColumn,
            .keyColumn = nameColumn,
            .ownerTable = "client_application"_L1,
            .owner = client.clientId};
}

/// A row that is in its place in the list that `position` numbers.
QString listed(RowReader &row, const QStringList &before, QLatin1StringView column, qsizetype longest)
{
    row.skip();
    row.refuseUnless(row.count("position"_L1) == before.size(), "position"_L1);
    return row.text(column, longest);
}

QString listValue(RowReader &row, ListNumber number, const QStringList &before)
{
    switch (number) {
    case LoginRedirects:
    case LogoutRedirects:
        return listed(row, before, "uri"_L1, longestStoredText);
    case ApiScopes:
        return row.referred("scope_id"_L1, "api_scope"_L1, "name"_L1);
    case DefaultResources:
        return listed(row, before, "name"_L1, longestStoredLine);
    case CustomResources:
        return row.referred("resource_id"_L1, "custom_resource"_L1, "name"_L1);
    case CorsOrigins:
    case Contacts:
    case Keys:
        return listed(row, before, "value"_L1, longestStoredText);
    case UnknownRedirects:
    case UnknownTexts:
        break;
    }
    row.refuseUnknown("kind"_L1);
    return {};
}

QLatin1StringView tableOf(ListNumber number)
{
    constexpr QLatin1StringView redirects("client_redirect");
    constexpr QLatin1StringView texts("client_text");
    constexpr std::array tables{redirects,
                                redirects,
                                QLatin1StringView("client_api_scope"),
                                QLatin1StringView("client_default_resource"),
                                QLatin1StringView("client_custom_resource"),
                                texts,
                                texts,
                                texts,
                                redirects,
                                texts};
    return tables.at(number);
}

Result<void> loadLists(Database &database, ClientApplication &client)
{
    for (const auto list : lists)
        (client.*list).clear();
    const auto take = [&](const QSqlQuery &query) -> Result<void> {
        const auto number = ListNumber(query.value(0).toUInt());
        RowReader row(query, childName(tableOf(number), client, 1), 1);
        QStringList &list = client.*lists.at(std::min<std::size_t>(number, lists.size() - 1));
        list << listValue(row, number, list);
        return row.whole();
    };
    return database.visit(listsSql, QVariantList(listQueries, client.key), take);
}

/// Base64 of the 32 bytes of a SHA-256, or nothing.
std::optional<QString> sha256From(const QString &text)
{
    if (text.isEmpty())
        return text;
    constexpr qsizetype length = 44;
    const auto isBase64 = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') ||
               c == u'+' || c == u'/';
    };
    if (text.size() == length && text.back() == u'=' && std::ranges::all_of(text.chopped(1), isBase64))
        return text;
    return std::nullopt;
}

Result<QList<ClientSecret>> loadSecrets(Database &database, const ClientApplication &client)
{
    return readRows(database,
                    u"SELECT c.id, c.hash, c.last_four, c.description, c.created_at, c.expires_at, c.sealed, "
                    "c.weak_length, c.version, c.server_id, s.name FROM client_secret c "
                    "LEFT JOIN server s ON s.id = c.server_id "
                    "WHERE c.application_id = ? ORDER BY c.created_at, c.id"_s,
                    {client.key}, childName("client_secret"_L1, client, 0), [](RowReader &row) {
                        ClientSecret secret{.key = row.key("id"_L1),
                                            .hash = row.one("hash"_L1, sha256From),
                                            .lastFour = row.text("last_four"_L1),
                                            .description = row.text("description"_L1),
                                            .created = row.time("created_at"_L1),
                                            .expires = row.timeOrNone("expires_at"_L1),
                                            .sealed = row.text("sealed"_L1).toLatin1(),
                                            .weakLength = row.count("weak_length"_L1)};
                        row.count("version"_L1, 1);
                        if (!row.isNull())
                            secret.onlyOn = row.referred("server_id"_L1, "server"_L1, "name"_L1);
                        const bool isEmptied = secret.isKnownToServerOnly() &&
                                               (secret.isRecoverable() || !secret.lastFour.isEmpty());
                        row.refuseUnless(!isEmptied, "hash"_L1);
                        return secret;
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

Result<void> writeTexts(Database &database, const QString &key, const QString &kind, const QStringList &texts)
{
    return replaceList(
        database, u"DELETE FROM client_text WHERE application_id = ? AND kind = '%1'"_s.arg(kind),
        u"INSERT INTO client_text (application_id, kind, position, value) VALUES (?, '%1', ?, ?)"_s.arg(kind),
        key, texts);
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
        u"INSERT INTO client_secret (hash, last_four, description, created_at, expires_at, sealed, "
        "weak_length, server_id, id, application_id) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT id FROM server WHERE name = ?), ?, ?)"_s,
        {secret.hash, secret.lastFour, secret.description, toColumn(secret.created), toColumn(secret.expires),
         QString::fromLatin1(secret.sealed), secret.weakLength, secret.onlyOn, secret.key, applicationKey});
}

/// A seal is written once, to a secret that has none, and else only dropped: whoever saves what was read
/// before the encryption key was replaced would bring back one that no key opens.
Result<void> updateSecret(Database &database, const ClientSecret &secret)
{
    return database.execute(
        u"UPDATE client_secret SET version = version + 1, description = ?, expires_at = ?, "
        "server_id = (SELECT id FROM server WHERE name = ?), "
        "sealed = CASE WHEN ? = '' THEN '' WHEN sealed = '' THEN ? ELSE sealed END WHERE id = ?"_s,
        {secret.description, toColumn(secret.expires), secret.onlyOn, QString::fromLatin1(secret.sealed),
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
        .and_then([&] { return loadConsentTexts(database, client); })
        .and_then([&](const ConsentTextMap &texts) {
            client.consentTexts = texts;
            return loadSecrets(database, client);
        })
        .and_then([&](const QList<ClientSecret> &secrets) {
            client.secrets = secrets;
            return loadSettings(database, client);
        })
        .and_then([&] { return loadServerParts(database, client); })
        .transform([&](const ServerParts &parts) { client.onServers = parts; });
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
        .and_then([&]() -> Result<void> {
            for (const auto &[list, kind] : textLists) {
                if (isSame(list))
                    continue;
                if (const auto done = writeTexts(database, client.key, QString(kind), client.*list); !done)
                    return done;
            }
            return {};
        })
        .and_then([&] { return writeConsent(database, client, stored.value_or(ClientApplication())); })
        .and_then([&] { return writeSettings(database, client, stored.value_or(ClientApplication())); })
        .and_then(
            [&] { return writeServerParts(database, client, stored ? stored->onServers : ServerParts()); });
}

}
