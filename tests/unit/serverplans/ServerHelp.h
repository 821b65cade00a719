#pragma once

#include "services/import/SampleData.h"
#include "services/servers/ServerComparison.h"
#include "store/edit/ServerEdits.h"
#include "support/FakeServer.h"
#include "unit/services/ImportHelp.h"

/// Comparing with servers that are documents in memory.
namespace gatehouse::test {

inline const QStringList serverFormats{u"rfc7591"_s,   u"oidc-provider"_s,  u"keycloak"_s,  u"hydra"_s,
                                       u"glewlwyd"_s,  u"identityserver"_s, u"skoruba"_s,   u"gatehouse"_s};

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

}
