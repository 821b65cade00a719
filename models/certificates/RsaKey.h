#pragma once

#include "certificates/OpenSsl.h"
#include "secrets/CertificateTools.h"

#include <vector>

/// RSA keys (RFC 8017), as they stand in certificates and PKCS#8.
namespace gatehouse::rsa {

/// Of an RSA key.
RsaNumbers publicNumbers(const EVP_PKEY *key);
Result<RsaNumbers> publicNumbers(const X509 *certificate);
Result<RsaNumbers> privateNumbers(const SecretBytes &pkcs8);

/// Of any algorithm that OpenSSL knows.
Result<openssl::Key> keyFrom(const SecretBytes &pkcs8);
SecretBytes pkcs8Of(const EVP_PKEY *key);

/// Refused unless both are RSA and have the same public key.
Result<void> checkTogether(const X509 *certificate, const EVP_PKEY *key);

/// The key and the one of the certificates that belongs to it: a file may hold those of the issuers as well.
/// Refused unless the key is RSA, long enough and whole.
Result<KeyedCertificate> joined(const openssl::Key &key,
                                const std::vector<openssl::Certificate> &certificates);

}
