#pragma once

#include "services/certificates/CertificateTools.h"

/// Certificates with their private keys as PKCS#12 (RFC 7292).
namespace gatehouse::pkcs12 {

Result<KeyedCertificate> read(const QByteArray &file, const SecretBytes &passphrase);
/// AES-256 with PBKDF2, as OpenSSL 3 makes them.
Result<SecretBytes> write(const KeyedCertificate &certificate, const SecretBytes &passphrase);

}
