#include "services/security/KeyChange.h"
#include "services/security/KeyCopies.h"
#include "services/security/OpenedKey.h"
#include "store/edit/EncryptionEdits.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace gatehouse::keycopies {

namespace {

using store::EncryptionRecord;
using store::KeyCopy;
using State = KeyCopy::State;

constexpr std::array entries{KeyEntry::InUse, KeyEntry::New};

bool isMissing(const Result<EncryptionKeyBytes> &key)
{
    return !key && key.error().kind == Error::Kind::NotFound;
}

bool isGone(KeyStore &store, const QString &keyId)
{
    return std::ranges::all_of(entries, [&](KeyEntry entry) { return isMissing(store.read(keyId, entry)); });
}

/// A keyring that could not be used is not asked again by itself: it may ask a person each time.
bool isLeftInKeyring(const KeyCopy &copy)
{
    return copy.state == State::Left && !copy.isInFolder();
}

bool isUnfinished(const KeyCopy &copy)
{
    return copy.state != State::Left || (copy.isInFolder() && isGone(*keyStore(placeOf(copy)), copy.keyId));
}

/// One look at what is noted by a program whose database's key was read where the settings lead to.
class Tidying
{
public:
    Tidying(const Database &database, const EncryptionRecord &record, const EncryptionSettings &here,
            const AppSettings &settings, const EncryptionKeyBytes &key)
        : m_database(database)
        , m_record(record)
        , m_here(here)
        , m_settings(settings)
        , m_key(key)
        , m_store(keyStore(here))
    {
    }

    /// What is to be kept of it; nothing when there is nothing more to say.
    Result<std::optional<KeyCopy>> look(const KeyCopy &copy)
    {
        if (!isOurs(copy, m_settings))
            return copy;
        if (isSamePlace(placeOf(copy), m_here)) {
            m_isUndone = m_isUndone || (copy.state == State::Obsolete && m_record.keyCopies.contains(copy));
            return std::nullopt;
        }
        if (isLeftInKeyring(copy))
            return copy;
        if (isProven(copy, m_key, m_database, m_record.databaseId))
            return removed(copy);
        const bool isKept = !copy.isInFolder() || !isGone(*keyStore(placeOf(copy)), copy.keyId);
        return isKept ? std::optional(left(copy)) : std::nullopt;
    }

    /// The settings lead to where a move had begun to lead away from.
    bool isUndone() const { return m_isUndone; }

private:
    static KeyCopy left(KeyCopy copy)
    {
        copy.state = State::Left;
        return copy;
    }

    /// Whatever is wrong: what goes is there twice.
    Result<std::optional<KeyCopy>> removed(const KeyCopy &copy)
    {
        const auto from = keyStore(placeOf(copy));
        from->removeHalfWritten(copy.keyId);
        const KeyCopy kept = copy.isInFolder() ? copy : left(copy);
        if (const auto there = from->read(copy.keyId); !there && !isMissing(there))
            return kept;
        const auto here =
            copy.keyId == m_key.id ? Result<EncryptionKeyBytes>(m_key) : m_store->read(copy.keyId);
        for (const KeyEntry entry : entries) {
            const auto there = from->read(copy.keyId, entry);
            if (there && here && there->bytes == here->bytes)
                std::ignore = from->remove(copy.keyId, entry);
        }
        // Two names of one place: it comes back.
        if (here && isGone(*m_store, copy.keyId))
            return writeChecked(*m_store, *here).transform([] { return std::optional<KeyCopy>(); });
        if (isGone(*from, copy.keyId))
            return std::nullopt;
        return here ? kept : left(copy);
    }

    const Database &m_database;
    const EncryptionRecord &m_record;
    const EncryptionSettings &m_here;
    const AppSettings &m_settings;
    const EncryptionKeyBytes &m_key;
    std::unique_ptr<KeyStore> m_store;
    bool m_isUndone = false;
};

Result<QList<KeyCopy>> lookAtAll(Tidying &tidying, const QList<KeyCopy> &copies)
{
    QList<KeyCopy> kept;
    for (const KeyCopy &copy : copies) {
        const auto looked = tidying.look(copy);
        if (!looked)
            return std::unexpected(looked.error());
        if (*looked)
            kept << **looked;
    }
    return kept;
}

Result<void> finishIn(EditSession &session, const AppSettings &settings, const EncryptionSettings &here,
                      const EncryptionRecord &record, const QList<KeyCopy> &more)
{
    const auto isOwn = [&](const KeyCopy &copy) { return isOurs(copy, settings); };
    const QList<KeyCopy> copies = merged(record.keyCopies, more);
    if (!record.key || std::ranges::none_of(copies, isOwn))
        return {};
    return checkedKey(*keyStore(here), record).and_then([&](const EncryptionKeyBytes &key) {
        Tidying tidying(session.database(), record, here, settings, key);
        return lookAtAll(tidying, copies)
            .and_then([&](const QList<KeyCopy> &kept) {
                return kept == record.keyCopies ? Result<void>() : edit::setKeyCopies(session, kept);
            })
            .and_then([&] {
                return tidying.isUndone() ? session.noteEvent(audit::changed, recordOf(here, record.key->id))
                                          : Result<void>();
            });
    });
}

}

Result<void> finish(Database &database, const AppSettings &settings, const QList<KeyCopy> &more)
{
    // In a write transaction: a move that is to make its settings the ones that count waits, and finds its
    // notes gone. So the settings are read within it, too.
    return editing(database, [&](EditSession &session) {
        return settings.encryption().and_then([&](const EncryptionSettings &here) {
            return store::loadEncryption(database).and_then([&](const EncryptionRecord &record) {
                return finishIn(session, settings, here, record, more);
            });
        });
    });
}

void finishIfCutOff(Database &database, const AppSettings &settings, const EncryptionRecord &record)
{
    const bool isAnyUnfinished = std::ranges::any_of(
        record.keyCopies, [&](const KeyCopy &copy) { return isOurs(copy, settings) && isUnfinished(copy); });
    if (!isAnyUnfinished)
        return;
    // A copy that cannot be removed now is found the next time.
    if (const auto lock = keychange::aloneUnlessBusy())
        std::ignore = finish(database, settings);
}

}
