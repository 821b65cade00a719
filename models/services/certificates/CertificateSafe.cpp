#include "services/certificates/CertificateSafe.h"

#include "domain/RecordKey.h"
#include "domain/SecretMaker.h"
#include "services/security/PrivateFile.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct SafeText
{
    Q_DECLARE_TR_FUNCTIONS(CertificateSafe)
};

Error inFile(const QString &path, Error error)
{
    error.text = SafeText::tr("Certificate file \"%1\": %2 Put it back from a backup, or roll over to a new "
                              "certificate.")
                     .arg(path, error.text);
    error.kind = Error::Kind::Unreachable;
    return error;
}

}

QString certificatePath(const QString &folder, const QString &thumbprint)
{
    return folder + u'/' + thumbprint + u".p12"_s;
}

Result<CertificateSafe> CertificateSafe::open(Database &database, const Encryption &encryption)
{
    CertificateSafe safe;
    return certificateTools()
        .and_then([&](CertificateTools *tools) {
            safe.m_tools = tools;
            return store::loadCertificateSettings(database);
        })
        .and_then([&](const store::CertificateSettings &settings) {
            safe.m_settings = settings;
            return store::loadEncryption(database);
        })
        .and_then([&](const store::EncryptionRecord &record) {
            safe.m_databaseId = record.databaseId;
            return encryption.key(database);
        })
        .transform([&](const EncryptionKeyBytes &key) {
            safe.m_key = key;
            return safe;
        });
}

SealPlace CertificateSafe::place(const SigningCertificate &certificate) const
{
    return {m_databaseId, {}, certificate.key};
}

Result<void> CertificateSafe::checkIsChosen() const
{
    if (m_settings.storage != CertificateStorage::None)
        return {};
    return fail(Error::Kind::Rule,
                SafeText::tr("It is not chosen yet where certificates are kept. Choose it under Settings > "
                             "Certificate storage (gatehouse certificate storage database)."));
}

Result<void> CertificateSafe::forget(const SigningCertificate &row) const
{
    if (row.storage != CertificateStorage::Local)
        return {};
    return privatefile::remove(certificatePath(m_settings.folder, row.thumbprint));
}

Result<SigningCertificate> CertificateSafe::keep(const KeyedCertificate &keyed, const QDateTime &now) const
{
    SigningCertificate row{.key = newRecordKey(),
                           .certificate = keyed.certificate,
                           .storage = m_settings.storage,
                           .created = now};
    return checkIsChosen()
        .and_then([&] { return m_tools->info(keyed.certificate); })
        .and_then([&](const CertificateInfo &info) {
            row.thumbprint = info.thumbprint;
            row.notBefore = info.notBefore;
            row.notAfter = info.notAfter;
            return row.storage == CertificateStorage::Local ? keepInFile(keyed, row.thumbprint)
                                                            : Result<SecretBytes>(keyed.privateKey);
        })
        .and_then([&](const SecretBytes &secret) { return seal(m_key, place(row), secret); })
        .transform([&](const QByteArray &sealed) {
            row.sealed = sealed;
            return row;
        });
}

Result<SecretBytes> CertificateSafe::keepInFile(const KeyedCertificate &keyed,
                                                const QString &thumbprint) const
{
    const SecretBytes passphrase = takeSecret(generateSecret());
    return privatefile::makeFolder(m_settings.folder)
        .and_then([&] { return m_tools->toPkcs12(keyed, passphrase); })
        .and_then([&](const SecretBytes &file) {
            return privatefile::write(certificatePath(m_settings.folder, thumbprint), file);
        })
        .transform([&] { return passphrase; });
}

Result<KeyedCertificate> CertificateSafe::take(const SigningCertificate &row) const
{
    return unseal(m_key, place(row), row.sealed).and_then([&](const SecretBytes &secret) {
        return row.storage == CertificateStorage::Local
                   ? takeFromFile(row, secret)
                   : Result<KeyedCertificate>(KeyedCertificate{row.certificate, secret});
    });
}

Result<KeyedCertificate> CertificateSafe::takeFromFile(const SigningCertificate &row,
                                                       const SecretBytes &passphrase) const
{
    const QString path = certificatePath(m_settings.folder, row.thumbprint);
    return privatefile::read(path, privatefile::Readers::Anyone)
        .and_then([&](const SecretBytes &file) { return m_tools->read(file.toByteArray(), passphrase); })
        .and_then([&](const KeyedCertificate &keyed) -> Result<KeyedCertificate> {
            if (keyed.certificate == row.certificate)
                return keyed;
            return fail(Error::Kind::Unreachable, SafeText::tr("It holds another certificate."));
        })
        .transform_error([&](const Error &error) { return inFile(path, error); });
}

}
