#include "services/servers/ServerOpening.h"

#include "domain/RecordKey.h"
#include "domain/servers/ServerRules.h"
#include "services/servers/FileConnection.h"
#include "services/servers/ServerConnectionsLoader.h"
#include "services/servers/ServerSeals.h"
#include "store/edit/SignedInUser.h"
#include "store/records/ClientPage.h"
#include "store/records/ServerStore.h"

#include <QCoreApplication>

#include <algorithm>

namespace gatehouse {

namespace {

struct OpeningText
{
    Q_DECLARE_TR_FUNCTIONS(ServerOpening)
};

Result<Registration> openedRegistration(const ServerSeals &seals, const Server &server,
                                        const store::ServerClient &client, const QString &clientId)
{
    const Registration known{.clientId = client.thereId, .uri = client.registrationUri};
    if (client.registrationToken.isEmpty())
        return known;
    return seals.tokenOf(server, client)
        .transform([&](const SecretBytes &token) {
            return Registration{.clientId = known.clientId, .uri = known.uri, .token = token};
        })
        .transform_error([&](Error error) {
            error.text =
                OpeningText::tr("The registration of \"%1\" cannot be opened. %2").arg(clientId, error.text);
            return error;
        });
}

bool isRegistered(const store::ServerClient &client)
{
    return !client.thereId.isEmpty() || !client.registrationUri.isEmpty();
}

Result<QHash<QString, Registration>> openedRegistrations(const ServerSeals &seals, const Server &server,
                                                         const store::ServerClients &clients,
                                                         const QList<store::ClientName> &names)
{
    QHash<QString, Registration> registrations;
    for (const store::ClientName &name : names) {
        const auto client = clients.constFind(name.key);
        if (client == clients.constEnd() || !isRegistered(*client))
            continue;
        const auto opened = openedRegistration(seals, server, *client, name.clientId);
        if (!opened)
            return std::unexpected(opened.error());
        registrations.insert(name.clientId, *opened);
    }
    return registrations;
}

Result<ServerAccess> withRegistrations(Database &database, const Encryption &encryption, ServerAccess access)
{
    const auto clients = store::loadServerClients(database, access.server.key);
    const auto names = store::loadClientNames(database, {});
    if (!clients || !names)
        return std::unexpected(clients ? names.error() : clients.error());
    const bool isSealed = std::ranges::any_of(
        *clients, [](const store::ServerClient &client) { return !client.registrationToken.isEmpty(); });
    return (isSealed ? ServerSeals::of(database, encryption) : Result<ServerSeals>())
        .and_then([&](const ServerSeals &seals) {
            return openedRegistrations(seals, access.server, *clients, *names);
        })
        .transform([&](const QHash<QString, Registration> &registrations) {
            access.registrations = registrations;
            return std::move(access);
        });
}

}

Result<Server> withSecret(Database &database, const Encryption &encryption, const Server &server,
                          const SecretBytes &secret)
{
    return ServerSeals::of(database, encryption).and_then([&](const ServerSeals &seals) {
        return seals.withSecret(server, secret);
    });
}

Result<Server> withNewKey(Database &database, const Encryption &encryption, const Server &deleted)
{
    Server server = deleted;
    server.version = 0;
    const QString key = newRecordKey();
    if (server.sealed.isEmpty()) {
        server.key = key;
        server.proof.clear();
        return server;
    }
    return ServerSeals::of(database, encryption).and_then([&](const ServerSeals &seals) {
        return seals.moved(server, key);
    });
}

Result<QByteArray> sealedToken(Database &database, const Encryption &encryption, const Server &server,
                               const QString &applicationKey, const Registration &registration)
{
    return ServerSeals::of(database, encryption).and_then([&](const ServerSeals &seals) {
        return seals.sealedToken(server, applicationKey, registration);
    });
}

Result<ServerAccess> openAccess(Database &database, const Encryption &encryption, const Server &server)
{
    const auto open = [&] {
        return server.sealed.isEmpty()
                   ? Result<SecretBytes>()
                   : ServerSeals::of(database, encryption).and_then([&](const ServerSeals &seals) {
                         return seals.secretOf(server);
                     });
    };
    return store::checkSignedIn(database).and_then(open).and_then(
        [&](const SecretBytes &inClear) -> Result<ServerAccess> {
            ServerAccess access{.server = server, .secret = inClear};
            if (server.kind != ServerKind::Registration)
                return access;
            return withRegistrations(database, encryption, std::move(access));
        });
}

Result<std::unique_ptr<ServerConnection>> connectTo(ServerAccess access, NeededFiles needed)
{
    if (access.server.kind == ServerKind::File)
        return std::make_unique<FileConnection>(access, std::move(needed));
    return serverConnections().transform(
        [&](ServerConnections *connections) { return connections->connectTo(std::move(access)); });
}

Result<std::unique_ptr<ServerConnection>> openConnection(Database &database, const Encryption &encryption,
                                                         const Server &server)
{
    const auto needed = NeededFiles::of(database, encryption.settings());
    if (!needed)
        return std::unexpected(needed.error());
    return openAccess(database, encryption, server).and_then([&](ServerAccess &&access) {
        return connectTo(std::move(access), *needed);
    });
}

Result<std::unique_ptr<ServerConnection>> openTyped(Database &database, const Encryption &encryption,
                                                    const Server &typed)
{
    const Server server = rules::normalized(typed);
    if (server.sealed.isEmpty() || !needsSeals(server, server))
        return openConnection(database, encryption, server);
    return store::checkMayChange(database)
        .and_then([&] { return ServerSeals::of(database, encryption); })
        .and_then([&](const ServerSeals &seals) { return seals.fitted(server); })
        .and_then([&](const Server &fitted) { return openConnection(database, encryption, fitted); });
}

}
