#pragma once

#include "servers/ServerConnectionsByKind.h"

#include <QObject>

namespace gatehouse {

/// Brings connections to servers into a running program; see serverConnections().
class ServerPlugin : public QObject, public ServerConnectionsByKind
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID GATEHOUSE_SERVER_CONNECTIONS_IID)
    Q_INTERFACES(gatehouse::ServerConnections)
};

}
