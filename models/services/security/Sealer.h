#pragma once

#include "services/security/Aes256Gcm.h"
#include "services/security/SecretCipher.h"

namespace gatehouse {

/// Seals and opens many values with one key: seal() and unseal() without the work that is the same for all.
/// Belongs to one thread.
class Sealer
{
public:
    /// Refused when QCA is not ready or the key is not 32 bytes.
    static Result<Sealer> with(const EncryptionKeyBytes &key);

    Result<QByteArray> seal(const SealPlace &place, const SecretBytes &plain);
    Result<SecretBytes> unseal(const SealPlace &place, const QByteArray &sealed);
    QByteArray checkValue(const QString &database);
    QByteArray proof(const QStringList &statement);

private:
    explicit Sealer(const EncryptionKeyBytes &key);
    Result<void> checkSeal(const SealPlace &place, const QByteArray &sealed, QByteArrayView bytes);
    /// A key for one purpose, by HKDF-SHA-256 from the encryption key.
    SecretBytes derived(QByteArrayView salt, const QByteArray &info);
    QByteArray code(const SecretBytes &key, const QByteArray &message);
    QByteArray checksum(QByteArrayView bytes);
    QByteArray placeId(const QByteArray &place);

    QByteArray m_keyId;
    SecretBytes m_key;
    QCA::HKDF m_hkdf;
    QCA::MessageAuthenticationCode m_mac;
    QCA::Hash m_hash;
    Aes256Gcm m_cipher;
    QCA::Random m_random; ///< its own: for QCA's common one the threads of a Resealer would queue
    SecretBytes m_placeKey;
};

}
