#include "services/security/SecretCipher.h"

#include "domain/RecordKey.h"
#include "services/security/Aes256Gcm.h"
#include "services/security/Sealer.h"

namespace gatehouse {

Result<EncryptionKeyBytes> generateEncryptionKey()
{
    return cryptographyIsReady().transform(
        [] { return EncryptionKeyBytes{newRecordKey(), QCA::SymmetricKey(Aes256Gcm::keySize)}; });
}

Result<QByteArray> seal(const EncryptionKeyBytes &key, const SealPlace &place, const SecretBytes &plain)
{
    return Sealer::with(key).and_then([&](Sealer &&sealer) { return sealer.seal(place, plain); });
}

Result<SecretBytes> unseal(const EncryptionKeyBytes &key, const SealPlace &place, const QByteArray &sealed)
{
    return Sealer::with(key).and_then([&](Sealer &&sealer) { return sealer.unseal(place, sealed); });
}

QByteArray checkValue(const EncryptionKeyBytes &key, const QString &database)
{
    return Sealer::with(key)
        .transform([&](Sealer &&sealer) { return sealer.checkValue(database); })
        .value_or(QByteArray());
}

QByteArray proofOf(const EncryptionKeyBytes &key, const QStringList &statement)
{
    return Sealer::with(key)
        .transform([&](Sealer &&sealer) { return sealer.proof(statement); })
        .value_or(QByteArray());
}

}
