#pragma once

#include "secrets/CertificateTools.h"

namespace gatehouse {

/// Certificates with OpenSSL's libcrypto. cryptographyIsReady() has been asked before.
class OpenSslCertificateTools : public CertificateTools
{
public:
    OpenSslCertificateTools();

    Result<KeyedCertificate> create(const QString &commonName, const QDateTime &from,
                                    const QDateTime &until) override;
    Result<CertificateInfo> info(const QByteArray &certificate) override;
    Result<RsaNumbers> publicNumbers(const QByteArray &certificate) override;
    Result<RsaNumbers> privateNumbers(const SecretBytes &privateKey) override;
    Result<void> checkTogether(const KeyedCertificate &keyed) override;
    Result<KeyedCertificate> read(const QByteArray &file, const SecretBytes &passphrase) override;
    Result<SecretBytes> toPkcs12(const KeyedCertificate &certificate, const SecretBytes &passphrase) override;
    Result<SecretBytes> toPem(const KeyedCertificate &certificate, const SecretBytes &passphrase) override;
    Result<QStringList> publicKeys(const QByteArray &file) override;
    Result<ClientKeyPair> createPair(ClientKeyKind kind) override;

    Check check(const json::Json &key, const QByteArray &algorithm, QByteArrayView text,
                QByteArrayView signature) override;
    Result<Signer> signer(const SecretBytes &privateKey) override;
    Result<QByteArray> sign(const SecretBytes &privateKey, const QByteArray &algorithm,
                            QByteArrayView text) override;
};

}
