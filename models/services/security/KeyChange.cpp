#include "services/security/KeyChange.h"

#include "services/security/CertificateProver.h"
#include "services/security/EncryptionText.h"
#include "services/security/KeyCopies.h"
#include "services/security/OpenedKey.h"
#include "services/security/SpareKeys.h"
#include "store/edit/EncryptionEdits.h"

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace gatehouse::keychange {

namespace {

using store::EncryptionRecord;
using store::SpareKey;
using State = SpareKey::State;

std::mutex &changing()
{
    static std::mutex mutex;
    return mutex;
}

/// A key of which the store says that it is gone needs no more words.
bool isGone(KeyStore &store, const SpareKey &spare)
{
    const auto isMissing = [&](KeyEntry entry) {
        const auto key = store.read(spare.id, entry);
        return !key && key.error().kind == Error::Kind::NotFound;
    };
    return isMissing(KeyEntry::InUse) && isMissing(KeyEntry::New);
}

bool isUnfinished(KeyStore &store, const EncryptionRecord &record)
{
    return !record.oldNote.isEmpty() || std::ranges::any_of(record.spareKeys, [&](const SpareKey &spare) {
        return spare.state == State::New || spare.state == State::Obsolete ||
               (spare.state == State::Left && isGone(store, spare));
    });
}

}

std::unique_lock<std::mutex> alone()
{
    return std::unique_lock(changing());
}

std::unique_lock<std::mutex> aloneUnlessBusy()
{
    return std::unique_lock(changing(), std::try_to_lock);
}

store::EncryptionKey recordOf(const EncryptionKeyBytes &key, const Database &database,
                              const QString &databaseId)
{
    return {key.id, checkValue(key, databaseId), QDateTime::currentDateTimeUtc(),
            sparekeys::Prover(key, database, databaseId).origin()};
}

Result<void> begin(Database &database, const EncryptionKeyBytes *present, const EncryptionKeyBytes &next)
{
    return editing(database, [&](EditSession &session) {
        return store::loadEncryption(database).and_then([&](const EncryptionRecord &record) {
            const sparekeys::Prover prover(present ? *present : next, database, record.databaseId);
            QList<SpareKey> spares = record.spareKeys;
            spares << prover.proven({next.id, State::New, checkValue(next, record.databaseId)});
            return edit::setSpareKeys(session, spares);
        });
    });
}

Result<void> checkNothingChanged(Database &database, const EncryptionKeyBytes *present,
                                 const EncryptionKeyBytes &next)
{
    return store::loadEncryption(database).and_then([&](const EncryptionRecord &record) -> Result<void> {
        const bool isSameKey = present ? record.key && record.key->id == present->id : !record.key;
        const bool isNoted = std::ranges::any_of(record.spareKeys, [&](const SpareKey &spare) {
            return spare.id == next.id && spare.state == State::New;
        });
        if (isSameKey && isNoted)
            return {};
        return fail(
            Error::Kind::Conflict,
            EncryptionText::tr("Somebody else changed the encryption key at the same time. Nothing was "
                               "replaced. Try again."));
    });
}

Result<void> take(EditSession &session, const Database &database, const EncryptionRecord &before,
                  const EncryptionKeyBytes *present, const EncryptionKeyBytes &next)
{
    const sparekeys::Prover prover(next, database, before.databaseId);
    if (!present)
        return edit::setSpareKeys(
            session, {prover.proven({next.id, State::New, checkValue(next, before.databaseId)})});
    using FileProver = certificatefiles::Prover;
    return certificatefiles::proveAnew(session, FileProver(*present, database, before.databaseId),
                                       FileProver(next, database, before.databaseId))
        .and_then([&] { return keycopies::proveAnew(session, before, *present, next); })
        .and_then([&] {
            const sparekeys::Prover old(*present, database, before.databaseId);
            return edit::setSpareKeys(session, sparekeys::afterReplacement(before, old, prover, next));
        });
}

Result<void> finish(Database &database, KeyStore &store)
{
    // In a write transaction: whoever is about to commit another key waits, and finds its note gone.
    return editing(database, [&](EditSession &session) {
        return store::loadEncryption(database).and_then([&](const EncryptionRecord &record) -> Result<void> {
            if (!isUnfinished(store, record))
                return {};
            return sparekeys::tidied(database, store, record).and_then([&](const QList<SpareKey> &spares) {
                return edit::setSpareKeys(session, spares);
            });
        });
    });
}

void finishIfCutOff(Database &database, KeyStore &store, const EncryptionRecord &record)
{
    if (!isUnfinished(store, record))
        return;
    // A key too many does no harm: where it cannot be removed now, the next time will do.
    if (const auto lock = aloneUnlessBusy())
        std::ignore = finish(database, store);
}

QString notice(const EncryptionRecord &record, const QString &place)
{
    QStringList ids;
    for (const SpareKey &spare : record.spareKeys) {
        if (spare.state == State::Left)
            ids << sparekeys::shownId(spare.id);
    }
    if (ids.isEmpty())
        return {};
    return EncryptionText::tr(
               "%n encryption key(s) that this database does not need now stay in %1: %2. It is not "
               "certain that no other database or copy needs them, so Gatehouse does not remove "
               "them. Where you know that none does, remove them yourself.",
               nullptr, int(ids.size()))
        .arg(place, ids.join(", "_L1));
}

}
