#include "services/servers/ServerOpening.h"

#include "domain/RecordKey.h"
#include "services/servers/FileConnection.h"
#include "services/servers/ServerConnectionsLoader.h"
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

/// What seals of one database are opened and made with.
struct Seals
{
    EncryptionKeyBytes key;
    QString databaseId;

    static Result<Seals> of(Database &database, const Encryption &encryption)
    {
        // Asking for the key can bring a cut-off replacement to its end, so the record comes behind it.
        return encryption.key(database).and_then([&](const EncryptionKeyBytes &key) {
            return store::loadEncryption(database).transform(
                [&](const store::EncryptionRecord &record) { return Seals{key, record.databaseId}; });
        });
    }

    SealPlace ofSecret(const QString &serverKey) const
    {
        return {databaseId, serverKey, store::serverSecretName};
    }
    SealPlace ofToken(const QString &serverKey, const QString &applicationKey) const
    {
        return {databaseId, serverKey, applicationKey};
    }
};

Error notOpened(Error error, const QString &what)
{
    error.text = OpeningText::tr("%1 cannot be opened. %2").arg(what, error.text);
    return error;
}

Result<SecretBytes> openedSecret(const Seals &seals, const Server &server)
{
    return unseal(seals.key, seals.ofSecret(server.key), server.sealed).transform_error([&](Error error) {
        return notOpened(std::move(error), OpeningText::tr("The secret of server \"%1\"").arg(server.name));
    });
}

Result<Registration> openedRegistration(const Seals &seals, const store::ServerClient &client,
                                        const QString &clientId)
{
    const Registration known{.clientId = client.thereId, .uri = client.registrationUri};
    if (client.registrationToken.isEmpty())
        return known;
    return unseal(seals.key, seals.ofToken(client.serverKey, client.applicationKey), client.registrationToken)
        .transform([&](const SecretBytes &token) {
            return Registration{.clientId = known.clientId, .uri = known.uri, .token = token};
        })
        .transform_error([&](Error error) {
            return notOpened(std::move(error), OpeningText::tr("The registration of \"%1\"").arg(clientId));
        });
}

bool isRegistered(const store::ServerClient &client)
{
    return !client.thereId.isEmpty() || !client.registrationUri.isEmpty();
}

Result<QHash<QString, Registration>> openedRegistrations(const Seals &seals,
                                                         const store::ServerClients &clients,
                                                         const QList<store::ClientName> &names)
{
    QHash<QString, Registration> registrations;
    for (const store::ClientName &name : names) {
        const auto client = clients.constFind(name.key);
        if (client == clients.constEnd() || !isRegistered(*client))
            continue;
        const auto opened = openedRegistration(seals, *client, name.clientId);
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
    const auto seals = isSealed ? Seals::of(database, encryption) : Result<Seals>();
    return seals.and_then([&](const Seals &opened) { return openedRegistrations(opened, *clients, *names); })
        .transform([&](const QHash<QString, Registration> &registrations) {
            access.registrations = registrations;
            return std::move(access);
        });
}

}

Result<Server> withSecret(Database &database, const Encryption &encryption, const Server &server,
                          const SecretBytes &secret)
{
    Server sealed = server;
    if (sealed.key.isEmpty())
        sealed.key = newRecordKey();
    return Seals::of(database, encryption)
        .and_then([&](const Seals &seals) { return seal(seals.key, seals.ofSecret(sealed.key), secret); })
        .transform([&](const QByteArray &text) {
            sealed.sealed = text;
            return sealed;
        });
}

Result<Server> withNewKey(Database &database, const Encryption &encryption, const Server &deleted)
{
    Server server = deleted;
    server.key = newRecordKey();
    server.version = 0;
    if (server.sealed.isEmpty())
        return server;
    return Seals::of(database, encryption)
        .and_then([&](const Seals &seals) { return openedSecret(seals, deleted); })
        .and_then(
            [&](const SecretBytes &inClear) { return withSecret(database, encryption, server, inClear); });
}

Result<QByteArray> sealedToken(Database &database, const Encryption &encryption, const QString &serverKey,
                               const QString &applicationKey, const SecretBytes &token)
{
    return Seals::of(database, encryption).and_then([&](const Seals &seals) {
        return seal(seals.key, seals.ofToken(serverKey, applicationKey), token);
    });
}

Result<ServerAccess> openAccess(Database &database, const Encryption &encryption, const Server &server)
{
    const auto secret = server.sealed.isEmpty()
                            ? Result<SecretBytes>()
                            : Seals::of(database, encryption).and_then([&](const Seals &seals) {
                                  return openedSecret(seals, server);
                              });
    return secret.and_then([&](const SecretBytes &inClear) -> Result<ServerAccess> {
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

}
