#include "services/security/KeyChange.h"

#include "store/EditSession.h"

#include <tuple>

namespace gatehouse::keychange {

namespace {

std::mutex &changing()
{
    static std::mutex mutex;
    return mutex;
}

QString fileOf(const Database &database)
{
    return database.sql().databaseName();
}

/// Empty when neither is certain.
QString strayKey(const store::EncryptionRecord &record)
{
    const QString current = record.key ? record.key->id : QString();
    if (current == record.change->after)
        return record.change->before;
    return current == record.change->before ? record.change->after : QString();
}

Result<void> tidy(EditSession &session, KeyStore &store, const store::EncryptionRecord &record)
{
    const QString stray = strayKey(record);
    return (stray.isEmpty() ? Result<void>() : store.remove(stray))
        .and_then([&] { return session.noteKeyChange({}); })
        .and_then([&] { return session.commit(); });
}

bool isCutOff(const Database &database, const store::EncryptionRecord &record)
{
    return record.change && record.change->database == fileOf(database);
}

}

std::unique_lock<std::mutex> alone()
{
    return std::unique_lock(changing());
}

Result<store::KeyChange> begin(Database &database, const QString &before, const QString &after)
{
    const store::KeyChange change{before, after, fileOf(database)};
    return EditSession::begin(database)
        .and_then([&](EditSession &&session) {
            return session.noteKeyChange(change).and_then([&] { return session.commit(); });
        })
        .transform([&] { return change; });
}

Result<void> finish(Database &database, KeyStore &store)
{
    // In a write transaction: whoever is about to commit the other key waits, and finds its note gone.
    return EditSession::begin(database).and_then([&](EditSession &&session) {
        return store::loadEncryption(database).and_then([&](const store::EncryptionRecord &record) {
            return isCutOff(database, record) ? tidy(session, store, record) : Result<void>();
        });
    });
}

void finishIfCutOff(Database &database, KeyStore &store, const store::EncryptionRecord &record)
{
    if (!isCutOff(database, record))
        return;
    const std::unique_lock lock(changing(), std::try_to_lock);
    // A key too many does no harm: where it cannot be removed now, the next time will do.
    if (lock)
        std::ignore = finish(database, store);
}

}
