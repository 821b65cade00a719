#pragma once

#include "services/security/AppSettings.h"
#include "services/security/SecretCipher.h"

#include <memory>

namespace gatehouse {

/// Under which name a key store has a key. What is there as New was never the key of a database, or has not
/// been for a moment.
enum class KeyEntry { InUse, New };

/// Keeps encryption keys outside the database. May wait for a person or a service: never on the GUI thread.
class KeyStore
{
public:
    virtual ~KeyStore() = default;
    /// For people: the folder, or "the desktop's keyring".
    virtual QString place() const = 0;
    /// NotFound when there is no such key; Unreachable when the store is locked, missing, damaged or readable
    /// by others.
    virtual Result<EncryptionKeyBytes> read(const QString &id, KeyEntry entry = KeyEntry::InUse) = 0;
    /// Never overwrites another key.
    virtual Result<void> write(const EncryptionKeyBytes &key, KeyEntry entry = KeyEntry::InUse) = 0;
    virtual Result<void> remove(const QString &id, KeyEntry entry = KeyEntry::InUse) = 0;
    /// Removes what a write of this key left that was cut off, unless somebody writes it now.
    virtual void removeHalfWritten(const QString &id) { Q_UNUSED(id) }
};

std::unique_ptr<KeyStore> keyStore(const EncryptionSettings &settings);

}
