#pragma once

#include "services/certificates/CertificateTools.h"

/// RSA keys by RFC 8017, as they stand in certificates and PKCS#8.
namespace gatehouse::rsa {

inline constexpr int leastBits = 2048;

Result<RsaNumbers> publicNumbers(QByteArrayView subjectPublicKeyInfo);
Result<RsaNumbers> privateNumbers(QByteArrayView pkcs8);

/// PKCS#8 of a PKCS#1 private key (RFC 5958, RFC 8017 A.1.2).
SecretBytes pkcs8Of(QByteArrayView pkcs1);

/// Puts them together if the key signs what the certificate verifies, and both are RSA of enough bits.
Result<KeyedCertificate> joined(const QByteArray &certificate, const SecretBytes &pkcs8);

}
