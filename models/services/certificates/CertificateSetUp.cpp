#include "services/certificates/CertificateFiles.h"
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

using certificatefiles::FolderLock;
using Files = QList<store::CertificateFile>;

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

Result<SecretBytes> contentOf(const QString &folder, const QString &thumbprint)
{
    return certificatefiles::pathOf(folder, thumbprint).and_then([](const QString &path) {
        return privatefile::read(path, privatefile::Readers::Anyone);
    });
}

/// What stands in the folder, noted for when it is to go.
Result<Files> notesOf(const Database &database, const QStringList &thumbprints, const QString &folder)
{
    Files files;
    for (const QString &thumbprint : thumbprints) {
        const auto content = contentOf(folder, thumbprint);
        if (!content)
            return std::unexpected(content.error());
        files << certificatefiles::noteOf(database, folder, thumbprint, *content);
    }
    return files;
}

Result<void> forEach(const Files &files, const auto &work)
{
    for (const store::CertificateFile &file : files) {
        if (const auto done = work(file); !done)
            return done;
    }
    return {};
}

Result<void> note(Database &database, const Files &files)
{
    return EditSession::begin(database).and_then([&](EditSession &&session) {
        return forEach(files, [&](const auto &file) { return session.noteCertificateFile(file); })
            .and_then([&] { return session.commit(); });
    });
}

/// From here on the copies are what is used, and the files before are one too many.
Result<void> saveMoved(Database &database, const store::CertificateSettings &settings, const Files &before,
                       const Files &copies)
{
    return EditSession::begin(database).and_then([&](EditSession &&session) {
        return session.setCertificateSettings(settings)
            .and_then([&] {
                return forEach(copies, [&](const auto &file) { return session.forgetCertificateFile(file); });
            })
            .and_then([&] {
                return forEach(before, [&](const auto &file) { return session.noteCertificateFile(file); });
            })
            .and_then([&] { return session.commit(); });
    });
}

void removeFiles(Database &database, const Files &files)
{
    // The files are encrypted, and copies of what lies elsewhere: one that stays is found at the next start.
    for (const store::CertificateFile &file : files)
        std::ignore = certificatefiles::remove(database, file);
}

Result<void> copyFile(const store::CertificateFile &from, const store::CertificateFile &to)
{
    return contentOf(from.folder, from.thumbprint).and_then([&](const SecretBytes &content) {
        return certificatefiles::pathOf(to.folder, to.thumbprint).and_then([&](const QString &path) {
            return privatefile::write(path, content);
        });
    });
}

Result<void> moveFiles(Database &database, const store::CertificateSettings &settings, const Files &before)
{
    Files copies = before;
    for (store::CertificateFile &file : copies)
        file.folder = settings.folder;
    const auto copyAll = [&]() -> Result<void> {
        for (qsizetype i = 0; i < before.size(); ++i) {
            if (const auto copied = copyFile(before.at(i), copies.at(i)); !copied)
                return copied;
        }
        return {};
    };
    const auto noted = note(database, copies);
    if (!noted)
        return noted;
    return copyAll()
        .and_then([&] { return saveMoved(database, settings, before, copies); })
        .transform([&] { removeFiles(database, before); })
        .transform_error([&](const Error &error) {
            removeFiles(database, copies);
            return error;
        });
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
            return certificatefiles::tidy(database)
                .and_then([&] { return FolderLock::of(settings.folder, FolderLock::Kind::Shared); })
                .and_then([&](const FolderLock &) { return notesOf(database, thumbprints, before); })
                .and_then([&](const Files &files) { return moveFiles(database, settings, files); });
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
