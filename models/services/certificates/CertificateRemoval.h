#pragma once

#include "domain/SigningCertificate.h"
#include "secrets/SecretBytes.h"
#include "store/records/SecurityStore.h"

/// Whether a file that a note gives up may go, and its removal.
namespace gatehouse::certificatefiles {

QString digestOf(const SecretBytes &content);

/// The note, not the file.
Result<void> forget(Database &database, const store::CertificateFile &file);

/// What the database says of its certificates now.
struct Inventory
{
    store::CertificateSettings settings;
    QList<SigningCertificate> certificates;

    static Result<Inventory> of(Database &database);

    bool names(const store::CertificateFile &file) const;
    /// A row that does not say what it did may be that of the file. One whose file moved needs it until the
    /// same lies where the row leads.
    bool agreesThatItGoes(const store::CertificateFile &file) const;
};

enum class Removal {
    Gone,
    Changed, ///< the file holds something else than was noted
    Unclear, ///< the database does not agree with itself about it
};

/// Of one that is known to be this database's own. In a write transaction, so that it does not come into use
/// meanwhile.
Result<Removal> removeOwn(Database &database, const store::CertificateFile &file);

}
