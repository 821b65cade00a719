#pragma once

#include "secrets/ServerConnection.h"

namespace gatehouse {

/// A connection for each kind of server that is spoken to over the network, and trials on any.
class ServerConnectionsByKind : public ServerConnections
{
public:
    std::unique_ptr<ServerConnection> connectTo(ServerAccess access) override;
    Result<trial::Outcome> tryClient(const trial::Request &request, TokenKeys &keys,
                                     trial::Watcher &watcher) override;
};

}
