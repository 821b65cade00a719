#include "services/security/OpenedKey.h"

#include "domain/HiddenSecrets.h"
#include "services/security/EncryptionText.h"
#include "services/security/KeyChange.h"
#include "services/security/KeyCopies.h"

#include <algorithm>

namespace gatehouse {

namespace {

/// Between the commit and the last step of a change the key is still there as a new one.
Result<EncryptionKeyBytes> readKey(KeyStore &store, const store::EncryptionRecord &record)
{
    const QString &id = record.key->id;
    const auto isMissing = [](const Result<EncryptionKeyBytes> &key) {
        return !key && key.error().kind == Error::Kind::NotFound;
    };
    const bool isNew = std::ranges::any_of(record.spareKeys, [&](const store::SpareKey &spare) {
        return spare.id == id && spare.state == store::SpareKey::State::New;
    });
    auto key = store.read(id);
    if (!isNew || !isMissing(key))
        return key;
    key = store.read(id, KeyEntry::New);
    return isMissing(key) ? store.read(id) : key; // somebody took it in meanwhile
}

}

Result<void> checkKey(const EncryptionKeyBytes &key, const store::EncryptionRecord &record)
{
    if (key.id != record.key->id) {
        return fail(Error::Kind::Rule,
                    EncryptionText::tr(
                        "That is encryption key %1, but the database needs %2. Choose a backup of that "
                        "one.")
                        .arg(key.id, record.key->id));
    }
    const QByteArray value = checkValue(key, record.databaseId);
    if (!value.isEmpty() && value == record.key->checkValue)
        return {};
    return fail(
        Error::Kind::Unreachable,
        EncryptionText::tr("The encryption key %1 is not the one that this database was encrypted with. "
                           "Restore the right key from a backup.")
            .arg(key.id));
}

Result<EncryptionKeyBytes> checkedKey(KeyStore &store, const store::EncryptionRecord &record)
{
    if (record.key->checkValue == hidden::checkValue) {
        return fail(Error::Kind::Unreachable,
                    EncryptionText::tr("Your role on the database server is not shown what is encrypted, so "
                                       "the encryption key is not used. Connect as a role that may write."));
    }
    return cryptographyIsReady()
        .and_then([&] { return readKey(store, record); })
        .transform_error([&](const Error &error) {
            if (error.kind != Error::Kind::NotFound)
                return error;
            return Error{
                Error::Kind::Unreachable,
                EncryptionText::tr("The encryption key of this database was not found in %1. %2 Restore it "
                                   "from a backup, or set where it is in Settings > Encryption.")
                    .arg(store.place(), error.text)};
        })
        .and_then([&](const EncryptionKeyBytes &key) {
            return checkKey(key, record).transform([&] { return key; });
        });
}

Result<OpenedKey> OpenedKey::of(Database &database, const AppSettings &settings)
{
    const auto read = settings.encryption();
    if (!read)
        return std::unexpected(read.error());
    auto record = store::loadEncryption(database);
    if (!record)
        return std::unexpected(record.error());
    auto store = keyStore(*read);
    keychange::finishIfCutOff(database, *store, *record);
    keycopies::finishIfCutOff(database, settings, *record);
    if (!record->key)
        return std::unexpected(record->sealedValues > 0 ? keyIsNotNamed() : notSetUp());
    return checkedKey(*store, *record).transform([&](const EncryptionKeyBytes &key) {
        store->removeHalfWritten(key.id);
        return OpenedKey{*read, std::move(store), *record, key};
    });
}

Result<void> writeChecked(KeyStore &store, const EncryptionKeyBytes &key, KeyEntry entry)
{
    return store.write(key, entry)
        .and_then([&] { return store.read(key.id, entry); })
        .and_then([&](const EncryptionKeyBytes &stored) -> Result<void> {
            if (stored.bytes == key.bytes)
                return {};
            return fail(Error::Kind::Unreachable,
                        EncryptionText::tr(
                            "The encryption key could not be kept in %1: it reads otherwise than it was "
                            "written. Choose another place for it.")
                            .arg(store.place()));
        });
}

}
