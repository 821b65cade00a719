#include "services/certificates/CertificateRemoval.h"

#include "services/certificates/CertificateFiles.h"
#include "services/security/PrivateFile.h"
#include "store/edit/CertificateEdits.h"

#include <QCryptographicHash>

#include <algorithm>

namespace gatehouse::certificatefiles {

namespace {

using store::CertificateFile;

/// Whether no file is left.
Result<bool> removeIfAsNoted(const CertificateFile &file)
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

/// Whether the same lies where the settings lead.
bool liesElsewhere(const CertificateFile &file, const QString &folder)
{
    if (privatefile::isSameFolder(folder, file.folder))
        return false;
    const auto content = pathOf(folder, file.thumbprint).and_then([](const QString &path) {
        return privatefile::read(path, privatefile::Readers::Anyone);
    });
    return content && digestOf(*content) == file.digest;
}

}

QString digestOf(const SecretBytes &content)
{
    return QString::fromLatin1(QCryptographicHash::hash(viewOf(content), QCryptographicHash::Sha256).toHex());
}

Result<void> forget(Database &database, const CertificateFile &file)
{
    return editing(database,
                   [&](EditSession &session) { return edit::forgetCertificateFile(session, file); });
}

Result<Inventory> Inventory::of(Database &database)
{
    return store::loadCertificateSettings(database).and_then([&](const store::CertificateSettings &settings) {
        return store::loadCertificates(database).transform(
            [&](const QList<SigningCertificate> &certificates) { return Inventory{settings, certificates}; });
    });
}

bool Inventory::names(const CertificateFile &file) const
{
    return privatefile::isSameFolder(settings.folder, file.folder) &&
           std::ranges::any_of(certificates, [&](const SigningCertificate &one) {
               return one.damagedColumn.isEmpty() && one.storage == CertificateStorage::Local &&
                      one.thumbprint == file.thumbprint;
           });
}

bool Inventory::agreesThatItGoes(const CertificateFile &file) const
{
    return std::ranges::all_of(certificates, [&](const SigningCertificate &one) {
        if (!one.damagedColumn.isEmpty())
            return false;
        return one.thumbprint != file.thumbprint ||
               (one.storage == CertificateStorage::Local && liesElsewhere(file, settings.folder));
    });
}

Result<Removal> removeOwn(Database &database, const CertificateFile &file)
{
    return editing(database, [&](EditSession &session) {
        return Inventory::of(database).and_then([&](const Inventory &inventory) -> Result<Removal> {
            if (!inventory.agreesThatItGoes(file))
                return Removal::Unclear;
            return removeIfAsNoted(file).and_then([&](bool isGone) -> Result<Removal> {
                if (!isGone)
                    return Removal::Changed;
                return edit::forgetCertificateFile(session, file).transform([] { return Removal::Gone; });
            });
        });
    });
}

}
