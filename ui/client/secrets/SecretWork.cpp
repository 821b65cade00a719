#include "ui/client/secrets/SecretWork.h"

#include "services/export/Disclosure.h"

namespace gatehouse {

namespace {

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
                                secret.created, secret.expires)
                .transform([&](ClientSecret sealed) {
                    sealed.onlyOn = secret.onlyOn;
                    return sealed;
                });
        });
    });
}

DatabaseReply<Result<SecretBytes>> revealInBackground(const Workplace &workplace, const QString &clientKey,
                                                      const ClientSecret &secret)
{
    return workplace.aside([encryption = workplace.encryption(), clientKey, secret](Database &database) {
        return disclosure::reveal(database, encryption, clientKey, secret);
    });
}

}
