#pragma once

#include "domain/SigningCertificate.h"
#include "secrets/SecretBytes.h"
#include "services/security/CertificateProver.h"
#include "store/Descriptor.h"

#include <optional>

/// The files of local storage. Several databases may keep theirs in one folder, and a copy of a database
/// names the files of the original. So a note in the database, made before a file is written and kept as long
/// as it lives, says which content this database wrote, and what is to become of it: with a proof by the
/// encryption key, since who writes into a database can name any file there. Nothing is removed but what such
/// a note gives up, and that only while all that the database says of certificates agrees with it. The note
/// also tells after a crash which file is one too many, because a file and its row share no transaction.
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

/// A note that a file with that content is being written, for EditSession.
store::CertificateFile noteOf(const Prover &prover, const QString &folder, const QString &thumbprint,
                              const SecretBytes &content);

/// Writes the file of a certificate that has no row yet, and notes it before. A Conflict where there is one
/// already.
Result<store::CertificateFile> write(Database &database, const Prover &prover, const QString &folder,
                                     const QString &thumbprint, const SecretBytes &content);
/// One that was just written and came to no use goes again, unless the database says that it did.
void discard(Database &database, const store::CertificateFile &file);

/// With the row of the certificate, or the setting, that makes the database's own files in the folder its
/// own for good.
Result<void> keep(EditSession &session, const Prover &prover, const QString &folder,
                  const QStringList &thumbprints);
/// With the change after which no certificate names its file there. What is not proven, or cannot be without
/// a key, is only forgotten.
Result<void> giveUp(EditSession &session, const std::optional<Prover> &prover, const QString &folder,
                    const QString &thumbprint);
/// Whether no such file is left, once it was given up.
bool removeGivenUp(Database &database, const std::optional<Prover> &prover, const QString &folder,
                   const QString &thumbprint);

/// Says of files that stay why they do; nothing of none.
QString textOfLeft(const QStringList &paths);
/// The file is another's, and is not written over.
Error isAnothers(const QString &path);

/// Removes what a crash left: files that a proven note gives up and that hold to the byte what was noted.
/// Gives what has to be said of files that are not certain to be one too many, and stay.
Result<QString> tidy(Database &database, const Encryption &encryption);

}
