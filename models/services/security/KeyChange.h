#pragma once

#include "services/security/stores/KeyStore.h"
#include "store/records/SecurityStore.h"

#include <mutex>

namespace gatehouse {
class EditSession;
}

/// A change of the database's key touches two places that share no transaction. What the database says of its
/// spare keys tells, after a crash between any two steps, what to do in the key store. It says so to whoever
/// can write the database, too, so nothing is removed but by a proof that was made with the database's own
/// key, in the file that it stands in: see SECURITY.md.
namespace gatehouse::keychange {

/// Held while a change is under way in this program.
std::unique_lock<std::mutex> alone();
/// The same, or no lock where one is.
std::unique_lock<std::mutex> aloneUnlessBusy();

/// What the database keeps of a key that comes to it.
store::EncryptionKey recordOf(const EncryptionKeyBytes &key, const Database &database,
                              const QString &databaseId);

/// Notes the new key before it gets into the key store, as KeyEntry::New. `present` is null for the first.
Result<void> begin(Database &database, const EncryptionKeyBytes *present, const EncryptionKeyBytes &next);

/// In the transaction that gives the database its new key, before it does: that is refused where somebody
/// else changed the key since begin(), or put the key store in order.
Result<void> checkNothingChanged(Database &database, const EncryptionKeyBytes *present,
                                 const EncryptionKeyBytes &next);
/// In the same transaction, last. The key that is replaced becomes a spare one, and the spare one obsolete.
Result<void> take(EditSession &session, const Database &database, const store::EncryptionRecord &before,
                  const EncryptionKeyBytes *present, const EncryptionKeyBytes &next);

/// Brings the key store in order: takes in the key that the database has, and removes what is certain to be
/// its own and of no use.
Result<void> finish(Database &database, KeyStore &store);
/// finish() where something is left to do, unless a change is under way in this program.
void finishIfCutOff(Database &database, KeyStore &store, const store::EncryptionRecord &record);

/// Which keys stay although the database names them as its own; empty when there are none.
QString notice(const store::EncryptionRecord &record, const QString &place);

}
