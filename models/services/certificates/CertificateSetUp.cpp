#include "services/certificates/CertificateFiles.h"
#include "services/certificates/Certificates.h"
#include "services/certificates/CertificatesText.h"
#include "services/security/PrivateFile.h"
#include "store/edit/CertificateEdits.h"
#include "store/edit/SettingEdits.h"

#include <QDir>

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
using certificatefiles::Prover;
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
Result<std::optional<store::CertificateFile>> copyOf(const Prover &prover, const QString &thumbprint,
                                                     const QString &from, const QString &to)
{
    const auto content = contentOf(from, thumbprint);
    if (!content)
        return std::unexpected(content.error());
    const auto there = contentOf(to, thumbprint);
    if (!there && there.error().kind == Error::Kind::NotFound)
        return certificatefiles::noteOf(prover, to, thumbprint, *content);
    if (!there)
        return std::unexpected(there.error());
    if (*there == *content)
        return std::nullopt;
    return certificatefiles::pathOf(to, thumbprint).and_then([](const QString &path) {
        return Result<std::optional<store::CertificateFile>>(
            std::unexpected(certificatefiles::isAnothers(path)));
    });
}

Result<Files> copiesOf(const Prover &prover, const QStringList &thumbprints, const QString &from,
                       const QString &to)
{
    Files files;
    for (const QString &thumbprint : thumbprints) {
        const auto copy = copyOf(prover, thumbprint, from, to);
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

Files without(const Files &some, Files all)
{
    all.removeIf([&](const store::CertificateFile &one) { return some.contains(one); });
    return all;
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
                certificatefiles::discard(database, copy);
            forget(database, without(made, copies));
            return error;
        });
}

/// The certificates' files are those in the new folder from then on.
Result<void> turnTo(EditSession &session, const store::CertificateSettings &settings, const Prover &prover,
                    const QStringList &thumbprints, const QString &before)
{
    return edit::setCertificateSettings(session, settings)
        .and_then([&] { return certificatefiles::keep(session, prover, settings.folder, thumbprints); })
        .and_then([&]() -> Result<void> {
            for (const QString &thumbprint : thumbprints) {
                const auto givenUp = certificatefiles::giveUp(session, prover, before, thumbprint);
                if (!givenUp)
                    return givenUp;
            }
            return {};
        });
}

/// Those that were left behind: what is not proven to be this database's own may be another's.
QStringList removeFrom(Database &database, const Prover &prover, const QString &folder,
                       const QStringList &thumbprints)
{
    QStringList left;
    for (const QString &thumbprint : thumbprints) {
        if (!certificatefiles::removeGivenUp(database, prover, folder, thumbprint))
            left << certificatefiles::pathOf(folder, thumbprint).value_or(thumbprint);
    }
    return left;
}

/// Gives which files stay where they were.
Result<QStringList> moveFiles(Database &database, const Prover &prover,
                              const store::CertificateSettings &settings, const QStringList &thumbprints,
                              const QString &before)
{
    const auto copies = copiesOf(prover, thumbprints, before, settings.folder);
    if (!copies)
        return std::unexpected(copies.error());
    const auto turn = [&](EditSession &session) {
        return turnTo(session, settings, prover, thumbprints, before);
    };
    return makeCopies(database, before, *copies)
        .and_then([&] {
            return editing(database, turn).transform_error([&](const Error &error) {
                for (const store::CertificateFile &copy : *copies)
                    certificatefiles::discard(database, copy);
                return error;
            });
        })
        .transform([&] { return removeFrom(database, prover, before, thumbprints); });
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

Result<Notice> moveAlong(Database &database, const Encryption &encryption,
                         const store::CertificateSettings &settings, const QStringList &thumbprints,
                         const QString &before)
{
    const auto tidied = certificatefiles::tidy(database, encryption);
    if (!tidied)
        return std::unexpected(tidied.error());
    return FolderLock::of(settings.folder, FolderLock::Kind::Shared).and_then([&](const FolderLock &) {
        return Prover::of(database, encryption)
            .and_then([&](const Prover &prover) {
                return moveFiles(database, prover, settings, thumbprints, before);
            })
            .transform([](const QStringList &left) { return certificatefiles::textOfLeft(left); });
    });
}

/// The certificates that are there move along to another folder.
Result<Notice> setLocal(Database &database, const Encryption &encryption,
                        const store::CertificateSettings &settings, const QString &before)
{
    return checkIsAbsolute(settings.folder)
        .and_then([&] { return privatefile::makeFolder(settings.folder); })
        .and_then([&] { return localThumbprints(database); })
        .and_then([&](const QStringList &thumbprints) -> Result<Notice> {
            if (thumbprints.isEmpty() || privatefile::isSameFolder(before, settings.folder))
                return saveSettings(database, settings).transform([] { return Notice(); });
            return moveAlong(database, encryption, settings, thumbprints, before);
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
                return setLocal(database, encryption, settings, stored.folder);
            // The folder stays: certificates that lie there are still found.
            settings.folder = stored.folder;
            return saveSettings(database, settings).transform([] { return Notice(); });
        });
}

}
