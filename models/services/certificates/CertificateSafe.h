#pragma once

#include "services/certificates/CertificateCheck.h"
#include "services/certificates/CertificateFiles.h"
#include "services/security/Encryption.h"
#include "store/records/SecurityStore.h"

namespace gatehouse {

/// Keeps the private keys of certificates, each in the storage that its row names: sealed in the row, or as a
/// PKCS#12 file whose passphrase is sealed in the row. What is taken out is checked each time: the row may
/// have been altered.
class CertificateSafe
{
public:
    /// With the settings and the encryption key of the database as they are now.
    static Result<CertificateSafe> open(Database &database, const Encryption &encryption);

    const store::CertificateSettings &settings() const { return m_settings; }
    CertificateTools &tools() const { return *m_tools; }
    certificatefiles::Prover prover(const Database &database) const
    {
        return {m_key, database, m_databaseId};
    }
    /// Refused as long as it is not chosen where certificates are kept.
    Result<void> checkIsChosen() const;

    /// A row for a new certificate, all but the times of its use, and the note of its file, which is there
    /// then: remove that if the row is not stored.
    struct Kept
    {
        SigningCertificate row;
        std::optional<store::CertificateFile> file;
    };
    Result<Kept> keep(Database &database, const KeyedCertificate &certificate, const QDateTime &now) const;
    /// Refused, with a text that names the certificate, when anything does not fit.
    Result<KeyedCertificate> take(const SigningCertificate &certificate) const;
    certificates::Verdict verdict(const SigningCertificate &certificate) const;
    /// With a seal whose place covers the thumbprint, where it has an older one and everything fits.
    SigningCertificate renewed(const SigningCertificate &certificate) const;

private:
    CertificateSafe() = default;
    SealPlace place(const SigningCertificate &certificate) const;
    SealPlace placeBefore(const SigningCertificate &certificate) const;
    Result<SecretBytes> unsealed(const SigningCertificate &certificate) const;
    Result<SecretBytes> fileOf(const SigningCertificate &certificate) const;
    Result<SecretBytes> keepInFile(Database &database, const KeyedCertificate &certificate, Kept &kept) const;
    Result<KeyedCertificate> takeFromFile(const SigningCertificate &certificate,
                                          const SecretBytes &passphrase) const;
    Result<KeyedCertificate> takeFromRow(const SigningCertificate &certificate,
                                         const SecretBytes &privateKey) const;

    store::CertificateSettings m_settings;
    QString m_databaseId;
    EncryptionKeyBytes m_key;
    CertificateTools *m_tools = nullptr;
};

}
