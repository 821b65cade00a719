#pragma once

#include "domain/SigningCertificate.h"
#include "services/security/SecretBytes.h"
#include "store/SecurityStore.h"

#include <utility>

/// The files of local storage. A file and its row share no transaction: a note in the database, made before a
/// file is written and with the row that is removed, tells after a crash which file is one too many.
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

    FolderLock(FolderLock &&other) noexcept : m_folder(std::exchange(other.m_folder, -1)) {}
    FolderLock &operator=(FolderLock &&) = delete;
    ~FolderLock();

private:
    explicit FolderLock(int folder) : m_folder(folder) {}
    int m_folder;
};

/// A note of that file with that content, for EditSession.
store::CertificateFile noteOf(const Database &database, const QString &folder, const QString &thumbprint,
                              const SecretBytes &content);

/// Writes the file of a certificate that has no row yet, and notes it before.
Result<store::CertificateFile> write(Database &database, const QString &folder, const QString &thumbprint,
                                     const SecretBytes &content);
/// A file that is noted, and then its note.
Result<void> remove(Database &database, const store::CertificateFile &file);

/// Removes what a crash left: files that are noted by this database file, that hold to the byte what was
/// noted, and that no certificate uses. What is not certain stays.
Result<void> tidy(Database &database);

}
