#pragma once

#include "services/security/stores/KeyStore.h"
#include "store/records/SecurityStore.h"

/// Which spare keys of a database may be removed from the key store, and what becomes of them.
namespace gatehouse::sparekeys {

/// Says with the database's key what is true of other keys, in the file of the database: neither who writes
/// into a database without its key, nor another file with a copy of it, can say so.
class Prover
{
public:
    Prover(const EncryptionKeyBytes &key, const Database &database, QString databaseId);

    const QString &keyId() const { return m_key.id; }
    /// That the prover's key came to the database in this file.
    QByteArray origin() const;
    store::SpareKey proven(store::SpareKey spare) const;
    bool isProven(const store::SpareKey &spare) const;

private:
    EncryptionKeyBytes m_key;
    QString m_file;
    QString m_databaseId;
};

/// The spare keys once `next` has replaced the key of `before`.
QList<store::SpareKey> afterReplacement(const store::EncryptionRecord &before, const Prover &present,
                                        const Prover &next, const EncryptionKeyBytes &nextKey);

/// Brings the key store in order, and gives the spare keys that are left then. The error says why the
/// database's own key cannot be used: then nothing is done.
Result<QList<store::SpareKey>> tidied(Database &database, KeyStore &store,
                                      const store::EncryptionRecord &record);

/// For people: it comes from the database, where anything can stand.
QString shownId(const QString &id);

}
