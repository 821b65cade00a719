#pragma once

#include "domain/servers/ServerPurpose.h"
#include "domain/servers/ServerRules.h"

#include <functional>

/// Authorization servers as an administrator would add them, for tests to change.
namespace gatehouse::test {

/// On a guarded network, so that nothing has to be sealed for it.
inline Server sampleHydra(const QString &name)
{
    return {.name = name, .kind = ServerKind::Hydra, .url = QStringLiteral("https://hydra.example.com:4445")};
}

/// What somebody makes of one; for tables.
using ServerChange = std::function<void(Server &)>;

/// As if its secret had been sealed for what it is now.
inline Server sealedForItself(Server server)
{
    server.sealedFor = server.sealed.isEmpty() ? QString() : secretPurpose(rules::normalized(server));
    return server;
}

/// `sealed` is whatever the test takes for its secret.
inline Server sampleKeycloak(const QString &name, const QByteArray &sealed)
{
    return sealedForItself({.name = name,
                            .kind = ServerKind::Keycloak,
                            .url = QStringLiteral("https://id.example.com"),
                            .realm = QStringLiteral("staff"),
                            .signIn = ServerSignIn::ClientCredentials,
                            .account = QStringLiteral("gatehouse"),
                            .sealed = sealed});
}

}
