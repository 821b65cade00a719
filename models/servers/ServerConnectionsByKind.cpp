#include "servers/ServerConnectionsByKind.h"

#include "servers/RefusedConnection.h"
#include "servers/keycloak/KeycloakConnection.h"

namespace gatehouse {

std::unique_ptr<ServerConnection> ServerConnectionsByKind::connectTo(ServerAccess access)
{
    switch (access.server.kind) {
    case ServerKind::Keycloak:
        return std::make_unique<KeycloakConnection>(std::move(access));
    case ServerKind::Hydra:
    case ServerKind::Glewlwyd:
    case ServerKind::Registration:
    case ServerKind::File:
        break;
    }
    return std::make_unique<RefusedConnection>();
}

}
