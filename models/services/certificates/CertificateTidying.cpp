#include "services/certificates/CertificateFiles.h"
#include "services/certificates/CertificateRemoval.h"
#include "services/certificates/CertificatesText.h"
#include "services/security/PrivateFile.h"

#include <QFile>

#include <tuple>

using namespace Qt::StringLiterals;

namespace gatehouse::certificatefiles {

namespace {

using store::CertificateFile;

/// Says of files that stay what does not agree; nothing of none.
QString textOfUnclear(const QStringList &paths)
{
    if (paths.isEmpty())
        return {};
    return CertificatesText::tr(
               "What stays: \"%1\". The database noted that file, and does not agree with itself about it: "
               "no certificate names it as it is, or one is damaged, or the folder for certificates is "
               "another. Put that right if a certificate needs the file; else remove it yourself.")
        .arg(paths.join("\", \""_L1));
}

/// One look at the notes. The key is asked for where something may have to go, and only then.
class Tidying
{
public:
    Tidying(Database &database, const Encryption &encryption, Inventory inventory)
        : m_database(database), m_encryption(encryption), m_inventory(std::move(inventory))
    {
    }

    void look(const CertificateFile &file)
    {
        const auto path = pathOf(file.folder, file.thumbprint);
        if (!path || !privatefile::checkFolder(file.folder))
            return;
        if (file.state == CertificateFile::State::Kept)
            lookAtKept(file, *path);
        else if (isOwn(file))
            removeProven(file, *path);
        else if (QFile::exists(*path))
            m_left << *path;
        else if (*m_prover)
            forgetMissing(file, *path);
    }

    QString text() const { return (textOfLeft(m_left) + u' ' + textOfUnclear(m_unclear)).trimmed(); }

private:
    void lookAtKept(const CertificateFile &file, const QString &path)
    {
        const bool isOthersClaim = file.proof.isEmpty() && file.claimed != m_database.place();
        if (isOthersClaim || m_inventory.names(file))
            return;
        if (QFile::exists(path))
            m_unclear << path;
        else
            forgetMissing(file, path);
    }

    bool isOwn(const CertificateFile &file)
    {
        if (!m_prover)
            m_prover = Prover::of(m_database, m_encryption);
        return *m_prover && (*m_prover)->isOwn(file);
    }

    void removeProven(const CertificateFile &file, const QString &path)
    {
        const auto lock = FolderLock::of(file.folder, FolderLock::Kind::Alone);
        // One that cannot be removed now is found the next time.
        const auto removed = lock.and_then([&](const FolderLock &) { return removeOwn(m_database, file); });
        if (removed && *removed == Removal::Changed)
            m_left << path;
        if (removed && *removed == Removal::Unclear && QFile::exists(path))
            m_unclear << path;
    }

    /// What somebody removed, as was said. Not while it is being written.
    void forgetMissing(const CertificateFile &file, const QString &path)
    {
        const auto lock = FolderLock::of(file.folder, FolderLock::Kind::Alone);
        if (lock && !QFile::exists(path))
            std::ignore = forget(m_database, file);
    }

    Database &m_database;
    const Encryption &m_encryption;
    Inventory m_inventory;
    std::optional<Result<Prover>> m_prover;
    QStringList m_left;
    QStringList m_unclear;
};

}

Result<QString> tidy(Database &database, const Encryption &encryption)
{
    return store::loadCertificateFiles(database).and_then(
        [&](const QList<CertificateFile> &notes) -> Result<QString> {
            if (notes.isEmpty())
                return QString();
            return Inventory::of(database).transform([&](const Inventory &inventory) {
                Tidying tidying(database, encryption, inventory);
                for (const CertificateFile &file : notes)
                    tidying.look(file);
                return tidying.text();
            });
        });
}

}
