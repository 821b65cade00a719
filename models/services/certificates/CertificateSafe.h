#pragma once

#include "services/certificates/CertificateTools.h"
#include "services/security/Encryption.h"
#include "store/SecurityStore.h"

namespace gatehouse {

/// Keeps the private keys of certificates, each in the storage that its row names: sealed in the row, or as a
/// PKCS#12 file whose passphrase is sealed in the row.
class CertificateSafe
{
public:
    /// With the settings and the encryption key of the database as they are now.
    static Result<CertificateSafe> open(Database &database, const Encryption &encryption);

    const store::CertificateSettings &settings() const { return m_settings; }
    CertificateTools &tools() const { return *m_tools; }
    /// Refused as long as it is not chosen where certificates are kept.
    Result<void> checkIsChosen() const;

    /// A row for a new certificate, all but the times of its use. With local storage the file is there then:
    /// forget() it if the row is not stored.
    Result<SigningCertificate> keep(const KeyedCertificate &certificate, const QDateTime &now) const;
    Result<KeyedCertificate> take(const SigningCertificate &certificate) const;
    Result<void> forget(const SigningCertificate &certificate) const;

private:
    CertificateSafe() = default;
    SealPlace place(const SigningCertificate &certificate) const;
    Result<SecretBytes> keepInFile(const KeyedCertificate &certificate, const QString &thumbprint) const;
    Result<KeyedCertificate> takeFromFile(const SigningCertificate &certificate,
                                          const SecretBytes &passphrase) const;

    store::CertificateSettings m_settings;
    QString m_databaseId;
    EncryptionKeyBytes m_key;
    CertificateTools *m_tools = nullptr;
};

/// Where local storage keeps a certificate. The file's passphrase protects it; that others cannot read it
/// comes on top.
QString certificatePath(const QString &folder, const QString &thumbprint);

}
