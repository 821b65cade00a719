#include "servers/ServerConnectionsByKind.h"

#include "servers/RefusedConnection.h"
#include "servers/glewlwyd/GlewlwydConnection.h"
#include "servers/hydra/HydraConnection.h"
#include "servers/keycloak/KeycloakConnection.h"
#include "servers/registration/RegistrationConnection.h"
#include "servers/trial/Trial.h"

namespace gatehouse {

std::unique_ptr<ServerConnection> ServerConnectionsByKind::connectTo(ServerAccess access)
{
    switch (access.server.kind) {
    case ServerKind::Keycloak:
        return std::make_unique<KeycloakConnection>(std::move(access));
    case ServerKind::Hydra:
        return std::make_unique<HydraConnection>(std::move(access));
    case ServerKind::Glewlwyd:
        return std::make_unique<GlewlwydConnection>(std::move(access));
    case ServerKind::Registration:
        return std::make_unique<RegistrationConnection>(std::move(access));
    case ServerKind::File:
        break;
    }
    return std::make_unique<RefusedConnection>();
}

Result<trial::Outcome> ServerConnectionsByKind::tryClient(const trial::Request &request, TokenKeys &keys,
                                                          trial::Watcher &watcher)
{
    return trial::Trial(request, keys, watcher).run();
}

}
