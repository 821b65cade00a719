#include "store/records/ServerStore.h"

#include "domain/json/JsonText.h"
#include "domain/rules/RuleText.h"
#include "domain/servers/ServerPurpose.h"
#include "domain/servers/ServerRules.h"
#include "store/RowReader.h"
#include "store/edit/RecordChange.h"
#include "store/records/FieldStore.h"
#include "store/records/Questions.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

constexpr QLatin1StringView serverTable("server");
constexpr QLatin1StringView clientTable("server_client");

Server serverFrom(RowReader &row)
{
    Server server = recordFrom<Server>(row);
    if (!server.sealed.isEmpty())
        server.sealedFor = secretPurpose(server);
    const auto sound = rules::checkServer(server);
    for (const QLatin1StringView column : {"name"_L1, "url"_L1, "realm"_L1, "format"_L1, "account"_L1}) {
        if (!sound && sound.error().column == column)
            row.refuse(column, EditText::tr("is nothing that Gatehouse writes there"));
    }
    return server;
}

Result<QList<Server>> selectServers(Database &database, const QString &tail, const QVariantList &values = {})
{
    return selectRecords<Server>(database, {}, tail, values, serverFrom);
}

QString lastSeenFrom(RowReader &row)
{
    const QString text = row.text("last_seen"_L1, longestStoredText);
    row.refuseUnless(text.isEmpty() || json::isStructure(text), "last_seen"_L1);
    return text;
}

ServerClient serverClientFrom(RowReader &row)
{
    return {.serverKey = row.key("server_id"_L1),
            .applicationKey = row.key("application_id"_L1),
            .lastSeen = lastSeenFrom(row),
            .comparedAt = row.timeOrNone("compared_at"_L1),
            .state = row.one("state"_L1, serverClientStateFrom),
            .differing = row.count("differing"_L1),
            .pushedAt = row.timeOrNone("pushed_at"_L1),
            .thereId = row.text("there_id"_L1),
            .registrationUri = row.text("registration_uri"_L1),
            .registrationToken = row.text("registration_token"_L1, longestStoredText).toLatin1(),
            .registrationPending = row.flag("registration_pending"_L1)};
}

Error noSuchServer(const QString &name, const QList<Server> &servers)
{
    QStringList names;
    std::ranges::transform(servers, std::back_inserter(names), &Server::name);
    return {Error::Kind::NotFound,
            servers.isEmpty()
                ? EditText::tr("There is no server \"%1\", and no other. Add it under Settings > Servers, or "
                               "by gatehouse server add.")
                      .arg(rules::shortened(name))
                : EditText::tr("There is no server \"%1\". There is: %2.")
                      .arg(rules::shortened(name), names.join(u", "))};
}

}

std::optional<ServerClientState> serverClientStateFrom(const QString &column)
{
    using enum ServerClientState;
    for (const ServerClientState state : {Unknown, Same, Differs, OnlyHere, OnlyThere}) {
        if (column == toColumn(state))
            return state;
    }
    return std::nullopt;
}

QString toColumn(ServerClientState state)
{
    switch (state) {
    case ServerClientState::Unknown:
        break;
    case ServerClientState::Same:
        return u"same"_s;
    case ServerClientState::Differs:
        return u"differs"_s;
    case ServerClientState::OnlyHere:
        return u"only_here"_s;
    case ServerClientState::OnlyThere:
        return u"only_there"_s;
    }
    return u""_s;
}

Result<QList<Server>> loadServers(Database &database)
{
    return selectServers(database, u"ORDER BY fold(name)"_s);
}

Result<QStringList> loadServerNames(Database &database)
{
    QStringList names;
    return database.visitAll({serverNamesQuestion(names)}).transform([&] { return names; });
}

Engine::Question serverNamesQuestion(QStringList &names)
{
    const auto take = [&names](const QSqlQuery &query) -> Result<void> {
        RowReader row(query, {.table = serverTable, .keyColumn = 1});
        names << row.name("name"_L1);
        return row.whole();
    };
    return {u"SELECT name, id FROM server ORDER BY fold(name)"_s, {}, take};
}

Result<Server> findServer(Database &database, const QString &name)
{
    // The database folds the case of ASCII letters alone, and there are few.
    return loadServers(database).and_then([&](const QList<Server> &servers) -> Result<Server> {
        const auto found = std::ranges::find_if(servers, [&](const Server &server) {
            return server.name.compare(name, Qt::CaseInsensitive) == 0;
        });
        if (found == servers.end())
            return std::unexpected(noSuchServer(name, servers));
        return *found;
    });
}

Result<std::optional<Server>> loadServer(Database &database, const QString &key)
{
    return selectServers(database, u"WHERE id = ?"_s, {key}).transform([](const QList<Server> &found) {
        return found.isEmpty() ? std::nullopt : std::optional(found.first());
    });
}

namespace {

Result<ServerClients> selectClients(Database &database, const QString &condition, const QString &key,
                                    QString ServerClient::*byKey)
{
    const QString sql = u"SELECT server_id, application_id, last_seen, compared_at, state, differing, "
                        "pushed_at, there_id, registration_uri, registration_token, registration_pending "
                        "FROM server_client WHERE "_s +
                        condition;
    return readRows(database, sql, {key}, {.table = clientTable, .nameColumn = 1}, serverClientFrom)
        .transform([byKey](const QList<ServerClient> &all) {
            ServerClients clients;
            for (const ServerClient &client : all)
                clients.insert(client.*byKey, client);
            return clients;
        });
}

}

Result<ServerClients> loadServerClients(Database &database, const QString &serverKey)
{
    return selectClients(database, u"server_id = ?"_s, serverKey, &ServerClient::applicationKey);
}

Result<ServerClients> loadClientOnServers(Database &database, const QString &applicationKey)
{
    return selectClients(database, u"application_id = ?"_s, applicationKey, &ServerClient::serverKey);
}

Engine::Question lastSeenQuestion(const QString &applicationKey, QList<LastSeen> &found)
{
    const auto take = [&found](const QSqlQuery &query) -> Result<void> {
        RowReader row(query, {.table = clientTable, .nameColumn = 1});
        found << LastSeen{.serverKey = row.key("server_id"_L1),
                          .serverName = row.name("name"_L1),
                          .seen = lastSeenFrom(row)};
        return row.whole();
    };
    return {
        u"SELECT c.server_id, s.name, c.last_seen FROM server_client c JOIN server s ON s.id = c.server_id "
        "WHERE c.application_id = ?"_s,
        {applicationKey},
        take};
}

Result<void> writeLastSeen(Database &database, const QString &applicationKey, const LastSeen &seen)
{
    return database.execute(
        u"UPDATE server_client SET last_seen = ? WHERE application_id = ? AND server_id = ?"_s,
        {seen.seen, applicationKey, seen.serverKey});
}

Result<QHash<QString, int>> countDrifted(Database &database)
{
    struct Count
    {
        QString server;
        int clients = 0;
    };
    return readRows(database,
                    u"SELECT server_id, count(*) FROM server_client WHERE state NOT IN ('', 'same') "
                    "GROUP BY server_id"_s,
                    {}, {.table = clientTable},
                    [](RowReader &row) {
                        return Count{.server = row.key("server_id"_L1), .clients = row.count("count"_L1)};
                    })
        .transform([](const QList<Count> &counts) {
            QHash<QString, int> byServer;
            for (const Count &count : counts)
                byServer.insert(count.server, count.clients);
            return byServer;
        });
}

}
