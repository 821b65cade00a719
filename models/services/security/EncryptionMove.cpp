#include "services/security/Encryption.h"

#include "services/security/EncryptionText.h"
#include "services/security/KeyChange.h"
#include "services/security/KeyCopies.h"
#include "services/security/OpenedKey.h"
#include "store/edit/EncryptionEdits.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace gatehouse {

namespace {

using store::EncryptionRecord;
using store::KeyCopy;
using store::SpareKey;

/// The keys of one database on their way from one key store to another.
class KeyMove
{
public:
    KeyMove(Database &database, const AppSettings &settings, const EncryptionSettings &before,
            const EncryptionSettings &after, const EncryptionRecord &record)
        : m_database(database)
        , m_settings(settings)
        , m_before(before)
        , m_after(after)
        , m_record(record)
        , m_from(keyStore(before))
        , m_to(keyStore(after))
    {
    }

    const QList<KeyCopy> &notes() const { return m_notes; }

    /// Nothing but the settings changes where there is no key, or where both lead to one place.
    Result<void> pack()
    {
        if (!m_record.key || keycopies::isSamePlace(m_before, m_after))
            return {};
        return checkedKey(*m_to, m_record)
            .or_else([&](const Error &) { return checkedKey(*m_from, m_record); })
            .and_then([&](const EncryptionKeyBytes &key) {
                return checkCanHold(*m_to, key.id).transform([&] { take(key); });
            });
    }

    /// From here on it is in the audit trail, and known wherever it is cut off.
    Result<void> begin()
    {
        return editing(m_database, [&](EditSession &session) {
            return session.step(checkedRecord()).and_then([&](const EncryptionRecord &now) {
                return session.step(session.note(recordOf(m_before), recordOf(m_after))).and_then([&] {
                    return m_notes.isEmpty() ? Result<void>()
                                             : edit::setKeyCopies(session, withNotes(now.keyCopies));
                });
            });
        });
    }

    Result<void> bring()
    {
        for (const EncryptionKeyBytes &key : m_keys) {
            if (const auto written = writeChecked(*m_to, key); !written)
                return written;
        }
        return {};
    }

    /// In a write transaction, in which nobody else takes away what was brought.
    Result<void> settle()
    {
        return editing(m_database, [&](EditSession &session) {
            return session.step(checkedRecord()).and_then([&](const EncryptionRecord &now) -> Result<void> {
                const bool isNoted = std::ranges::all_of(
                    m_notes, [&](const KeyCopy &note) { return now.keyCopies.contains(note); });
                return isNoted ? m_settings.setEncryption(m_after) : changedMeanwhile();
            });
        });
    }

    /// Where nothing was noted, nobody else says that it did not come to it.
    void takeBack()
    {
        if (!m_notes.isEmpty())
            return;
        std::ignore = editing(m_database, [&](EditSession &session) {
            return session.step(session.note(recordOf(m_after), recordOf(m_before)));
        });
    }

private:
    using State = KeyCopy::State;

    audit::Record recordOf(const EncryptionSettings &settings) const
    {
        return keycopies::recordOf(settings, m_record.key ? m_record.key->id : QString());
    }

    static std::unexpected<Error> changedMeanwhile()
    {
        return fail(Error::Kind::Conflict,
                    EncryptionText::tr("Somebody else looked after the encryption key at the same time, so "
                                       "that it stays where it was. Try again."));
    }

    /// The key is still the one that was read.
    Result<EncryptionRecord> checkedRecord()
    {
        return store::loadEncryption(m_database)
            .and_then([&](const EncryptionRecord &now) -> Result<EncryptionRecord> {
                const auto id = [](const store::EncryptionKey &key) { return key.id; };
                if (now.key.transform(id) != m_record.key.transform(id))
                    return changedMeanwhile();
                return now;
            });
    }

    static bool isMissing(const Result<EncryptionKeyBytes> &key)
    {
        return !key && key.error().kind == Error::Kind::NotFound;
    }

    /// Else it could not be told later whether anything came there.
    static Result<void> checkCanHold(KeyStore &store, const QString &keyId)
    {
        const auto key = store.read(keyId);
        return key || isMissing(key) ? Result<void>() : std::unexpected(key.error());
    }

