#include "services/servers/ServerRegistrations.h"

#include "services/servers/ServerOpening.h"
#include "store/edit/ServerEdits.h"
#include "store/records/ClientStore.h"

namespace gatehouse {

namespace {

Result<void> keepOne(Database &database, const Encryption &encryption, const Server &server,
                     const store::ClientIdOwner &owner, const Registration &registration)
{
    return sealedToken(database, encryption, server, owner.key, registration)
        .and_then([&](const QByteArray &sealed) {
            const auto keep = [&](store::ServerClient &client) -> Result<void> {
                client.thereId = registration.clientId;
                client.registrationUri = registration.uri;
                client.registrationToken = sealed;
                return {};
            };
            return editing(database, [&](EditSession &session) {
                return edit::changeServerClient(session, server.key, owner.key, keep);
            });
        });
}

}

Result<void> keepRegistrations(Database &database, const Encryption &encryption, const Server &server,
                               ServerConnection &connection)
{
    const auto changed = connection.changedRegistrations();
    for (const auto &[clientId, registration] : changed.asKeyValueRange()) {
        const auto kept =
            store::findClientId(database, clientId).and_then([&](const auto &owner) -> Result<void> {
                if (!owner)
                    return {};
                return keepOne(database, encryption, server, *owner, registration);
            });
        if (!kept)
            return kept;
        connection.registrationIsKept(clientId);
    }
    return {};
}

}
