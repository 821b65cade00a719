#include "servers/ServerConnectionsByKind.h"

#include "servers/RefusedConnection.h"

namespace gatehouse {

std::unique_ptr<ServerConnection> ServerConnectionsByKind::connectTo(ServerAccess access)
{
    switch (access.server.kind) {
    case ServerKind::Keycloak:
    case ServerKind::Hydra:
    case ServerKind::Glewlwyd:
    case ServerKind::Registration:
    case ServerKind::File:
        break;
    }
    return std::make_unique<RefusedConnection>();
}

}
