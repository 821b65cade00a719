#pragma once

#include "services/security/Encryption.h"
#include "store/edit/EditSession.h"
#include "store/records/SecurityStore.h"

namespace gatehouse::certificatefiles {

/// Says with the database's key what is true of the files that this database, in this place, wrote: neither
/// who writes into a database without its key, nor another file with a copy of it, can say so.
class Prover
{
public:
    Prover(const EncryptionKeyBytes &key, const Database &database, QString databaseId);
    /// With the key of the database as it is now.
    static Result<Prover> of(Database &database, const Encryption &encryption);

    store::CertificateFile proven(store::CertificateFile file, store::CertificateFile::State state) const;
    bool isProven(const store::CertificateFile &file) const;
    /// The same where nobody else can have said it. Never on a server: one that was restored from a backup
    /// cannot be told from the original there.
    bool isOwn(const store::CertificateFile &file) const { return m_isFile && isProven(file); }

private:
    EncryptionKeyBytes m_key;
    QString m_databaseId;
    QString m_place;
    bool m_isFile;
};

/// Once `next` has replaced the key of `present`: what that has proven is proven by the other.
Result<void> proveAnew(EditSession &session, const Prover &present, const Prover &next);

}
