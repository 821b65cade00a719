#pragma once

#include "domain/Error.h"
#include "secrets/SecretBytes.h"
#include "secrets/TokenKeys.h"

#include <QDateTime>
#include <QStringList>
#include <QtPlugin>

namespace gatehouse {

/// A certificate with its private key.
struct KeyedCertificate
{
    QByteArray certificate; ///< DER (RFC 5280)
    SecretBytes privateKey; ///< PKCS#8 DER (RFC 5958), not encrypted
};

struct CertificateInfo
{
    QString subject;    ///< common name
    QString thumbprint; ///< SHA-256, lower-case hexadecimal
    QByteArray sha1Thumbprint;
    QDateTime notBefore; ///< UTC
    QDateTime notAfter;
    QString algorithm; ///< "RSA 3072"
};

/// An RSA key by its numbers, big-endian without leading zeros (RFC 7518 6.3); the private ones are empty for
/// a public key.
struct RsaNumbers
{
    QByteArray n, e;
    SecretBytes d, p, q, dp, dq, qi;
};

enum class ClientKeyKind { EcP256, Rsa3072 };

/// A key pair of a client application (RFC 7523), as it is handed over.
struct ClientKeyPair
{
    QString publicKey;      ///< JSON Web Key (RFC 7517), its key ID being its thumbprint (RFC 7638)
    SecretBytes pem;        ///< private key as PKCS#8 (RFC 7468), not encrypted
    SecretBytes privateKey; ///< the same as JSON Web Key
};

/// What needs OpenSSL's libcrypto: a plug-in, loaded when it is first needed, so that the start never pays.
class CertificateTools : public TokenKeys
{
public:
    /// RSA 3072 with SHA-256, self-signed. Takes about half a second.
    virtual Result<KeyedCertificate> create(const QString &commonName, const QDateTime &from,
                                            const QDateTime &until) = 0;

    virtual Result<CertificateInfo> info(const QByteArray &certificate) = 0;
    virtual Result<RsaNumbers> publicNumbers(const QByteArray &certificate) = 0;
    virtual Result<RsaNumbers> privateNumbers(const SecretBytes &privateKey) = 0;

    /// Refused unless the private key is that of the certificate.
    virtual Result<void> checkTogether(const KeyedCertificate &keyed) = 0;

    /// PKCS#12 (RFC 7292) or PEM (RFC 7468), recognized by content. Refused: a wrong passphrase, no RSA key,
    /// under 2048 bits, no private key, no certificate, a key and a certificate that do not belong together,
    /// more than 10 million rounds of key derivation.
    virtual Result<KeyedCertificate> read(const QByteArray &file, const SecretBytes &passphrase) = 0;
    /// Refused with a passphrase of less than 12 characters, as toPem() with a private key.
    virtual Result<SecretBytes> toPkcs12(const KeyedCertificate &certificate,
                                         const SecretBytes &passphrase) = 0;
    /// Certificate and encrypted private key; with no passphrase the certificate alone.
    virtual Result<SecretBytes> toPem(const KeyedCertificate &certificate, const SecretBytes &passphrase) = 0;

    /// Of every certificate and public key in a PEM file, or of the one in DER, as JSON Web Keys whose key ID
    /// is the thumbprint; a certificate stands in them, too (RFC 7517 4.7). Refused: private keys.
    virtual Result<QStringList> publicKeys(const QByteArray &file) = 0;
    virtual Result<ClientKeyPair> createPair(ClientKeyKind kind) = 0;
};

}

#define GATEHOUSE_CERTIFICATE_TOOLS_IID "org.gatehouse.CertificateTools/4"
Q_DECLARE_INTERFACE(gatehouse::CertificateTools, GATEHOUSE_CERTIFICATE_TOOLS_IID)
