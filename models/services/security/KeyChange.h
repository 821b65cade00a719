#pragma once

#include "services/security/KeyStore.h"
#include "store/SecurityStore.h"

#include <mutex>

/// A change of the database's key touches two places that share no transaction. A note in the database tells,
/// after a crash between any two steps, which key the key store holds too many.
namespace gatehouse::keychange {

/// Held while a change is under way in this program.
std::unique_lock<std::mutex> alone();

/// Notes the change before the new key gets into the key store.
Result<store::KeyChange> begin(Database &database, const QString &before, const QString &after);

/// Removes from the key store which of the two keys is certain not to be the database's, and the note. Does
/// nothing where there is no note, or where it is of another file that this one is a copy of.
Result<void> finish(Database &database, KeyStore &store);

/// finish(), unless a change is under way in this program.
void finishIfCutOff(Database &database, KeyStore &store, const store::EncryptionRecord &record);

}
