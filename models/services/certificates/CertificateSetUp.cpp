#include "services/certificates/CertificateFiles.h"
#include "services/certificates/Certificates.h"
#include "services/certificates/CertificatesText.h"
#include "services/security/PrivateFile.h"
#include "store/edit/CertificateEdits.h"
#include "store/edit/SettingEdits.h"

#include <QDir>
#include <QFile>

#include <tuple>

namespace gatehouse::certificates {

namespace {

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
    return editing(database,
                   [&](EditSession &session) { return edit::setCertificateSettings(session, settings); });
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

/// A note of the copy that is to be made; nothing where the same stands there already, for whomever. Refused
/// where something else does.
Result<std::optional<store::CertificateFile>> copyOf(const Database &database, const QString &thumbprint,
                                                     const QString &from, const QString &to)
{
    const auto content = contentOf(from, thumbprint);
    if (!content)
        return std::unexpected(content.error());
    const auto there = contentOf(to, thumbprint);
    if (!there && there.error().kind == Error::Kind::NotFound)
        return certificatefiles::noteOf(database, to, thumbprint, *content);
    if (!there)
        return std::unexpected(there.error());
    if (*there == *content)
        return std::nullopt;
    return certificatefiles::pathOf(to, thumbprint).and_then([](const QString &path) {
        return Result<std::optional<store::CertificateFile>>(
            std::unexpected(certificatefiles::isAnothers(path)));
    });
}

Result<Files> copiesOf(const Database &database, const QStringList &thumbprints, const QString &from,
                       const QString &to)
{
    Files files;
    for (const QString &thumbprint : thumbprints) {
        const auto copy = copyOf(database, thumbprint, from, to);
        if (!copy)
            return std::unexpected(copy.error());
        if (*copy)
            files << **copy;
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
    return editing(database, [&](EditSession &session) {
        return forEach(files, [&](const auto &file) { return edit::noteCertificateFile(session, file); });
    });
}

void forget(Database &database, const Files &files)
{
    std::ignore = editing(database, [&](EditSession &session) {
        return forEach(files, [&](const auto &file) { return edit::forgetCertificateFile(session, file); });
    });
}

/// Those that were left behind: what nobody has noted as this database's own may be another's.
QStringList removeFrom(Database &database, const QString &folder, const QStringList &thumbprints)
{
    QStringList left;
    for (const QString &thumbprint : thumbprints) {
        const auto file = certificatefiles::ownNote(database, folder, thumbprint);
        // The file is encrypted, and a copy lies elsewhere: one that cannot go now is found at the next
        // start.
        const bool isSaid = file && (!*file || !certificatefiles::remove(database, **file).value_or(true));
        const auto path = certificatefiles::pathOf(folder, thumbprint);
        if (isSaid && path && QFile::exists(*path))
            left << *path;
    }
    return left;
}

Result<void> copyFile(const QString &from, const store::CertificateFile &to)
{
    return contentOf(from, to.thumbprint).and_then([&](const SecretBytes &content) {
        return certificatefiles::pathOf(to.folder, to.thumbprint).and_then([&](const QString &path) {
            return privatefile::writeNew(path, content);
        });
    });
}

/// All or none of them.
Result<void> makeCopies(Database &database, const QString &from, const Files &copies)
{
    Files made;
    return note(database, copies)
        .and_then([&] {
            return forEach(copies, [&](const auto &copy) {
                return copyFile(from, copy).transform([&] { made << copy; });
            });
        })
        .transform_error([&](const Error &error) {
            for (const store::CertificateFile &copy : std::as_const(made))
                std::ignore = certificatefiles::remove(database, copy);
            forget(database, copies);
            return error;
        });
}

/// Gives which files stay where they were.
Result<QStringList> moveFiles(Database &database, const store::CertificateSettings &settings,
                              const QStringList &thumbprints, const QString &before)
{
    const auto copies = copiesOf(database, thumbprints, before, settings.folder);
    if (!copies)
        return std::unexpected(copies.error());
    return makeCopies(database, before, *copies)
        .and_then([&] {
            return saveSettings(database, settings).transform_error([&](const Error &error) {
                for (const store::CertificateFile &copy : *copies)
                    std::ignore = certificatefiles::remove(database, copy);
                return error;
            });
        })
        .transform([&] { return removeFrom(database, before, thumbprints); });
}

Result<void> checkIsAbsolute(const QString &folder)
{
    if (QDir::isAbsolutePath(folder))
        return {};
    return fail(
        Error::Kind::Rule,
        CertificatesText::tr("\"%1\" is no absolute path. Give the folder for certificates from / on.")
            .arg(folder));
}

/// The certificates that are there move along to another folder.
Result<Notice> setLocal(Database &database, const store::CertificateSettings &settings, const QString &before)
{
    return checkIsAbsolute(settings.folder)
        .and_then([&] { return privatefile::makeFolder(settings.folder); })
        .and_then([&] { return localThumbprints(database); })
        .and_then([&](const QStringList &thumbprints) -> Result<Notice> {
            if (thumbprints.isEmpty() || privatefile::isSameFolder(before, settings.folder))
                return saveSettings(database, settings).transform([] { return Notice(); });
            return certificatefiles::tidy(database)
                .and_then([&] { return FolderLock::of(settings.folder, FolderLock::Kind::Shared); })
                .and_then(
                    [&](const FolderLock &) { return moveFiles(database, settings, thumbprints, before); })
                .transform([](const QStringList &left) { return certificatefiles::textOfLeft(left); });
        });
}

}

Result<Notice> setUp(Database &database, const Encryption &encryption, CertificateStorage storage,
                     const QString &folder)
{
    return store::loadCertificateSettings(database).and_then([&](store::CertificateSettings settings) {
        settings.storage = storage;
        settings.folder = folder;
        return setUp(database, encryption, settings);
    });
}

Result<Notice> setUp(Database &database, const Encryption &encryption, store::CertificateSettings settings)
{
    if (settings.storage == CertificateStorage::None) {
        return fail(Error::Kind::Rule,
                    CertificatesText::tr("Certificates have to be kept somewhere. Choose local or "
                                         "database storage."));
    }
    return ensureEncryption(database, encryption)
        .and_then([&] { return store::loadCertificateSettings(database); })
        .and_then([&](const store::CertificateSettings &stored) {
            if (settings.storage == CertificateStorage::Local)
                return setLocal(database, settings, stored.folder);
            // The folder stays: certificates that lie there are still found.
            settings.folder = stored.folder;
            return saveSettings(database, settings).transform([] { return Notice(); });
        });
}

}
