#include "store/records/ClientServers.h"

#include "domain/servers/OnServers.h"
#include "store/RowReader.h"

#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

constexpr std::array listKinds{
    std::pair{"login"_L1, &ServerPart::loginRedirects},
    std::pair{"logout"_L1, &ServerPart::logoutRedirects},
    std::pair{"cors_origin"_L1, &ServerPart::allowedCorsOrigins},
};

std::optional<QStringList ServerPart::*> listFrom(const QString &name)
{
    const auto found = std::ranges::find(listKinds, name, [](const auto &kind) { return kind.first; });
    return found == listKinds.end() ? std::nullopt : std::optional(found->second);
}

/// 0 for Enabled and 1 for a text, then the columns of its table.
const QString serverPartsSql =
    u"SELECT 0, o.server_id, s.name, o.enabled, '', 0, '', o.application_id FROM client_on_server o "
    "LEFT JOIN server s ON s.id = o.server_id WHERE o.application_id IN (%1) UNION ALL "
    "SELECT 1, t.server_id, s.name, 0, t.kind, t.position, t.value, t.application_id "
    "FROM client_server_text t LEFT JOIN server s ON s.id = t.server_id "
    "WHERE t.application_id IN (%1) ORDER BY 1, 2, 5, 6"_s;

RowName rowNameOf(QLatin1StringView table, const ClientApplication &client)
{
    return {.table = table,
            .nameColumn = 2,
            .keyColumn = 1,
            .ownerTable = "client_application"_L1,
            .owner = client.clientId};
}

QString serverNameFrom(RowReader &row)
{
    return row.referred("server_id"_L1, "server"_L1, "name"_L1);
}

Result<void> takeEnabled(const QSqlQuery &query, ClientApplication &client)
{
    RowReader row(query, rowNameOf("client_on_server"_L1, client), 1);
    const QString server = serverNameFrom(row);
    const bool enabled = row.flag("enabled"_L1);
    if (row.isWhole())
        client.onServers[server].enabled = enabled;
    return row.whole();
}

Result<void> takeText(const QSqlQuery &query, ClientApplication &client)
{
    RowReader row(query, rowNameOf("client_server_text"_L1, client), 1);
    const QString server = serverNameFrom(row);
    row.skip();
    const auto list = row.one("kind"_L1, listFrom);
    const int position = row.count("position"_L1);
    const QString value = row.text("value"_L1, longestStoredText);
    if (!row.isWhole())
        return row.whole();
    QStringList &rows = client.onServers[server].*list;
    row.refuseUnless(position == rows.size(), "position"_L1);
    rows << value;
    return row.whole();
}

Result<void> writeEnabled(Database &database, const QString &key, const QString &server, bool enabled)
{
    return database.execute(u"INSERT INTO client_on_server (application_id, server_id, enabled) "
                            "SELECT ?, id, ? FROM server WHERE fold(name) = fold(?)"_s,
                            {key, int(enabled), server});
}

Result<void> writePart(Database &database, const QString &key, const QString &server, const ServerPart &part)
{
    auto done = part.enabled ? writeEnabled(database, key, server, *part.enabled) : Result<void>();
    for (const auto &[kind, list] : listKinds) {
        const QStringList &rows = part.*list;
        for (qsizetype position = 0; done && position < rows.size(); ++position) {
            done = database.execute(
                u"INSERT INTO client_server_text (application_id, server_id, kind, position, value) "
                "SELECT ?, id, ?, ?, ? FROM server WHERE fold(name) = fold(?)"_s,
                {key, QString(kind), position, rows.at(position), server});
        }
    }
    return done;
}

/// The server three times.
const QString rowsOnServerSql = u"(SELECT application_id FROM client_on_server WHERE server_id = ? UNION "
                                "SELECT application_id FROM client_server_text WHERE server_id = ? UNION "
                                "SELECT application_id FROM client_secret WHERE server_id = ?)"_s;

Result<QStringList> clientKeys(Database &database, const QString &sql, const QVariantList &values)
{
    return database.list(sql, values, [](const QSqlQuery &row) { return row.value(0).toString(); });
}

}

Engine::Question serverPartsOf(ReadClients &clients)
{
    constexpr int ownerAt = 7;
    const auto take = [](const QSqlQuery &row, ClientApplication &client) {
        return row.value(0).toInt() == 0 ? takeEnabled(row, client) : takeText(row, client);
    };
    return {clients.sql(serverPartsSql), clients.keys(2), clients.each(ownerAt, take)};
}

Result<void> writeServerParts(Database &database, const ClientApplication &client, const ServerParts &stored)
{
    if (client.onServers == stored)
        return {};
    Result<void> done;
    for (const QString &table : {u"client_on_server"_s, u"client_server_text"_s}) {
        if (done)
            done = database.execute(u"DELETE FROM %1 WHERE application_id = ?"_s.arg(table), {client.key});
    }
    for (const auto &[server, part] : client.onServers.asKeyValueRange()) {
        if (done)
            done = writePart(database, client.key, server, part);
    }
    return done;
}

Result<QStringList> clientsOnServer(Database &database, const QString &serverKey)
{
    return clientKeys(
        database,
        u"SELECT id FROM client_application WHERE id IN %1 ORDER BY fold(client_id)"_s.arg(rowsOnServerSql),
        QVariantList(3, serverKey));
}

Result<QStringList> clientsOnAnyServer(Database &database)
{
    return clientKeys(database,
                      u"SELECT id FROM client_application WHERE id IN "
                      "(SELECT application_id FROM client_on_server UNION "
                      "SELECT application_id FROM client_server_text UNION "
                      "SELECT application_id FROM client_secret WHERE server_id IS NOT NULL) "
                      "ORDER BY fold(client_id)"_s,
                      {});
}

Result<void> bumpVersionsOnServer(Database &database, const QString &serverKey)
{
    return database.execute(
        u"UPDATE client_application SET version = version + 1 WHERE id IN %1"_s.arg(rowsOnServerSql),
        QVariantList(3, serverKey));
}

Result<void> emptyServer(Database &database, const QString &serverKey)
{
    Result<void> done;
    for (const QString &table : {u"client_on_server"_s, u"client_server_text"_s, u"client_secret"_s}) {
        if (done)
            done = database.execute(u"DELETE FROM %1 WHERE server_id = ?"_s.arg(table), {serverKey});
    }
    return done;
}

}
