#include "services/security/Encryption.h"

#include "domain/RecordKey.h"
#include "domain/SecretMaker.h"
#include "services/security/EncryptionText.h"

namespace gatehouse {

Result<ClientSecret> sealedSecret(const EncryptionKeyBytes &key, const QString &databaseId,
                                  const QString &clientKey, const SecretBytes &secret,
                                  const QString &description, const QDateTime &created,
                                  const QDateTime &expires)
{
    Q_ASSERT(!clientKey.isEmpty());
    ClientSecret stored = storedSecret(viewOf(secret), description, created, expires);
    stored.key = newRecordKey();
    return seal(key, {databaseId, clientKey, stored.key}, secret).transform([&](const QByteArray &sealed) {
        stored.sealed = sealed;
        return stored;
    });
}

Result<SecretBytes> revealedSecret(const EncryptionKeyBytes &key, const QString &databaseId,
                                   const QString &clientKey, const ClientSecret &secret)
{
    if (!secret.isRecoverable()) {
        return fail(Error::Kind::Rule,
                    EncryptionText::tr(
                        "Secret …%1 was not added encrypted: only its hash is kept, and nobody can read "
                        "it again. Add another, encrypted, where you need to read it.")
                        .arg(secret.lastFour));
    }
    return unseal(key, {databaseId, clientKey, secret.key}, secret.sealed).transform_error([&](Error error) {
        error.text = EncryptionText::tr("Secret …%1 cannot be opened. %2").arg(secret.lastFour, error.text);
        return error;
    });
}

}
