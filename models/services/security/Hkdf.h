#pragma once

#include "secrets/SecretBytes.h"

namespace gatehouse {

/// HKDF-SHA-256 (RFC 5869) for keys of 32 bytes, by QCA's HMAC: many keys in half the time that QCA::HKDF
/// takes, which looks for its parts in OpenSSL each time. cryptographyIsReady() must have been asked. Belongs
/// to one thread.
class Hkdf
{
public:
    Hkdf();
    SecretBytes derived(const SecretBytes &secret, QByteArrayView salt, const QByteArray &info);

private:
    SecretBytes code(const SecretBytes &key, const QCA::MemoryRegion &message);

    QCA::MessageAuthenticationCode m_mac;
};

}
