#pragma once

#include "services/security/stores/KeyStore.h"
#include "store/records/SecurityStore.h"

namespace gatehouse {

/// The database's key, read from the key store that the settings name, and checked.
struct OpenedKey
{
    EncryptionSettings settings;
    std::unique_ptr<KeyStore> store;
    store::EncryptionRecord record;
    EncryptionKeyBytes key;

    static Result<OpenedKey> of(Database &database, const AppSettings &settings);
};

/// Refuses any key but the one that the database was encrypted with.
Result<void> checkKey(const EncryptionKeyBytes &key, const store::EncryptionRecord &record);
Result<EncryptionKeyBytes> checkedKey(KeyStore &store, const store::EncryptionRecord &record);

/// Writes the key and reads it back: what is encrypted with a key that was not kept is lost.
Result<void> writeChecked(KeyStore &store, const EncryptionKeyBytes &key, KeyEntry entry = KeyEntry::InUse);

}
