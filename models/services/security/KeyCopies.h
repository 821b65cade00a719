#pragma once

#include "services/security/AppSettings.h"
#include "services/security/SecretCipher.h"
#include "store/edit/EditSession.h"
#include "store/records/SecurityStore.h"

/// The places of keys that a move of the key storage leads to and away from. The database notes them, with a
/// proof by its key, before a key comes there or goes: so where a move was cut off, the next look at the
/// encryption knows it, and takes the key away wherever the settings do not lead.
namespace gatehouse::keycopies {

bool isSamePlace(const EncryptionSettings &one, const EncryptionSettings &other);

EncryptionSettings placeOf(const store::KeyCopy &copy);

/// Of a key in the place that `place` leads to.
store::KeyCopy noteOf(const AppSettings &settings, const EncryptionSettings &place, const QString &keyId,
                      store::KeyCopy::State state);
/// Others are about the places of other settings, or of other machines.
bool isOurs(const store::KeyCopy &copy, const AppSettings &settings);
/// Says with the database's key that it was moved: neither who writes into a database without its key, nor
/// another file with a copy of it, can say so.
store::KeyCopy proven(store::KeyCopy copy, const EncryptionKeyBytes &key, const Database &database,
                      const QString &databaseId);
bool isProven(const store::KeyCopy &copy, const EncryptionKeyBytes &key, const Database &database,
              const QString &databaseId);
/// `added` takes the place of what is noted of the same.
QList<store::KeyCopy> merged(QList<store::KeyCopy> noted, const QList<store::KeyCopy> &added);

/// Once `next` has replaced the key of `before`: what that has proven is proven by the other, the rest is
/// forgotten.
Result<void> proveAnew(EditSession &session, const store::EncryptionRecord &before,
                       const EncryptionKeyBytes &present, const EncryptionKeyBytes &next);

/// Removes the keys of these settings that are noted, or among `more`, from where the settings do not lead.
Result<void> finish(Database &database, const AppSettings &settings, const QList<store::KeyCopy> &more = {});
/// finish() where something is left to do, unless the key storage is being changed in this program.
void finishIfCutOff(Database &database, const AppSettings &settings, const store::EncryptionRecord &record);

/// Which of them stay; empty when there are none.
QString notice(const store::EncryptionRecord &record, const AppSettings &settings);

/// What the audit trail says of the settings.
audit::Record recordOf(const EncryptionSettings &settings, const QString &keyId);

}
