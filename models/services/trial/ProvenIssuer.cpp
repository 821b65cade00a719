#include "services/trial/ProvenIssuer.h"

#include "services/servers/ServerSeals.h"
#include "store/records/ServerStore.h"

#include <algorithm>

namespace gatehouse {

namespace {

Result<QList<Server>> candidates(Database &database, const TrialChoice &choice)
{
    if (choice.server)
        return QList<Server>{*choice.server};
    return store::loadServers(database);
}

/// The key is asked for only where there is something to open.
Result<QList<Server>> provenOf(Database &database, const Encryption &encryption, QList<Server> servers,
                               const QString &issuer)
{
    servers.removeIf([&](const Server &server) {
        const bool provesNothing = server.sealed.isEmpty() && server.proof.isEmpty();
        return provesNothing || !unlistedHost(issuer, {server}).isEmpty();
    });
    if (servers.isEmpty())
        return servers;
    return ServerSeals::of(database, encryption).transform([&](const ServerSeals &seals) {
        servers.removeIf([&](const Server &server) { return !seals.proves(server); });
        return servers;
    });
}

}

Result<QString> unprovenHost(Database &database, const Encryption &encryption, const TrialChoice &choice)
{
    const bool isOwn = choice.issuer.isEmpty() && choice.server;
    const QString issuer = isOwn ? issuerOf(*choice.server) : choice.issuer;
    return candidates(database, choice)
        .and_then(
            [&](const QList<Server> &servers) { return provenOf(database, encryption, servers, issuer); })
        .transform([&](const QList<Server> &servers) { return unlistedHost(issuer, servers); });
}

}
