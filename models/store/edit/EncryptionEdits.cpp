#include "store/edit/EncryptionEdits.h"

#include "store/edit/RecordChange.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::edit {

namespace {

Result<void> insertKey(Database &database, const store::EncryptionKey &key)
{
    return database.execute(
        u"INSERT INTO encryption_key (id, check_value, created_at, origin) VALUES (?, ?, ?, ?)"_s,
        {key.id, QString::fromLatin1(key.checkValue), store::toColumn(key.created),
         QString::fromLatin1(key.origin)});
}

audit::Record recordOf(const store::EncryptionKey &key)
{
    return {u"encryption_key"_s,
            key.id,
            key.id,
            {{"id", json::fromText(key.id)},
             {"created_at", json::fromText(store::toColumn(key.created).toString())}}};
}

Result<void> writeSeal(Database &database, const store::SealedValue &value, const QByteArray &sealed)
{
    const QString text = QString::fromLatin1(sealed);
    switch (value.kind) {
    case store::SealedValue::Kind::ClientSecret:
        break;
    case store::SealedValue::Kind::Certificate:
        return database.execute(u"UPDATE signing_certificate SET sealed = ? WHERE id = ?"_s,
                                {text, value.key});
    case store::SealedValue::Kind::Server:
        // Whoever read it before would save the seal that no key opens any more.
        return database.execute(u"UPDATE server SET sealed = ?, version = version + 1 WHERE id = ?"_s,
                                {text, value.owner});
    case store::SealedValue::Kind::Registration:
        return database.execute(u"UPDATE server_client SET registration_token = ? WHERE server_id = ? AND "
                                "application_id = ?"_s,
                                {text, value.owner, value.key});
    case store::SealedValue::Kind::ServerProof:
        return database.execute(u"UPDATE server SET proof = ?, version = version + 1 WHERE id = ?"_s,
                                {text, value.owner});
    }
    return database.execute(u"UPDATE client_secret SET sealed = ? WHERE id = ?"_s, {text, value.key});
}

}

Result<void> setEncryptionKey(EditSession &session, const store::EncryptionKey &key)
{
    return session.step(
        store::loadEncryption(session.database())
            .and_then([&](const store::EncryptionRecord &record) -> Result<void> {
                if (record.key) {
                    return fail(
                        Error::Kind::Conflict,
                        EditText::tr("This database has an encryption key already. Replace the key instead: "
                                     "then everything that is encrypted is kept."));
                }
                return insertKey(session.database(), key);
            })
            .and_then([&] { return session.note(std::nullopt, recordOf(key)); }));
}

Result<void> setSpareKeys(EditSession &session, const QList<store::SpareKey> &keys)
{
    auto done = session.database().execute(u"DELETE FROM spare_encryption_key"_s).and_then([&] {
        return session.database().execute(
            u"UPDATE setting SET value = '' WHERE name = 'encryption_key_change'"_s);
    });
    for (const store::SpareKey &key : keys) {
        if (!done)
            break;
        done = session.database().execute(
            u"INSERT INTO spare_encryption_key (id, state, check_value, proof) VALUES (?, ?, ?, ?)"_s,
            {key.id, store::toColumn(key.state), QString::fromLatin1(key.checkValue),
             QString::fromLatin1(key.proof)});
    }
    return session.step(done);
}

Result<void> setKeyCopies(EditSession &session, const QList<store::KeyCopy> &copies)
{
    if (copies.isEmpty()) {
        return session.step(
            session.database().execute(u"DELETE FROM setting WHERE name = 'encryption_key_copies'"_s));
    }
    return session.step(
        session.database().execute(u"INSERT INTO setting (name, value) VALUES ('encryption_key_copies', ?) "
                                   "ON CONFLICT (name) DO UPDATE SET value = excluded.value"_s,
                                   {store::textOf(copies)}));
}

Result<int> replaceEncryptionKey(EditSession &session, const store::EncryptionKey &key, const Reseal &reseal)
{
    Database &database = session.database();
    // Read whole before any is written: what a query gives while its table changes is undefined.
    QList<store::SealedValue> values;
    const auto collect = [&](const store::SealedValue &value) -> Result<void> {
        values << value;
        return {};
    };
    const auto resealAll = [&]() -> Result<void> {
        for (qsizetype i = 0; i < values.size(); ++i) {
            const store::SealedValue &value = values.at(i);
            const auto written = reseal(values, i).and_then(
                [&](const QByteArray &sealed) { return writeSeal(database, value, sealed); });
            if (!written)
                return written;
        }
        return {};
    };
    const auto replace = [&](const store::EncryptionRecord &before) {
        return store::visitSealed(database, collect)
            .and_then(resealAll)
            .and_then([&] { return database.execute(u"DELETE FROM encryption_key"_s); })
            .and_then([&] { return insertKey(database, key); })
            .and_then([&] {
                return session.note(before.key.transform([](const auto &old) { return recordOf(old); }),
                                    recordOf(key));
            });
    };
    return session.step(store::loadEncryption(database).and_then(replace).transform([&] {
        return int(std::ranges::count_if(values, [](const store::SealedValue &value) {
            return value.kind != store::SealedValue::Kind::ServerProof;
        }));
    }));
}

}
