#pragma once

#include "services/import/SampleData.h"
#include "services/servers/ServerPlanText.h"
#include "services/servers/ServerSeals.h"
#include "services/servers/ServerTake.h"
#include "services/servers/push/PushPlanner.h"
#include "services/servers/push/PushRun.h"
#include "store/edit/ServerEdits.h"
#include "support/FakeServer.h"
#include "support/SealedClients.h"
#include "unit/services/ImportHelp.h"

/// Comparing with servers that are documents in memory.
namespace gatehouse::test {

inline const QStringList serverFormats{u"rfc7591"_s,  u"oidc-provider"_s,  u"keycloak"_s, u"hydra"_s,
                                       u"glewlwyd"_s, u"identityserver"_s, u"skoruba"_s,  u"gatehouse"_s};

/// Stored, as a file of that format.
inline Server storedServer(TestDatabase &database, const QString &format)
{
    const Server server{.name = u"Test"_s,
                        .kind = ServerKind::File,
                        .url = u"/srv/example/"_s + format + u".json"_s,
                        .format = format};
    return database.save(server).value();
}

inline Result<ServerComparison> compared(TestDatabase &database, FakeServer &connection, const Server &server,
                                         const QStringList &clientIds = {})
{
    return compareWithServer(*database, connection,
                             {.server = server, .clientIds = clientIds, .now = testTime()});
}

/// "ID state field, field" of each that is not the same.
inline QStringList drift(const Result<ServerComparison> &comparison)
{
    if (!comparison)
        return {comparison.error().text};
    QStringList lines;
    for (const ComparedClient &client : comparison->clients) {
        if (client.state == store::ServerClientState::Same)
            continue;
        QStringList fields;
        for (const ServerDifference &difference : client.differences)
            fields << difference.name;
        lines << (client.clientId + u' ' + store::toColumn(client.state) + u' ' + fields.join(u", "_s))
                     .trimmed();
    }
    return lines;
}

/// A database with the sample data, and a server of a format.
class ServerPair
{
public:
    explicit ServerPair(const QString &format, ServerKind kind = ServerKind::File)
        : settings(settingsIn(folder.path())), connection(FakeServer::empty(format))
    {
        if (const auto done = sampledata::install(*database, testTime()); !done)
            qFatal("%s", qPrintable(done.error().text));
        if (const auto done = database.setLicenceLimit({}); !done)
            qFatal("%s", qPrintable(done.error().text));
        server = storedServer(database, format);
        if (kind != ServerKind::File) {
            server.kind = kind;
            server.url = u"https://id.example.com"_s;
            server.format.clear();
            server = database.save(server).value();
        }
    }

    Encryption encryption() const { return Encryption(settings); }
    /// Whoever saves the server from then on proves what it is.
    Result<void> setUpEncryption()
    {
        return encryption().create(*database).and_then([&] { return proveServer(); });
    }
    Result<void> proveServer()
    {
        const auto proven = prove(*database, encryption(), server);
        server = store::loadServer(*database, server.key).value().value();
        return proven;
    }
    Result<ServerComparison> compare(const QStringList &clientIds = {})
    {
        return compared(database, connection, server, clientIds);
    }
    Result<PushPlan> plan(PushRequest request = {})
    {
        request.server = server;
        request.now = testTime();
        return planPush(*database, encryption(), connection, request);
    }
    Result<PushOutcome> push(const PushRequest &request = {})
    {
        return plan(request).and_then(
            [&](const PushPlan &planned) { return runPush(*database, encryption(), connection, planned); });
    }
    Result<TakePlan> planTaking(const QStringList &clientIds = {})
    {
        return planTake(*database, encryption(), connection,
                        {.server = server, .clientIds = clientIds, .now = testTime()});
    }
    Result<void> take(const QStringList &clientIds = {})
    {
        return planTaking(clientIds).and_then(
            [&](const TakePlan &planned) { return applyTake(*database, planned); });
    }

    template<typename Change>
    Result<ClientApplication> change(const QString &clientId, Change change)
    {
        ClientApplication client = storedClient(database, clientId);
        change(client);
        return database.save(client);
    }

    TestDatabase database;
    QTemporaryDir folder;
    AppSettings settings;
    FakeServer connection;
    Server server;
};

/// "ID status field, field" of each that something is to be said of.
inline QStringList told(const Result<PushPlan> &plan)
{
    if (!plan)
        return {plan.error().text};
    QStringList lines;
    for (const PlannedPush &push : plan->clients) {
        QStringList fields;
        for (const MergePart &part : push.merge.parts)
            fields << view::name(part.place, plan->material->sight.format().name());
        fields.removeDuplicates();
        if (push.refusal)
            fields << push.refusal->text;
        if (push.status != PushStatus::Unchanged || !fields.isEmpty())
            lines << (push.clientId + u' ' + pushStatusLabel(push.status) + u' ' + fields.join(u", "_s))
                         .trimmed();
    }
    return lines;
}

}