    void take(const EncryptionKeyBytes &key)
    {
        const auto there = m_from->read(key.id);
        m_isFromReachable = there || isMissing(there);
        add(key, m_isFromReachable ? State::Obsolete : State::Left);
        for (const SpareKey &spare : m_record.spareKeys)
            addSpare(spare);
        for (KeyCopy &copy : m_notes) {
            if (copy.state != State::Left)
                copy = keycopies::proven(copy, key, m_database, m_record.databaseId);
        }
    }

    /// What was in the new place before stays there whatever comes of this.
    void add(const EncryptionKeyBytes &key, State inOldPlace)
    {
        m_keys << key;
        noteIn(m_before, key.id, inOldPlace);
        if (isMissing(m_to->read(key.id)))
            noteIn(m_after, key.id, State::New);
    }

    /// The one that was replaced last goes along: backups of the database need it. Others are not certain to
    /// be this database's alone, so they stay; and so does what cannot be read.
    void addSpare(const SpareKey &spare)
    {
        if (!m_isFromReachable)
            return noteIn(m_before, spare.id, State::Left);
        const auto key = m_from->read(spare.id);
        const bool goesAlong = spare.state == SpareKey::State::Replaced && key &&
                               checkValue(*key, m_record.databaseId) == spare.checkValue;
        if (goesAlong)
            add(*key, State::Obsolete);
        else if (!isMissing(key) || !isMissing(m_from->read(spare.id, KeyEntry::New)))
            noteIn(m_before, spare.id, State::Left);
    }

    /// What an earlier move could not take away from where this one leads to is one too many if this one is
    /// cut off, and no sign that it was.
    QList<KeyCopy> withNotes(QList<KeyCopy> noted) const
    {
        for (KeyCopy &copy : noted) {
            const bool isLedTo = keycopies::isOurs(copy, m_settings) &&
                                 keycopies::isSamePlace(keycopies::placeOf(copy), m_after);
            if (isLedTo && copy.state == State::Obsolete)
                copy.state = State::New;
        }
        return keycopies::merged(noted, m_notes);
    }

    void noteIn(const EncryptionSettings &place, const QString &keyId, State state)
    {
        m_notes << keycopies::noteOf(m_settings, place, keyId, state);
    }

    Database &m_database;
    const AppSettings &m_settings;
    const EncryptionSettings &m_before;
    const EncryptionSettings &m_after;
    const EncryptionRecord &m_record;
    std::unique_ptr<KeyStore> m_from;
    std::unique_ptr<KeyStore> m_to;
    QList<EncryptionKeyBytes> m_keys;
    QList<KeyCopy> m_notes;
    bool m_isFromReachable = true;
};

}

Result<QString> Encryption::moveTo(Database &database, const EncryptionSettings &settings) const
{
    const auto lock = keychange::alone();
    const auto before = m_settings.encryption();
    // Settings that cannot be read are not replaced: they may name where the key is.
    if (!before)
        return std::unexpected(before.error());
    // Before a keyring is asked for anything.
    if (const auto may = store::checkMayChange(database); !may)
        return std::unexpected(may.error());
    // What a change left is put in order where the key is now.
    std::ignore = keychange::finish(database, *keyStore(*before));
    std::ignore = keycopies::finish(database, m_settings);
    const auto record = store::loadEncryption(database);
    if (!record)
        return std::unexpected(record.error());

    KeyMove move(database, m_settings, *before, settings, *record);
    if (const auto begun = move.pack().and_then([&] { return move.begin(); }); !begun)
        return std::unexpected(begun.error());
    const auto moved = move.bring().and_then([&] { return move.settle(); });
    // The settings decide, also where it was the end of a transaction that failed.
    const auto now = m_settings.encryption();
    const bool isMoved = now && *now == settings;
    const auto tidied =
        move.notes().isEmpty() ? Result<void>() : keycopies::finish(database, m_settings, move.notes());
    if (!moved && !isMoved) {
        move.takeBack();
        return std::unexpected(moved.error());
    }
    if (!tidied) {
        return EncryptionText::tr("What is to go from %1 did not go yet. %2")
            .arg(keyStore(*before)->place(), tidied.error().text);
    }
    const auto left = store::loadEncryption(database);
    return left ? keycopies::notice(*left, m_settings) : QString();
}

}
