#pragma once

#include "certificates/DerivationBudget.h"
#include "secrets/CertificateTools.h"

/// Certificates with their private keys as PKCS#12 (RFC 7292).
namespace gatehouse::pkcs12 {

Result<KeyedCertificate> read(QByteArrayView file, const SecretBytes &passphrase,
                              const DerivationBudget &budget = DerivationBudget());
/// AES-256 with PBKDF2-HMAC-SHA-256 and a MAC with SHA-256, which every program of today reads.
Result<SecretBytes> write(const KeyedCertificate &certificate, const SecretBytes &passphrase);

}
