#include "services/security/Encryption.h"

#include "services/security/KeyChange.h"
#include "services/security/OpenedKey.h"
#include "services/security/PrivateFile.h"

#include <tuple>

namespace gatehouse {

namespace {

bool isSamePlace(const EncryptionSettings &one, const EncryptionSettings &other)
{
    const bool isLocal = one.mode == EncryptionSettings::Mode::LocalSystem;
    return one.mode == other.mode && one.keyName == other.keyName &&
           (!isLocal || privatefile::isSameFolder(one.folder, other.folder));
}

/// The key is in the new place when it returns, whether it was there before or not.
Result<EncryptionKeyBytes> takeAlong(const store::EncryptionRecord &record, KeyStore &from, KeyStore &to)
{
    return checkedKey(to, record).or_else([&](const Error &) {
        return checkedKey(from, record).and_then([&](const EncryptionKeyBytes &key) {
            return writeChecked(to, key).transform([&] { return key; });
        });
    });
}

bool holds(KeyStore &store, const EncryptionKeyBytes &key, KeyEntry entry)
{
    const auto stored = store.read(key.id, entry);
    return stored && stored->bytes == key.bytes;
}

/// A copy that cannot be removed does not undo the move. Two names of one place do: then the key comes back.
Result<void> removeCopy(const EncryptionKeyBytes &key, KeyStore &from, KeyStore &to)
{
    for (const KeyEntry entry : {KeyEntry::InUse, KeyEntry::New}) {
        if (holds(from, key, entry))
            std::ignore = from.remove(key.id, entry);
    }
    return to.read(key.id).has_value() ? Result<void>() : writeChecked(to, key);
}

/// The one that was replaced last goes along where it can be read: backups of the database need it.
void takeReplacedAlong(const store::EncryptionRecord &record, KeyStore &from, KeyStore &to)
{
    for (const store::SpareKey &spare : record.spareKeys) {
        if (spare.state != store::SpareKey::State::Replaced)
            continue;
        const auto key = from.read(spare.id);
        if (key && checkValue(*key, record.databaseId) == spare.checkValue && writeChecked(to, *key))
            std::ignore = removeCopy(*key, from, to);
    }
}

}

Result<void> Encryption::moveTo(Database &database, const EncryptionSettings &settings) const
{
    const auto lock = keychange::alone();
    const auto before = m_settings.encryption();
    // Settings that cannot be read are not replaced: they may name where the key is.
    if (!before)
        return std::unexpected(before.error());
    const auto record = store::loadEncryption(database);
    if (!record)
        return std::unexpected(record.error());
    if (!record->key || isSamePlace(*before, settings))
        return m_settings.setEncryption(settings);
    const auto from = keyStore(*before);
    const auto to = keyStore(settings);
    return takeAlong(*record, *from, *to).and_then([&](const EncryptionKeyBytes &key) {
        return m_settings.setEncryption(settings).and_then([&] {
            takeReplacedAlong(*record, *from, *to);
            return removeCopy(key, *from, *to);
        });
    });
}

}
