#include "services/certificates/CertificateFiles.h"

#include "services/certificates/CertificatesText.h"
#include "services/security/PrivateFile.h"
#include "store/edit/CertificateEdits.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QThread>

#include <algorithm>
#include <chrono>
#include <tuple>

#include <sys/file.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace gatehouse::certificatefiles {

namespace {

using store::CertificateFile;

constexpr auto patience = 2s;
constexpr auto pause = 20ms;

QString digestOf(const SecretBytes &content)
{
    return QString::fromLatin1(QCryptographicHash::hash(viewOf(content), QCryptographicHash::Sha256).toHex());
}

Result<void> forget(Database &database, const CertificateFile &file)
{
    return editing(database,
                   [&](EditSession &session) { return edit::forgetCertificateFile(session, file); });
}

Result<void> checkIsFree(Database &database, const CertificateFile &file)
{
    const auto isSame = [&](const SigningCertificate &other) { return other.thumbprint == file.thumbprint; };
    const auto isBeingAdded = [&](const CertificateFile &other) {
        return other.thumbprint == file.thumbprint && other.databaseFile == file.databaseFile;
    };
    const auto certificates = store::loadCertificates(database);
    if (!certificates)
        return std::unexpected(certificates.error());
    const auto notes = store::loadCertificateFiles(database);
    if (!notes)
        return std::unexpected(notes.error());
    if (std::ranges::none_of(*certificates, isSame) && std::ranges::none_of(*notes, isBeingAdded))
        return {};
    return fail(Error::Kind::Conflict,
                CertificatesText::tr("The certificate %1 is there already, or being added by somebody else. "
                                     "Nothing was changed.")
                    .arg(file.thumbprint.left(16)));
}

/// Before the file is there: else nobody would know of it after a crash.
Result<void> note(Database &database, const CertificateFile &file)
{
    return editing(database, [&](EditSession &session) {
        return checkIsFree(database, file).and_then([&] { return edit::noteCertificateFile(session, file); });
    });
}

Result<bool> isUsed(Database &database, const CertificateFile &file)
{
    return store::loadCertificateSettings(database).and_then([&](const store::CertificateSettings &settings) {
        return store::loadCertificates(database).transform([&](const QList<SigningCertificate> &stored) {
            return privatefile::isSameFolder(settings.folder, file.folder) &&
                   std::ranges::any_of(stored, [&](const SigningCertificate &one) {
                       return one.storage == CertificateStorage::Local && one.thumbprint == file.thumbprint;
                   });
        });
    });
}

/// Whether no file is left.
Result<bool> removeIfOurs(const CertificateFile &file)
{
    return pathOf(file.folder, file.thumbprint).and_then([&](const QString &path) -> Result<bool> {
        privatefile::removeHalfWritten(path);
        const auto content = privatefile::read(path, privatefile::Readers::OwnerAlone);
        if (!content)
            return content.error().kind == Error::Kind::NotFound;
        if (digestOf(*content) != file.digest)
            return false;
        return privatefile::remove(path).transform([] { return true; });
    });
}

/// In a write transaction, so that the file does not come into use meanwhile.
Result<void> tidyOne(Database &database, const CertificateFile &file)
{
    return editing(database, [&](EditSession &session) {
        return isUsed(database, file).and_then([&](bool used) -> Result<void> {
            if (used)
                return {};
            return removeIfOurs(file).and_then(
                [&](bool) { return edit::forgetCertificateFile(session, file); });
        });
    });
}

bool isOwn(const Database &database, const CertificateFile &file)
{
    return !file.databaseFile.isEmpty() && file.databaseFile == database.place();
}

}

Result<QString> pathOf(const QString &folder, const QString &thumbprint)
{
    if (!isThumbprint(thumbprint) || !QDir::isAbsolutePath(folder)) {
        return fail(Error::Kind::Unreachable,
                    CertificatesText::tr("the database names a file for it that cannot be one."));
    }
    return QString(folder + u'/' + thumbprint + u".p12"_s);
}

Result<FolderLock> FolderLock::of(const QString &folder, Kind kind)
{
    FolderLock lock(folder);
    const int mode = (kind == Kind::Alone ? LOCK_EX : LOCK_SH) | LOCK_NB;
    const auto end = std::chrono::steady_clock::now() + (kind == Kind::Alone ? 0s : patience);
    while (lock.m_folder.isOpen()) {
        if (::flock(lock.m_folder.number(), mode) == 0)
            return lock;
        if (std::chrono::steady_clock::now() >= end)
            break;
        QThread::sleep(pause);
    }
    return fail(
        Error::Kind::Unreachable,
        CertificatesText::tr("The folder for certificates \"%1\" is out of reach, or another program works "
                             "in it. Try again.")
            .arg(folder));
}

CertificateFile noteOf(const Database &database, const QString &folder, const QString &thumbprint,
                       const SecretBytes &content)
{
    return {folder, thumbprint, digestOf(content), database.place()};
}

Result<CertificateFile> write(Database &database, const QString &folder, const QString &thumbprint,
                              const SecretBytes &content)
{
    const CertificateFile file = noteOf(database, folder, thumbprint, content);
    return pathOf(folder, thumbprint).and_then([&](const QString &path) {
        return note(database, file).and_then([&] {
            return privatefile::writeNew(path, content)
                .transform([&] { return file; })
                .transform_error([&](const Error &error) {
                    std::ignore = forget(database, file);
                    return error.kind == Error::Kind::Conflict ? isAnothers(path) : error;
                });
        });
    });
}

Result<std::optional<CertificateFile>> ownNote(Database &database, const QString &folder,
                                               const QString &thumbprint)
{
    return store::loadCertificateFiles(database).transform(
        [&](const QList<CertificateFile> &notes) -> std::optional<CertificateFile> {
            const auto found = std::ranges::find_if(notes, [&](const CertificateFile &one) {
                return one.thumbprint == thumbprint && isOwn(database, one) &&
                       privatefile::isSameFolder(one.folder, folder);
            });
            return found == notes.end() ? std::nullopt : std::optional(*found);
        });
}

Result<bool> remove(Database &database, const CertificateFile &file)
{
    return removeIfOurs(file).and_then(
        [&](bool isGone) { return forget(database, file).transform([&] { return isGone; }); });
}

QString textOfLeft(const QStringList &paths)
{
    if (paths.isEmpty())
        return {};
    return CertificatesText::tr(
               "What stays: \"%1\". Nothing proves that this database wrote it as it is: the "
               "database is a copy, was moved or is of an earlier version, or the file was changed. "
               "Remove it yourself once no other database needs it.")
        .arg(paths.join("\", \""_L1));
}

Error isAnothers(const QString &path)
{
    return {Error::Kind::Conflict,
            CertificatesText::tr(
                "There is a file \"%1\" already, of another database or an earlier time. It is not "
                "written over: choose another folder, or move it away if nothing needs it.")
                .arg(path)};
}

Result<void> tidy(Database &database)
{
    return store::loadCertificateFiles(database).transform([&](const QList<CertificateFile> &notes) {
        for (const CertificateFile &file : notes) {
            if (!isOwn(database, file) || !privatefile::checkFolder(file.folder) ||
                isUsed(database, file).value_or(true))
                continue;
            const auto lock = FolderLock::of(file.folder, FolderLock::Kind::Alone);
            // One that cannot be removed now is found the next time.
            if (lock)
                std::ignore = tidyOne(database, file);
        }
    });
}

}
