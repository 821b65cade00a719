#pragma once

#include "certificates/DerivationBudget.h"
#include "secrets/CertificateTools.h"

/// Certificates and private keys as PEM (RFC 7468).
namespace gatehouse::pem {

bool isPem(QByteArrayView file);
/// A private key by PKCS#8 or PKCS#1, encrypted or not, and the certificate that belongs to it.
Result<KeyedCertificate> read(QByteArrayView file, const SecretBytes &passphrase,
                              const DerivationBudget &budget = DerivationBudget());

Result<SecretBytes> certificateBlock(const QByteArray &certificate);
/// PKCS#8 as it is: for who gets a key of their own, and takes care of it.
Result<SecretBytes> plainKeyBlock(const SecretBytes &pkcs8);
/// PBES2 (RFC 8018) with PBKDF2-HMAC-SHA-256 and AES-256-CBC.
Result<SecretBytes> encryptedKeyBlock(const SecretBytes &pkcs8, const SecretBytes &passphrase);

}
