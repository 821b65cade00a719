#include "services/security/NewKeys.h"

#include "domain/RecordKey.h"
#include "services/security/EncryptionText.h"
#include "services/security/SecretCipher.h"
#include "store/records/SecurityStore.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

void keepHash(NewlyKeyed &keyed, ClientSecret &secret, const Error &why)
{
    keyed.hashedOnly << secret.lastFour;
    keyed.why = why.text;
    secret.sealed.clear();
}

/// As they are called everywhere: by their ends.
QString secretsText(const QStringList &lastFours)
{
    QStringList secrets;
    for (const QString &lastFour : lastFours)
        secrets << u'…' + lastFour;
    return secrets.join(", "_L1);
}

Error refused(const NewlyKeyed &keyed)
{
    return {.kind = Error::Kind::Unreachable,
            .text =
                EncryptionText::tr("Encrypted secrets could not be encrypted for a new client application, "
                                   "and of a hash nobody could read them again: %1. %2")
                    .arg(secretsText(keyed.hashedOnly), keyed.why),
            .column = unsealableColumn};
}

Result<QByteArray> sealedAgain(const EncryptionKeyBytes &key, const QString &databaseId,
                               const QString &oldClientKey, const ClientSecret &secret,
                               const SealPlace &place)
{
    return revealedSecret(key, databaseId, oldClientKey, secret).and_then([&](const SecretBytes &inClear) {
        return seal(key, place, inClear);
    });
}

}

Result<NewlyKeyed> withNewKeys(Database &database, const Encryption &encryption,
                               const ClientApplication &deleted, Unsealable unsealable)
{
    NewlyKeyed keyed{.client = deleted};
    ClientApplication &client = keyed.client;
    client.key = newRecordKey();
    client.version = 0;
    // Asking for the key can bring a cut-off replacement to its end, so the record comes behind it.
    const bool isAnySealed = std::ranges::any_of(client.secrets, &ClientSecret::isRecoverable);
    const auto key = isAnySealed ? encryption.key(database) : Result<EncryptionKeyBytes>();
    const auto record = store::loadEncryption(database);
    if (!record)
        return std::unexpected(record.error());
    for (ClientSecret &secret : client.secrets) {
        const ClientSecret old = secret;
        secret.key = newRecordKey();
        if (!old.isRecoverable())
            continue;
        const auto sealed = key ? sealedAgain(*key, record->databaseId, deleted.key, old,
                                              {record->databaseId, client.key, secret.key})
                                : std::unexpected(key.error());
        if (sealed)
            secret.sealed = *sealed;
        else
            keepHash(keyed, secret, sealed.error());
    }
    if (unsealable == Unsealable::Refused && !keyed.hashedOnly.isEmpty())
        return std::unexpected(refused(keyed));
    return keyed;
}

}
