#include "services/security/SpareKeys.h"

#include "services/security/KeyText.h"
#include "services/security/OpenedKey.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::sparekeys {

namespace {

using store::EncryptionRecord;
using store::SpareKey;
using State = SpareKey::State;

/// With what an earlier version noted of keys that the database does not have: no proof stands there.
QList<SpareKey> withOldNote(const EncryptionRecord &record)
{
    QList<SpareKey> spares = record.spareKeys;
    for (const QString &id : {record.oldNote.section(u' ', 0, 0), record.oldNote.section(u' ', 1, 1)}) {
        const bool isKnown =
            (record.key && record.key->id == id) || std::ranges::contains(spares, id, &SpareKey::id);
        if (keytext::isId(id) && !isKnown)
            spares << SpareKey{id, State::Left};
    }
    return spares;
}

/// One look at the spare keys of a database whose own key, if it has one, was read and fits.
class Tidying
{
public:
    Tidying(KeyStore &store, Database &database, const EncryptionRecord &record,
            const std::optional<EncryptionKeyBytes> &key)
        : m_store(store), m_database(database), m_record(record), m_key(key)
    {
    }

    /// What is to be kept of it; nothing when there is nothing more to say.
    std::optional<SpareKey> look(const SpareKey &spare)
    {
        if (m_key && spare.id == m_key->id)
            return takeIn(spare);
        if (!keytext::isId(spare.id))
            return SpareKey{spare.id, State::Left};
        switch (spare.state) {
        case State::New:
            m_store.removeHalfWritten(spare.id);
            return settled(spare, KeyEntry::New);
        case State::Obsolete:
            return settled(spare, KeyEntry::InUse);
        case State::Replaced:
            return spare;
        case State::Left:
            break;
        }
        return isMissing(spare, KeyEntry::InUse) && isMissing(spare, KeyEntry::New) ? std::nullopt
                                                                                    : std::optional(spare);
    }

private:
    /// The key that the database has came into the key store as a new one.
    std::optional<SpareKey> takeIn(const SpareKey &spare)
    {
        if (spare.state != State::New)
            return std::nullopt; // it is in use, whatever else is said of it
        m_store.removeHalfWritten(spare.id);
        const auto done =
            writeChecked(m_store, *m_key).and_then([&] { return m_store.remove(spare.id, KeyEntry::New); });
        return done ? std::nullopt : std::optional(spare);
    }

    bool isMissing(const SpareKey &spare, KeyEntry entry)
    {
        const auto key = m_store.read(spare.id, entry);
        return !key && key.error().kind == Error::Kind::NotFound;
    }

    std::optional<SpareKey> settled(const SpareKey &spare, KeyEntry entry)
    {
        const auto found = m_store.read(spare.id, entry);
        if (!found && found.error().kind != Error::Kind::NotFound)
            return spare;
        if (!found) {
            // Taken in after all, by the database that this one is an older copy of.
            const bool isInUse = entry == KeyEntry::New && !isMissing(spare, KeyEntry::InUse);
            return isInUse ? std::optional(SpareKey{spare.id, State::Left}) : std::nullopt;
        }
        if (!isOurs(spare, *found, entry))
            return SpareKey{spare.id, State::Left};
        return m_store.remove(spare.id, entry) ? std::nullopt : std::optional(spare);
    }

    bool isOurs(const SpareKey &spare, const EncryptionKeyBytes &found, KeyEntry entry) const
    {
        if (!m_key && entry == KeyEntry::InUse)
            return false;
        // A copy on another server, as one restored from a backup, cannot be told from the original.
        if (m_database.path().isEmpty() && entry == KeyEntry::InUse)
            return false;
        // The first key of a database proves itself: it was never taken in.
        const Prover prover(m_key ? *m_key : found, m_database, m_record.databaseId);
        return prover.isProven(spare) && checkValue(found, m_record.databaseId) == spare.checkValue;
    }

    KeyStore &m_store;
    Database &m_database;
    const EncryptionRecord &m_record;
    const std::optional<EncryptionKeyBytes> &m_key;
};

}

Prover::Prover(const EncryptionKeyBytes &key, const Database &database, QString databaseId)
    : m_key(key), m_file(database.identity()), m_databaseId(std::move(databaseId))
{
}

QByteArray Prover::origin() const
{
    return proofOf(m_key, {u"origin"_s, m_databaseId, m_file});
}

SpareKey Prover::proven(SpareKey spare) const
{
    spare.proof = proofOf(m_key, {store::toColumn(spare.state), m_databaseId, m_file, spare.id,
                                  QString::fromLatin1(spare.checkValue)});
    return spare;
}

bool Prover::isProven(const SpareKey &spare) const
{
    return !spare.proof.isEmpty() && !spare.checkValue.isEmpty() && proven(spare).proof == spare.proof;
}

QList<SpareKey> afterReplacement(const EncryptionRecord &before, const Prover &present, const Prover &next,
                                 const EncryptionKeyBytes &nextKey)
{
    QList<SpareKey> spares{next.proven({nextKey.id, State::New, checkValue(nextKey, before.databaseId)})};
    for (SpareKey spare : before.spareKeys) {
        // What was left was said since then, and is forgotten now.
        if (spare.id == nextKey.id || spare.id == present.keyId() || spare.state == State::Left)
            continue;
        if (!present.isProven(spare)) {
            spares << SpareKey{spare.id, State::Left};
            continue;
        }
        if (spare.state == State::Replaced)
            spare.state = State::Obsolete;
        spares << next.proven(spare);
    }
    const SpareKey replaced{before.key->id, State::Replaced, before.key->checkValue};
    const bool isFromHere = !before.key->origin.isEmpty() && before.key->origin == present.origin();
    return spares << (isFromHere ? next.proven(replaced) : replaced);
}

Result<QList<SpareKey>> tidied(Database &database, KeyStore &store, const EncryptionRecord &record)
{
    std::optional<EncryptionKeyBytes> key;
    if (record.key) {
        const auto read = checkedKey(store, record);
        if (!read)
            return std::unexpected(read.error());
        key = *read;
    }
    Tidying tidying(store, database, record, key);
    QList<SpareKey> spares;
    for (const SpareKey &spare : withOldNote(record)) {
        if (const auto kept = tidying.look(spare))
            spares << *kept;
    }
    return spares;
}

QString shownId(const QString &id)
{
    return keytext::isId(id) ? id : u"?"_s;
}

}
