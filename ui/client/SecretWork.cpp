#include "ui/client/SecretWork.h"

#include "store/ClientStore.h"

#include <algorithm>

namespace gatehouse {

namespace {

/// As it is stored now: the encryption key may have been replaced since it was read. One that is not stored
/// yet is as it was made.
Result<ClientSecret> asStored(Database &database, const QString &clientKey, const ClientSecret &secret)
{
    return store::loadClient(database, clientKey).transform([&](const auto &client) {
        if (!client)
            return secret;
        const auto found = std::ranges::find(client->secrets, secret.key, &ClientSecret::key);
        return found == client->secrets.end() ? secret : *found;
    });
}

/// Does `work(key, database ID)`.
template<typename Work>
auto withKey(Database &database, const Encryption &encryption, Work work)
{
    return store::loadEncryption(database).and_then([&](const store::EncryptionRecord &record) {
        return encryption.key(database).and_then(
            [&](const EncryptionKeyBytes &key) { return work(key, record.databaseId); });
    });
}

}

DatabaseReply<Result<ClientSecret>> sealInBackground(const Workplace &workplace, const QString &clientKey,
                                                     const NewSecret &secret)
{
    return workplace.aside([encryption = workplace.encryption(), clientKey, secret](Database &database) {
        return withKey(database, encryption, [&](const EncryptionKeyBytes &key, const QString &databaseId) {
            return sealedSecret(key, databaseId, clientKey, secret.inClear, secret.description,
                                secret.created, secret.expires);
        });
    });
}

DatabaseReply<Result<SecretBytes>> revealInBackground(const Workplace &workplace, const QString &clientKey,
                                                      const ClientSecret &secret)
{
    return workplace.aside([encryption = workplace.encryption(), clientKey, secret](Database &database) {
        return withKey(database, encryption, [&](const EncryptionKeyBytes &key, const QString &databaseId) {
            return asStored(database, clientKey, secret).and_then([&](const ClientSecret &stored) {
                return revealedSecret(key, databaseId, clientKey, stored);
            });
        });
    });
}

}
