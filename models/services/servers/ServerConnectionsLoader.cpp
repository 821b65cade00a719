#include "services/servers/ServerConnectionsLoader.h"

#include "services/plugins/PluginLoader.h"

#include <QCoreApplication>

#include <mutex>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct ServerConnectionsText
{
    Q_DECLARE_TR_FUNCTIONS(ServerConnections)
};

}

Result<ServerConnections *> serverConnections()
{
    static std::mutex mutex;
    static ServerConnections *connections = nullptr;
    const std::scoped_lock lock(mutex);
    if (connections)
        return connections;
    prepareSecretMemory();
    return pluginOf<ServerConnections>(u"gatehouse_servers.so"_s,
                                       ServerConnectionsText::tr("authorization servers"))
        .transform([](ServerConnections *found) {
            connections = found;
            return found;
        });
}

}
