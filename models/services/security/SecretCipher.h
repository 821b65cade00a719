#pragma once

#include "domain/Error.h"
#include "secrets/SecretBytes.h"

namespace gatehouse {

/// 32 random bytes that seals are made with, and the name that a key store keeps them under.
struct EncryptionKeyBytes
{
    QString id;
    SecretBytes bytes;
};

/// Which value a seal belongs to: moved to another row or database it does not open. Each value has a key of
/// its own, by HKDF-SHA-256 (RFC 5869) from the encryption key with this as context.
struct SealPlace
{
    QString database; ///< store::EncryptionRecord::databaseId
    QString owner;    ///< key of the client application; thumbprint of the certificate
    QString value;    ///< key of the secret or the certificate
    /// What may be done with it, where rows say that: see domain/servers/ServerPurpose.h. Empty: nothing says
    /// where else it could go.
    QString purpose = {};
};

/// Whether QCA can do what is needed; the error names the missing package. Asked before the first use of QCA,
/// from any thread.
Result<void> cryptographyIsReady();

Result<EncryptionKeyBytes> generateEncryptionKey();

/// AES-256-GCM (NIST SP 800-38D), as text: see domain/SealedText.h; the bytes are described in SECURITY.md.
Result<QByteArray> seal(const EncryptionKeyBytes &key, const SealPlace &place, const SecretBytes &plain);
/// Tells a wrong key, a seal that was moved here, one that is cut short and one that is damaged apart. Rule
/// where it has another purpose than it was made for, else Unreachable.
Result<SecretBytes> unseal(const EncryptionKeyBytes &key, const SealPlace &place, const QByteArray &sealed);

/// Stored beside the database's key id, to tell a wrong key from a damaged seal.
QByteArray checkValue(const EncryptionKeyBytes &key, const QString &database);

/// That somebody who holds the key said this: what stands in a database can be written by who has no key.
QByteArray proofOf(const EncryptionKeyBytes &key, const QStringList &statement);

}
