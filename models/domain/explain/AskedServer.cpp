#include "domain/explain/AskedServer.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace gatehouse::explain {

namespace {

bool isInRealm(const Server &server, const QString &path)
{
    return server.kind != ServerKind::Keycloak || server.realm.isEmpty() ||
           (path + u'/').contains(u"/realms/"_s + server.realm + u'/');
}

}

const Server *askedServer(const PastedRequest &request, const QList<Server> &servers)
{
    const QUrl asked(request.server);
    if (request.isAnswer || asked.host().isEmpty())
        return nullptr;
    QList<const Server *> onHost;
    QList<const Server *> onPort;
    for (const Server &server : servers) {
        const QUrl url(server.url);
        if (server.kind == ServerKind::File || url.host() != asked.host() || !isInRealm(server, request.path))
            continue;
        onHost << &server;
        if (url.port() == asked.port())
            onPort << &server;
    }
    const QList<const Server *> &found = onHost.size() == 1 ? onHost : onPort;
    return found.size() == 1 ? found.first() : nullptr;
}

}
