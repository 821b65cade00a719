#pragma once

#include "services/certificates/CertificateTools.h"

namespace gatehouse {

/// Certificates with QCA, and with Qt Network where QCA does not do. cryptographyIsReady() has been asked
/// before.
class QcaCertificateTools : public CertificateTools
{
public:
    QcaCertificateTools();

    Result<KeyedCertificate> create(const QString &commonName, const QDateTime &from,
                                    const QDateTime &until) override;
    Result<CertificateInfo> info(const QByteArray &certificate) override;
    Result<RsaNumbers> publicNumbers(const QByteArray &certificate) override;
    Result<RsaNumbers> privateNumbers(const SecretBytes &privateKey) override;
    Result<KeyedCertificate> read(const QByteArray &file, const SecretBytes &passphrase) override;
    Result<SecretBytes> toPkcs12(const KeyedCertificate &certificate, const SecretBytes &passphrase) override;
    Result<SecretBytes> toPem(const KeyedCertificate &certificate, const SecretBytes &passphrase) override;
};

}
