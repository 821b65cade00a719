#pragma once

#include "domain/SigningCertificate.h"
#include "secrets/SecretBytes.h"
#include "store/Descriptor.h"
#include "store/records/SecurityStore.h"

#include <optional>

/// The files of local storage. Several databases may keep theirs in one folder, and a copy of a database
/// names the files of the original. So a note in the database, made before a file is written and kept as long
/// as it lives, says which file of a database wrote which content. What no note proves to be ours is neither
/// written over nor removed. The note also tells after a crash which file is one too many, because a file and
/// its row share no transaction.
namespace gatehouse::certificatefiles {

/// Where local storage keeps a certificate. The file's passphrase protects it; that others cannot read it
/// comes on top. Refused when the thumbprint is none: what a database says is never a path.
Result<QString> pathOf(const QString &folder, const QString &thumbprint);

/// Held while files are written or removed, so that nobody tidies up meanwhile, in no program.
class FolderLock
{
public:
    enum class Kind { Shared, Alone };
    /// Waits a moment for a program that tidies up; alone without waiting.
    static Result<FolderLock> of(const QString &folder, Kind kind);

private:
    explicit FolderLock(const QString &folder) : m_folder(folder, O_RDONLY | O_DIRECTORY) {}
    Descriptor m_folder;
};

/// A note of that file with that content, for EditSession.
store::CertificateFile noteOf(const Database &database, const QString &folder, const QString &thumbprint,
                              const SecretBytes &content);

/// The note that proves the file to be this database's own; nothing where there is none.
Result<std::optional<store::CertificateFile>> ownNote(Database &database, const QString &folder,
                                                      const QString &thumbprint);

/// Writes the file of a certificate that has no row yet, and notes it before. A Conflict where there is one
/// already.
Result<store::CertificateFile> write(Database &database, const QString &folder, const QString &thumbprint,
                                     const SecretBytes &content);
/// A file that is noted as our own, and then its note. Gives whether no file is left: one that holds
/// something else than was noted stays.
Result<bool> remove(Database &database, const store::CertificateFile &file);
/// Says of files that stay why they do; nothing of none.
QString textOfLeft(const QStringList &paths);
/// The file is another's, and is not written over.
Error isAnothers(const QString &path);

/// Removes what a crash left: files that are noted by this database file, that hold to the byte what was
/// noted, and that no certificate uses. What is not certain stays.
Result<void> tidy(Database &database);

}
