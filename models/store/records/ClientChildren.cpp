#include "store/records/ClientChildren.h"

#include "store/RowReader.h"
#include "store/records/ClientParts.h"
#include "store/records/ClientServers.h"

#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

/// A list of a client application, and where its rows are.
struct List
{
    QStringList ClientApplication::*member;
    QLatin1StringView table;
    QLatin1StringView column;        ///< of the value, or of the reference
    QLatin1StringView kind = {};     ///< where its table has several
    QLatin1StringView referred = {}; ///< the table of what it refers to: such a list has no order
};

/// In the order in which the one query that reads them numbers them.
constexpr std::array lists{
    List{&ClientApplication::loginRedirects, "client_redirect"_L1, "uri"_L1, "login"_L1},
    List{&ClientApplication::logoutRedirects, "client_redirect"_L1, "uri"_L1, "logout"_L1},
    List{&ClientApplication::apiScopes, "client_api_scope"_L1, "scope_id"_L1, {}, "api_scope"_L1},
    List{&ClientApplication::defaultResources, "client_default_resource"_L1, "name"_L1},
    List{&ClientApplication::customResources,
         "client_custom_resource"_L1,
         "resource_id"_L1,
         {},
         "custom_resource"_L1},
    List{&ClientApplication::allowedCorsOrigins, "client_text"_L1, "value"_L1, "cors_origin"_L1},
    List{&ClientApplication::contacts, "client_text"_L1, "value"_L1, "contact"_L1},
    List{&ClientApplication::keys, "client_text"_L1, "value"_L1, "key"_L1},
};
/// Of rows of a kind that there is not, with the numbers behind those of the lists.
constexpr std::array unknownIn{"client_redirect"_L1, "client_text"_L1};

/// The number of the list, what a message calls the row or the reference, value or name, position, owner.
const QString listsSql =
    u"SELECT CASE kind WHEN 'login' THEN 0 WHEN 'logout' THEN 1 ELSE 8 END, kind || ' ' || position, uri, "
    "position, application_id FROM client_redirect WHERE application_id IN (%1) UNION ALL "
    "SELECT 2, c.scope_id, s.name, 0, c.application_id FROM client_api_scope c "
    "LEFT JOIN api_scope s ON s.id = c.scope_id WHERE c.application_id IN (%1) UNION ALL "
    "SELECT 3, '' || position, name, position, application_id FROM client_default_resource "
    "WHERE application_id IN (%1) UNION ALL "
    "SELECT 4, c.resource_id, r.name, 0, c.application_id FROM client_custom_resource c "
    "LEFT JOIN custom_resource r ON r.id = c.resource_id WHERE c.application_id IN (%1) UNION ALL "
    "SELECT CASE kind WHEN 'cors_origin' THEN 5 WHEN 'contact' THEN 6 WHEN 'key' THEN 7 ELSE 9 END, "
    "kind || ' ' || position, value, position, application_id FROM client_text "
    "WHERE application_id IN (%1) ORDER BY 1, 4, 3"_s;
constexpr int listQueries = 5;

RowName childName(QLatin1StringView table, const ClientApplication &client)
{
    return {.table = table,
            .nameColumn = 1,
            .keyColumn = 1,
            .ownerTable = "client_application"_L1,
            .owner = client.clientId};
}

QString valueIn(RowReader &row, const List &list, qsizetype place)
{
    if (!list.referred.isEmpty())
        return row.referred(list.column, list.referred, "name"_L1);
    row.skip();
    const QString value = row.text(list.column, list.kind.isEmpty() ? longestStoredLine : longestStoredText);
    row.refuseUnless(row.count("position"_L1) == place, "position"_L1);
    return value;
}

Result<void> takeRow(const QSqlQuery &query, ClientApplication &client)
{
    const std::size_t number = query.value(0).toUInt();
    const bool isKnown = number < lists.size();
    const auto table = isKnown ? lists.at(number).table : unknownIn.at(number - lists.size());
    RowReader row(query, childName(table, client), 1);
    if (isKnown) {
        QStringList &values = client.*lists.at(number).member;
        values << valueIn(row, lists.at(number), values.size());
    } else {
        row.refuseUnknown("kind"_L1);
    }
    return row.whole();
}

Engine::Question listsOf(ReadClients &clients)
{
    constexpr int ownerAt = 4;
    return {clients.sql(listsSql), clients.keys(listQueries), clients.each(ownerAt, takeRow)};
}

/// Replaces all rows of a list that has an order.
Result<void> writeList(Database &database, const QString &key, const List &list, const QStringList &values)
{
    const QString ofKind = list.kind.isEmpty() ? QString() : u" AND kind = '%1'"_s.arg(list.kind);
    const QString columns =
        list.kind.isEmpty()
            ? u"(application_id, position, %1) VALUES (?, ?, ?)"_s.arg(list.column)
            : u"(application_id, position, %1, kind) VALUES (?, ?, ?, '%2')"_s.arg(list.column, list.kind);
    auto done =
        database.execute(u"DELETE FROM %1 WHERE application_id = ?%2"_s.arg(list.table, ofKind), {key});
    const QString insert = u"INSERT INTO %1 %2"_s.arg(list.table, columns);
    for (qsizetype position = 0; done && position < values.size(); ++position)
        done = database.execute(insert, {key, position, values.at(position)});
    return done;
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

}

QList<Engine::Question> childrenOf(ReadClients &clients)
{
    return {listsOf(clients), consentTextsOf(clients), secretsOf(clients), settingsOf(clients),
            serverPartsOf(clients)};
}

Result<void> writeChildren(Database &database, const ClientApplication &client,
                           const std::optional<ClientApplication> &stored)
{
    const ClientApplication before = stored.value_or(ClientApplication());
    auto done = writeSecrets(database, client, stored ? stored->secrets : QList<ClientSecret>());
    for (const List &list : lists) {
        const QStringList &values = client.*list.member;
        const bool isSame = stored ? before.*list.member == values : values.isEmpty();
        if (!done || isSame)
            continue;
        if (list.referred.isEmpty())
            done = writeList(database, client.key, list, values);
        else if (list.member == &ClientApplication::apiScopes)
            done = writeScopes(database, client.key, values);
    }
    return done.and_then([&] { return writeConsent(database, client, before); })
        .and_then([&] { return writeSettings(database, client, before); })
        .and_then(
            [&] { return writeServerParts(database, client, stored ? stored->onServers : ServerParts()); });
}

}
