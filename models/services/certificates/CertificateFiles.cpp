#include "services/certificates/CertificateFiles.h"

#include "services/certificates/CertificateRemoval.h"
#include "services/certificates/CertificatesText.h"
#include "services/security/PrivateFile.h"
#include "store/edit/CertificateEdits.h"

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

Result<void> checkIsFree(Database &database, const Prover &prover, const CertificateFile &file)
{
    const auto isSame = [&](const SigningCertificate &other) { return other.thumbprint == file.thumbprint; };
    const auto isBeingAdded = [&](const CertificateFile &other) {
        return other.thumbprint == file.thumbprint && prover.isProven(other);
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
Result<void> note(Database &database, const Prover &prover, const CertificateFile &file)
{
    return editing(database, [&](EditSession &session) {
        return checkIsFree(database, prover, file).and_then([&] {
            return edit::noteCertificateFile(session, file);
        });
    });
}

bool isAt(const CertificateFile &file, const QString &folder, const QString &thumbprint)
{
    return file.thumbprint == thumbprint && privatefile::isSameFolder(file.folder, folder);
}

}

Result<QString> pathOf(const QString &folder, const QString &thumbprint)
{
    if (!isThumbprint(thumbprint) || !QDir::isAbsolutePath(folder) || folder.contains(QChar::Null)) {
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

CertificateFile noteOf(const Prover &prover, const QString &folder, const QString &thumbprint,
                       const SecretBytes &content)
{
    return prover.proven({folder, thumbprint, digestOf(content)}, CertificateFile::State::New);
}

Result<CertificateFile> write(Database &database, const Prover &prover, const QString &folder,
                              const QString &thumbprint, const SecretBytes &content)
{
    const CertificateFile file = noteOf(prover, folder, thumbprint, content);
    return pathOf(folder, thumbprint).and_then([&](const QString &path) -> Result<CertificateFile> {
        // An older note of it, if there is one, stays then.
        if (QFile::exists(path))
            return std::unexpected(isAnothers(path));
        return note(database, prover, file).and_then([&] {
            return privatefile::writeNew(path, content)
                .transform([&] { return file; })
                .transform_error([&](const Error &error) {
                    std::ignore = forget(database, file);
                    return error.kind == Error::Kind::Conflict ? isAnothers(path) : error;
                });
        });
    });
}

void discard(Database &database, const CertificateFile &file)
{
    // Where that cannot be told now, the note stays for the next time.
    std::ignore = removeOwn(database, file);
}

Result<void> keep(EditSession &session, const Prover &prover, const QString &folder,
                  const QStringList &thumbprints)
{
    const auto notes = session.step(store::loadCertificateFiles(session.database()));
    if (!notes)
        return std::unexpected(notes.error());
    for (const CertificateFile &file : *notes) {
        if (!thumbprints.contains(file.thumbprint) || !prover.isProven(file) ||
            !privatefile::isSameFolder(file.folder, folder))
            continue;
        const CertificateFile kept = prover.proven(file, CertificateFile::State::Kept);
        if (const auto noted = edit::noteCertificateFile(session, kept); !noted)
            return noted;
    }
    return {};
}

Result<void> giveUp(EditSession &session, const std::optional<Prover> &prover, const QString &folder,
                    const QString &thumbprint)
{
    const auto notes = session.step(store::loadCertificateFiles(session.database()));
    if (!notes)
        return std::unexpected(notes.error());
    for (const CertificateFile &file : *notes) {
        if (!isAt(file, folder, thumbprint))
            continue;
        const bool isOwn = prover && prover->isOwn(file);
        const auto done =
            isOwn ? edit::noteCertificateFile(session, prover->proven(file, CertificateFile::State::Obsolete))
                  : edit::forgetCertificateFile(session, file);
        if (!done)
            return done;
    }
    return {};
}

bool removeGivenUp(Database &database, const std::optional<Prover> &prover, const QString &folder,
                   const QString &thumbprint)
{
    const auto isGivenUp = [&](const CertificateFile &file) {
        return isAt(file, folder, thumbprint) && file.state == CertificateFile::State::Obsolete && prover &&
               prover->isOwn(file);
    };
    const auto notes = store::loadCertificateFiles(database).value_or(QList<CertificateFile>());
    if (const auto file = std::ranges::find_if(notes, isGivenUp); file != notes.end()) {
        // It is said now, and nothing will make it ours again.
        if (removeOwn(database, *file).value_or(Removal::Unclear) == Removal::Changed)
            std::ignore = forget(database, *file);
    }
    const auto path = pathOf(folder, thumbprint);
    return !path || !QFile::exists(*path);
}

QString textOfLeft(const QStringList &paths)
{
    if (paths.isEmpty())
        return {};
    return CertificatesText::
        tr("What stays: \"%1\". Nothing proves that this database wrote it as it is: the "
           "database is a copy, was moved, is on a server or was made by an earlier version, its encryption "
           "key is out of reach, or the file was changed. Remove it yourself once no other database "
           "needs it.")
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

}
