#include "services/certificates/CertificateSafe.h"
#include "services/certificates/CertificateToolsLoader.h"
#include "services/certificates/CertificatesText.h"

#include "domain/RecordKey.h"
#include "domain/SecretMaker.h"
#include "services/security/PrivateFile.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

Error inFile(const QString &path, Error error)
{
    error.text = CertificatesText::tr("its file \"%1\": %2").arg(path, error.text);
    error.kind = Error::Kind::Unreachable;
    return error;
}

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

SealPlace CertificateSafe::place(const SigningCertificate &row) const
{
    return {m_databaseId, row.thumbprint, row.key};
}

/// Seals were not bound to the thumbprint before; where they open there, the rest of take() has to tell.
SealPlace CertificateSafe::placeBefore(const SigningCertificate &row) const
{
    return {m_databaseId, {}, row.key};
}

Result<void> CertificateSafe::checkIsChosen() const
{
    if (m_settings.storage != CertificateStorage::None)
        return {};
    return fail(
        Error::Kind::Rule,
        CertificatesText::tr("It is not chosen yet where certificates are kept. Choose it under Settings > "
                             "Certificate storage."),
        {}, u"gatehouse certificate storage database"_s);
}

Result<CertificateSafe::Kept> CertificateSafe::keep(Database &database, const KeyedCertificate &keyed,
                                                    const QDateTime &now) const
{
    Kept kept{.row = {.key = newRecordKey(),
                      .certificate = keyed.certificate,
                      .storage = m_settings.storage,
                      .created = now}};
    SigningCertificate &row = kept.row;
    return checkIsChosen()
        .and_then([&] { return m_tools->info(keyed.certificate); })
        .and_then([&](const CertificateInfo &info) {
            row.thumbprint = info.thumbprint;
            row.notBefore = info.notBefore;
            row.notAfter = info.notAfter;
            return row.storage == CertificateStorage::Local ? keepInFile(database, keyed, kept)
                                                            : Result<SecretBytes>(keyed.privateKey);
        })
        .and_then([&](const SecretBytes &secret) { return seal(m_key, place(row), secret); })
        .transform([&](const QByteArray &sealed) {
            row.sealed = sealed;
            return kept;
        });
}

Result<SecretBytes> CertificateSafe::keepInFile(Database &database, const KeyedCertificate &keyed,
                                                Kept &kept) const
{
    const SecretBytes passphrase = takeSecret(generateSecret());
    return privatefile::makeFolder(m_settings.folder)
        .and_then([&] { return m_tools->toPkcs12(keyed, passphrase); })
        .and_then([&](const SecretBytes &content) {
            return certificatefiles::write(database, prover(database), m_settings.folder, kept.row.thumbprint,
                                           content);
        })
        .transform([&](const store::CertificateFile &file) {
            kept.file = file;
            return passphrase;
        });
}

Result<SecretBytes> CertificateSafe::unsealed(const SigningCertificate &row) const
{
    return unseal(m_key, place(row), row.sealed).or_else([&](const Error &error) {
        return unseal(m_key, placeBefore(row), row.sealed).transform_error([&](const Error &) {
            return error;
        });
    });
}

Result<KeyedCertificate> CertificateSafe::take(const SigningCertificate &row) const
{
    return certificates::checkRow(*m_tools, row)
        .and_then([&](const CertificateInfo &) { return unsealed(row); })
        .and_then([&](const SecretBytes &secret) {
            return row.storage == CertificateStorage::Local ? takeFromFile(row, secret)
                                                            : takeFromRow(row, secret);
        })
        .transform_error([&](const Error &error) { return certificates::notUsed(row, error); });
}

Result<KeyedCertificate> CertificateSafe::takeFromRow(const SigningCertificate &row,
                                                      const SecretBytes &privateKey) const
{
    const KeyedCertificate keyed{row.certificate, privateKey};
    return m_tools->checkTogether(keyed).transform([&] { return keyed; });
}

Result<SecretBytes> CertificateSafe::fileOf(const SigningCertificate &row) const
{
    return certificatefiles::pathOf(m_settings.folder, row.thumbprint).and_then([&](const QString &path) {
        return privatefile::read(path, privatefile::Readers::Anyone).transform_error([&](const Error &error) {
            return inFile(path, error);
        });
    });
}

Result<KeyedCertificate> CertificateSafe::takeFromFile(const SigningCertificate &row,
                                                       const SecretBytes &passphrase) const
{
    return fileOf(row).and_then([&](const SecretBytes &file) {
        return m_tools->read(file.toByteArray(), passphrase)
            .and_then([&](const KeyedCertificate &keyed) -> Result<KeyedCertificate> {
                if (keyed.certificate == row.certificate)
                    return keyed;
                return fail(Error::Kind::Unreachable, CertificatesText::tr("It holds another certificate."));
            })
            .transform_error([&](const Error &error) {
                return inFile(certificatefiles::pathOf(m_settings.folder, row.thumbprint).value_or(QString()),
                              error);
            });
    });
}

certificates::Verdict CertificateSafe::verdict(const SigningCertificate &row) const
{
    using State = certificates::Verdict::State;
    const auto taken = take(row);
    if (taken)
        return {row.key, State::Sound};
    const bool isFileMissing = row.storage == CertificateStorage::Local &&
                               certificates::checkRow(*m_tools, row) && unsealed(row) && !fileOf(row);
    return {row.key, isFileMissing ? State::Unchecked : State::Unsound, taken.error().text};
}

SigningCertificate CertificateSafe::renewed(const SigningCertificate &row) const
{
    if (unseal(m_key, place(row), row.sealed) || !take(row))
        return row;
    SigningCertificate sealedAnew = row;
    return unseal(m_key, placeBefore(row), row.sealed)
        .and_then([&](const SecretBytes &secret) { return seal(m_key, place(row), secret); })
        .transform([&](const QByteArray &sealed) {
            sealedAnew.sealed = sealed;
            return sealedAnew;
        })
        .value_or(row);
}

}
