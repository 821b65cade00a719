#pragma once

#include "secrets/SecretBytes.h"

#include <optional>

namespace gatehouse {

/// AES-256-GCM (NIST SP 800-38D) by QCA, with its traps closed: a key of 32 bytes, an IV of 12, a tag of 16.
/// cryptographyIsReady() must have been asked. Belongs to one thread.
class Aes256Gcm
{
public:
    static constexpr int keySize = 32;
    static constexpr int ivSize = 12;
    static constexpr int tagSize = 16;

    Aes256Gcm();

    /// The ciphertext, as long as the plain bytes, and the tag behind it. Nothing when the sizes are wrong.
    std::optional<QByteArray> encrypt(const SecretBytes &key, QByteArrayView iv, const SecretBytes &plain);
    /// Nothing when the sizes are wrong, or the tag says that the key or any byte is another.
    std::optional<SecretBytes> decrypt(const SecretBytes &key, QByteArrayView iv, QByteArrayView encrypted);

private:
    /// Kept, because QCA looks through the names of all that its plug-ins can do for each one that is made.
    QCA::Cipher m_cipher;
};

}
