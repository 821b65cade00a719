#include "services/security/Encryption.h"

#include "services/export/Disclosure.h"
#include "services/export/OutputFile.h"
#include "services/security/EncryptionText.h"
#include "services/security/KeyBackup.h"
#include "services/security/KeyChange.h"
#include "services/security/KeyCopies.h"
#include "services/security/NewPassphrase.h"
#include "services/security/OpenedKey.h"
#include "services/security/PrivateFile.h"
#include "services/security/SpareKeys.h"
#include "store/edit/EncryptionEdits.h"

#include <algorithm>
#include <tuple>

namespace gatehouse {

namespace {

EncryptionStatus unusable(EncryptionStatus status, const Error &error)
{
    status.state = EncryptionStatus::State::Unusable;
    status.text = error.text;
    return status;
}

Result<void> storeFirstKey(Database &database, const EncryptionKeyBytes &key,
                           const store::EncryptionRecord &record)
{
    return editing(database, [&](EditSession &session) {
        return keychange::checkNothingChanged(database, nullptr, key)
            .and_then([&] {
                return edit::setEncryptionKey(session, keychange::recordOf(key, database, record.databaseId));
            })
            .and_then([&] { return keychange::take(session, database, record, nullptr, key); });
    });
}

/// Whoever keeps it elsewhere must not lose the key by it.
auto cannotBeWritten(const QString &path)
{
    return [path](Error error) {
        error.text = EncryptionText::tr("\"%1\" cannot be written: %2.").arg(path, error.text);
        return error;
    };
}

Result<void> writeBackup(const QString &path, const NeededFiles &needed, const SecretBytes &text)
{
    return OutputFile::write(path, needed, OutputFile::Readers::OwnerAlone, viewOf(text),
                             QDeadlineTimer(OutputFile::usualPatience))
        .transform_error(cannotBeWritten(path));
}

}

EncryptionStatus Encryption::status(Database &database) const
{
    EncryptionStatus status;
    const auto settings = m_settings.encryption();
    if (!settings)
        return unusable(status, settings.error());
    status.settings = *settings;
    const auto store = keyStore(*settings);
    status.place = store->place();
    const auto record = store::loadEncryption(database);
    if (!record)
        return unusable(status, record.error());
    status.sealedValues = record->sealedValues;
    if (record->key) {
        status.keyId = record->key->id;
        status.created = record->key->created;
    }

    if (!settings->active) {
        status.state = EncryptionStatus::State::Inactive;
        status.text = switchedOff(m_settings).text;
        return status;
    }
    keychange::finishIfCutOff(database, *store, *record);
    keycopies::finishIfCutOff(database, m_settings, *record);
    status.notice = notice(database).value_or(QString());
    if (!record->key && record->sealedValues > 0)
        return unusable(status, keyIsNotNamed());
    if (!record->key) {
        status.text = notSetUp().text;
        return status;
    }
    if (const auto key = checkedKey(*store, *record); !key)
        return unusable(status, key.error());
    store->removeHalfWritten(record->key->id);
    status.state = EncryptionStatus::State::Ready;
    return status;
}

Result<QString> Encryption::notice(Database &database) const
{
    return m_settings.encryption().and_then([&](const EncryptionSettings &settings) {
        return store::loadEncryption(database).transform([&](const store::EncryptionRecord &record) {
            return (keychange::notice(record, keyStore(settings)->place()) + u' ' +
                    keycopies::notice(record, m_settings))
                .trimmed();
        });
    });
}

void Encryption::tidy(Database &database) const
{
    const auto settings = m_settings.encryption();
    if (!settings || settings->mode == EncryptionSettings::Mode::Keyring)
        return;
    const auto record = store::loadEncryption(database);
    if (!record)
        return;
    keychange::finishIfCutOff(database, *keyStore(*settings), *record);
    if (std::ranges::all_of(record->keyCopies, &store::KeyCopy::isInFolder))
        keycopies::finishIfCutOff(database, m_settings, *record);
}

Result<EncryptionKeyBytes> Encryption::key(Database &database) const
{
    return OpenedKey::of(database, m_settings)
        .and_then([&](const OpenedKey &opened) -> Result<EncryptionKeyBytes> {
            if (!opened.settings.active)
                return std::unexpected(switchedOff(m_settings));
            return opened.key;
        });
}

Result<void> Encryption::create(Database &database) const
{
    const auto lock = keychange::alone();
    const auto settings = m_settings.encryption();
    if (!settings)
        return std::unexpected(settings.error());
    if (!settings->active)
        return std::unexpected(switchedOff(m_settings));
    const auto record = store::loadEncryption(database);
    if (!record)
        return std::unexpected(record.error());
    if (record->key)
        return std::unexpected(setUpAlready());
    if (record->sealedValues > 0)
        return std::unexpected(keyIsNotNamed());
    const auto key = generateEncryptionKey();
    if (!key)
        return std::unexpected(key.error());

    const auto store = keyStore(*settings);
    const auto done = keychange::finish(database, *store)
                          .and_then([&] { return keychange::begin(database, nullptr, *key); })
                          .and_then([&] { return writeChecked(*store, *key, KeyEntry::New); })
                          .and_then([&] { return storeFirstKey(database, *key, *record); })
                          .and_then([&] { return writeChecked(*store, *key); });
    const auto tidied = keychange::finish(database, *store);
    return done ? tidied : done;
}

Result<void> Encryption::discard(Database &database) const
{
    const auto lock = keychange::alone();
    const auto settings = m_settings.encryption();
    if (!settings)
        return std::unexpected(settings.error());
    const auto store = keyStore(*settings);
    std::ignore = keychange::finish(database, *store); // it may be full, which is why it is given up
    std::ignore = keycopies::finish(database, m_settings);
    return store::loadEncryption(database).and_then(
        [&](const store::EncryptionRecord &record) -> Result<void> {
            if (!record.key)
                return {};
            return checkedKey(*store, record)
                .and_then([&](const EncryptionKeyBytes &key) { return store->remove(key.id, KeyEntry::New); })
                .and_then([&] { return store->remove(record.key->id); })
                .or_else([](const Error &error) -> Result<void> {
                    // What is not this database's key is not removed, and one that is gone need not be.
                    return error.kind == Error::Kind::Unreachable ? Result<void>() : std::unexpected(error);
                });
        });
}

Result<void> Encryption::backUp(Database &database, const QString &path, const SecretBytes &passphrase) const
{
    if (const auto strong = newpassphrase::check(passphrase); !strong)
        return strong;
    const auto needed = NeededFiles::of(database, m_settings);
    if (!needed)
        return std::unexpected(needed.error());
    // Before it is in the audit trail that the key leaves.
    if (const auto mayBeWritten = needed->check(path); !mayBeWritten)
        return std::unexpected(cannotBeWritten(path)(mayBeWritten.error()));
    return OpenedKey::of(database, m_settings).and_then([&](const OpenedKey &opened) {
        return keybackup::from(opened.key, passphrase).and_then([&](const SecretBytes &text) {
            return disclosure::noteKeyBackup(database, opened.key.id, path).and_then([&] {
                return writeBackup(path, *needed, text);
            });
        });
    });
}

Result<void> Encryption::restore(Database &database, const QString &path, const SecretBytes &passphrase) const
{
    const auto settings = m_settings.encryption();
    if (!settings)
        return std::unexpected(settings.error());
    const auto record = store::loadEncryption(database);
    if (!record)
        return std::unexpected(record.error());
    if (!record->key)
        return std::unexpected(notSetUp());
    return cryptographyIsReady()
        .and_then([&] { return privatefile::read(path, privatefile::Readers::Anyone); })
        .and_then([&](const SecretBytes &text) { return keybackup::open(text, passphrase); })
        .and_then([&](const EncryptionKeyBytes &key) -> Result<void> {
            if (const auto right = checkKey(key, *record); !right)
                return right;
            return disclosure::noteKeyRestored(database, key.id, path).and_then([&] {
                return writeChecked(*keyStore(*settings), key);
            });
        });
}

}
