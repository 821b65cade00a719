#include "services/servers/ServerSeals.h"

#include "domain/RecordKey.h"
#include "domain/servers/ServerPurpose.h"
#include "domain/servers/ServerRules.h"
#include "store/edit/ServerEdits.h"

#include <QCoreApplication>

namespace gatehouse {

namespace {

struct SealsText
{
    Q_DECLARE_TR_FUNCTIONS(ServerSeals)
};

auto namingWhat(const QString &what)
{
    return [what](Error error) {
        error.text = SealsText::tr("%1 cannot be opened. %2").arg(what, error.text);
        return error;
    };
}

Error sealedBefore()
{
    return {Error::Kind::Rule,
            SealsText::tr("It was encrypted by an earlier version of Gatehouse, which did not note for what "
                          "address, so it is not used. See whether the server is right under Settings > "
                          "Servers, enter its secret there again, and save.")};
}

Error tokenSealedBefore()
{
    return {
        Error::Kind::Rule,
        SealsText::tr("Its token was encrypted by an earlier version of Gatehouse, which did not note for "
                      "what address. It is used again once that of the server is proven, and only there: see "
                      "whether it is right under Settings > Servers, change the server's name, and save.")};
}

Result<void> fitToken(EditSession &session, const ServerSeals &seals, const Server &before, const Server &now,
                      store::ServerClient client)
{
    const auto token = seals.tokenOf(before, client);
    if (!token) // what opened nowhere before is told where it is used
        return {};
    return seals
        .sealedToken(now, client.applicationKey,
                     {.clientId = {}, .uri = client.registrationUri, .token = *token})
        .and_then([&](const QByteArray &sealed) {
            client.registrationToken = sealed;
            return edit::noteServerClient(session, client);
        });
}

Result<void> fitTokens(EditSession &session, const Result<ServerSeals> &seals, const Server &before,
                       const Server &now)
{
    if (before.certificate == now.certificate)
        return {};
    return store::loadServerClients(session.database(), now.key)
        .and_then([&](const store::ServerClients &clients) -> Result<void> {
            for (const store::ServerClient &client : clients) {
                if (client.registrationToken.isEmpty())
                    continue;
                if (!seals)
                    return std::unexpected(seals.error());
                if (const auto fitted = fitToken(session, *seals, before, now, client); !fitted)
                    return fitted;
            }
            return {};
        });
}

bool isFitted(const Server &server)
{
    return server.sealed.isEmpty() || server.sealedFor == secretPurpose(server);
}

/// Without a key at hand one without a secret is saved all the same: nothing is sealed then that could go
/// there.
Result<Server> sealedAnew(const Result<ServerSeals> &seals, const Server &server)
{
    if (seals) {
        return seals->fitted(server).and_then([&](const Server &fitted) { return seals->proven(fitted); });
    }
    return isFitted(server) ? Result<Server>(server) : std::unexpected(seals.error());
}

}

Result<ServerSeals> ServerSeals::of(Database &database, const Encryption &encryption)
{
    // Asking for the key can bring a cut-off replacement to its end, so the record comes behind it.
    return encryption.key(database).and_then([&](const EncryptionKeyBytes &key) {
        return store::loadEncryption(database).transform([&](const store::EncryptionRecord &record) {
            ServerSeals seals;
            seals.m_key = key;
            seals.m_databaseId = record.databaseId;
            return seals;
        });
    });
}

SealPlace ServerSeals::placeOf(const Server &server, const QString &purpose) const
{
    return {m_databaseId, server.key, store::serverSecretName, purpose};
}

SealPlace ServerSeals::placeOf(const store::ServerClient &client, const QString &purpose) const
{
    return {m_databaseId, client.serverKey, client.applicationKey, purpose};
}

Result<Server> ServerSeals::withSecret(const Server &server, const SecretBytes &secret) const
{
    Server sealed = server;
    if (sealed.key.isEmpty())
        sealed.key = newRecordKey();
    sealed.sealedFor = secretPurpose(rules::normalized(server)); // as it will be stored
    return seal(m_key, placeOf(sealed, sealed.sealedFor), secret).transform([&](const QByteArray &text) {
        sealed.sealed = text;
        return sealed;
    });
}

Result<SecretBytes> ServerSeals::opened(const Server &server, const QString &purpose) const
{
    // Without a purpose it would be the place of earlier versions.
    auto secret = purpose.isEmpty() ? Result<SecretBytes>(std::unexpected(sealedBefore()))
                                    : unseal(m_key, placeOf(server, purpose), server.sealed);
    if (!secret && secret.error().kind == Error::Kind::Rule &&
        unseal(m_key, placeOf(server, {}), server.sealed))
        secret = std::unexpected(sealedBefore());
    return secret.transform_error(namingWhat(SealsText::tr("The secret of server \"%1\"").arg(server.name)));
}

Result<SecretBytes> ServerSeals::secretOf(const Server &server) const
{
    return opened(server, secretPurpose(server));
}

SealPlace ServerSeals::placeOfProof(const Server &server) const
{
    return {m_databaseId, server.key, store::serverProofName, secretPurpose(server)};
}

bool ServerSeals::proves(const Server &server) const
{
    if (!server.sealed.isEmpty())
        return secretOf(server).has_value();
    return !server.proof.isEmpty() && unseal(m_key, placeOfProof(server), server.proof).has_value();
}

Result<Server> ServerSeals::proven(const Server &server) const
{
    Server whole = server;
    if (whole.key.isEmpty())
        whole.key = newRecordKey();
    if (!whole.sealed.isEmpty()) {
        whole.proof.clear();
        return whole;
    }
    if (proves(whole))
        return whole;
    return seal(m_key, placeOfProof(whole), secretCopy("gatehouse")).transform([&](const QByteArray &proof) {
        whole.proof = proof;
        return whole;
    });
}

Result<Server> ServerSeals::fitted(const Server &server) const
{
    if (isFitted(server))
        return server;
    if (secretOf(server)) { // what somebody else bent was put right
        Server right = server;
        right.sealedFor = secretPurpose(server);
        return right;
    }
    return opened(server, server.sealedFor).and_then([&](const SecretBytes &secret) {
        return withSecret(server, secret);
    });
}

Result<Server> ServerSeals::moved(const Server &server, const QString &key) const
{
    Server other = server;
    other.key = key;
    other.proof.clear(); // saving makes one for that key
    if (other.sealed.isEmpty())
        return other;
    return opened(server, server.sealedFor).and_then([&](const SecretBytes &secret) {
        return withSecret(other, secret);
    });
}

Result<QByteArray> ServerSeals::sealedToken(const Server &server, const QString &applicationKey,
                                            const Registration &registration) const
{
    const SealPlace place{m_databaseId, server.key, applicationKey,
                          tokenPurpose(registration.uri, server.certificate)};
    return seal(m_key, place, registration.token);
}

Result<SecretBytes> ServerSeals::tokenOf(const Server &server, const store::ServerClient &client) const
{
    const auto token =
        unseal(m_key, placeOf(client, tokenPurpose(client.registrationUri, server.certificate)),
               client.registrationToken);
    if (token || token.error().kind != Error::Kind::Rule)
        return token;
    const auto before = unseal(m_key, placeOf(client, {}), client.registrationToken);
    if (!before)
        return token;
    if (proves(server) && isSameOrigin(QUrl(client.registrationUri), QUrl(server.url)))
        return before;
    return std::unexpected(tokenSealedBefore());
}

bool needsSeals(const Server &typed, const Server &stored)
{
    const Server server = rules::normalized(typed);
    return server.sealed.isEmpty() || !isFitted(server) ||
           (server.kind == ServerKind::Registration && server.certificate != stored.certificate);
}

Result<Server> saveSealed(EditSession &session, const Result<ServerSeals> &seals, const Server &typed)
{
    const Server server = rules::normalized(typed);
    const auto save = [&](const std::optional<Server> &stored) {
        // Somebody else's change is told as that, and not as a seal that does not open any more.
        const bool isRefusedAnyway = stored && stored->version != server.version;
        return (isRefusedAnyway ? Result<Server>(server) : sealedAnew(seals, server))
            .and_then([&](const Server &whole) { return edit::save(session, whole); })
            .and_then([&](const Server &saved) {
                return (stored ? fitTokens(session, seals, *stored, saved) : Result<void>()).transform([&] {
                    return saved;
                });
            });
    };
    return store::loadServer(session.database(), server.key).and_then(save);
}

Result<void> prove(Database &database, const Encryption &encryption, const Server &server)
{
    const auto seals = ServerSeals::of(database, encryption);
    return editing(database, [&](EditSession &session) { return saveSealed(session, seals, server); })
        .transform([](const Server &) {});
}

}
