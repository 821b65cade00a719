#include "services/certificates/CertificateSafe.h"
#include "services/certificates/Certificates.h"
#include "services/security/PrivateFile.h"
#include "store/EditSession.h"

#include <QCoreApplication>
#include <QDir>

#include <tuple>

namespace gatehouse::certificates {

namespace {

struct SetUpText
{
    Q_DECLARE_TR_FUNCTIONS(CertificateSetUp)
};

Result<void> ensureEncryption(Database &database, const Encryption &encryption)
{
    const EncryptionStatus status = encryption.status(database);
    switch (status.state) {
    case EncryptionStatus::State::NotSetUp:
        return encryption.create(database);
    case EncryptionStatus::State::Ready:
        return {};
    default:
        return fail(Error::Kind::Unreachable, status.text);
    }
}

Result<void> saveSettings(Database &database, const store::CertificateSettings &settings)
{
    return EditSession::begin(database).and_then([&](EditSession &&session) {
        return session.setCertificateSettings(settings).and_then([&] { return session.commit(); });
    });
}

/// The certificates that lie in files.
Result<QStringList> localThumbprints(Database &database)
{
    return store::loadCertificates(database).transform([](const QList<SigningCertificate> &certificates) {
        QStringList thumbprints;
        for (const SigningCertificate &certificate : certificates) {
            if (certificate.storage == CertificateStorage::Local)
                thumbprints << certificate.thumbprint;
        }
        return thumbprints;
    });
}

Result<void> copyFiles(const QStringList &thumbprints, const QString &from, const QString &to)
{
    for (const QString &thumbprint : thumbprints) {
        const auto copied = privatefile::read(certificatePath(from, thumbprint), privatefile::Readers::Anyone)
                                .and_then([&](const SecretBytes &file) {
                                    return privatefile::write(certificatePath(to, thumbprint), file);
                                });
        if (!copied)
            return copied;
    }
    return {};
}

void removeFiles(const QStringList &thumbprints, const QString &folder)
{
    // The files are encrypted, and copies of what lies elsewhere: one that stays does no harm.
    for (const QString &thumbprint : thumbprints)
        std::ignore = privatefile::remove(certificatePath(folder, thumbprint));
}

Result<void> checkIsAbsolute(const QString &folder)
{
    if (QDir::isAbsolutePath(folder))
        return {};
    return fail(
        Error::Kind::Rule,
        SetUpText::tr("\"%1\" is no absolute path. Give the folder for certificates from / on.").arg(folder));
}

/// The certificates that are there move along to another folder.
Result<void> setLocal(Database &database, const store::CertificateSettings &settings, const QString &before)
{
    return checkIsAbsolute(settings.folder)
        .and_then([&] { return privatefile::makeFolder(settings.folder); })
        .and_then([&] { return localThumbprints(database); })
        .and_then([&](const QStringList &thumbprints) -> Result<void> {
            if (thumbprints.isEmpty() || privatefile::isSameFolder(before, settings.folder))
                return saveSettings(database, settings);
            return copyFiles(thumbprints, before, settings.folder)
                .and_then([&] { return saveSettings(database, settings); })
                .transform([&] { removeFiles(thumbprints, before); });
        });
}

}

Result<void> setUp(Database &database, const Encryption &encryption, CertificateStorage storage,
                   const QString &folder)
{
    return store::loadCertificateSettings(database).and_then([&](store::CertificateSettings settings) {
        settings.storage = storage;
        settings.folder = folder;
        return setUp(database, encryption, settings);
    });
}

Result<void> setUp(Database &database, const Encryption &encryption, store::CertificateSettings settings)
{
    if (settings.storage == CertificateStorage::None) {
        return fail(Error::Kind::Rule,
                    SetUpText::tr("Certificates have to be kept somewhere. Choose local or "
                                  "database storage."));
    }
    return ensureEncryption(database, encryption)
        .and_then([&] { return store::loadCertificateSettings(database); })
        .and_then([&](const store::CertificateSettings &stored) {
            if (settings.storage == CertificateStorage::Local)
                return setLocal(database, settings, stored.folder);
            // The folder stays: certificates that lie there are still found.
            settings.folder = stored.folder;
            return saveSettings(database, settings);
        });
}

}
