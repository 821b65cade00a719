#include "store/records/SecurityStore.h"

#include "domain/SealedText.h"
#include "domain/servers/ServerPurpose.h"
#include "store/RowReader.h"
#include "store/SettingReader.h"
#include "store/edit/RecordChange.h"
#include "store/records/Hex.h"
#include "store/records/RecordStore.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

SpareKey spareKeyFrom(const QSqlQuery &row)
{
    return {row.value(0).toString(), spareKeyStateFrom(row.value(1).toString()), row.value(2).toByteArray(),
            row.value(3).toByteArray()};
}

struct SealedColumns
{
    QLatin1StringView table;
    QLatin1StringView owner;
    QLatin1StringView key;
    QLatin1StringView sealed;
};

SealedColumns sealedColumns(SealedValue::Kind kind)
{
    switch (kind) {
    case SealedValue::Kind::ClientSecret:
        break;
    case SealedValue::Kind::Certificate:
        return {"signing_certificate"_L1, "thumbprint"_L1, "id"_L1, "sealed"_L1};
    case SealedValue::Kind::Server:
        return {"server"_L1, "id"_L1, "id"_L1, "sealed"_L1};
    case SealedValue::Kind::Registration:
        return {"server_client"_L1, "server_id"_L1, "application_id"_L1, "registration_token"_L1};
    case SealedValue::Kind::ServerProof:
        return {"server"_L1, "id"_L1, "id"_L1, "proof"_L1};
    }
    return {"client_secret"_L1, "application_id"_L1, "id"_L1, "sealed"_L1};
}

std::optional<QString> databaseIdFrom(const QString &text)
{
    constexpr qsizetype length = 32;
    return isHex(text) && text.size() == length ? std::optional(text) : std::nullopt;
}

std::optional<QString> checkValueFrom(const QString &text)
{
    constexpr qsizetype length = 64; // an HMAC-SHA-256
    return isHex(text) && text.size() == length ? std::optional(text) : std::nullopt;
}

/// A name in the key store.
std::optional<QString> keyIdFrom(const QString &text)
{
    constexpr qsizetype longest = 64;
    const auto isPart = [](QChar c) { return c == u'-' || (c.unicode() < 0x80 && c.isLetterOrNumber()); };
    const bool isId = !text.isEmpty() && text.size() <= longest && std::ranges::all_of(text, isPart);
    return isId ? std::optional(text) : std::nullopt;
}

QString purposeFrom(RowReader &row)
{
    return secretPurpose({.kind = row.one("kind"_L1, enumFrom<ServerKind>),
                          .url = row.name("url"_L1),
                          .realm = row.text("realm"_L1),
                          .signIn = row.one("sign_in"_L1, enumFrom<ServerSignIn>),
                          .account = row.text("account"_L1),
                          .certificate = row.text("certificate"_L1, longestStoredText)});
}

SealedValue sealedFrom(RowReader &row, SealedValue::Kind kind)
{
    const SealedColumns columns = sealedColumns(kind);
    SealedValue value{.kind = kind};
    value.owner =
        kind == SealedValue::Kind::Certificate ? row.one(columns.owner, hexFrom) : row.key(columns.owner);
    value.key = row.key(columns.key);
    value.sealed = row.name(columns.sealed, longestStoredText).toLatin1();
    if (kind == SealedValue::Kind::Server || kind == SealedValue::Kind::ServerProof) {
        value.key = kind == SealedValue::Kind::Server ? serverSecretName : serverProofName;
        value.purpose = purposeFrom(row);
    } else if (kind == SealedValue::Kind::Registration) {
        const QString uri = row.text("registration_uri"_L1);
        value.purpose = tokenPurpose(uri, row.text("certificate"_L1, longestStoredText));
    }
    return value;
}

/// Behind the settings, as loadEncryption() asks for them.
constexpr int copiesAt = 4;
constexpr int keyAt = 7;

QList<KeyCopy> keyCopiesIn(RowReader &setting)
{
    const auto copies = keyCopiesFrom(setting.text("value"_L1, longestStoredText));
    if (!copies)
        setting.refuseUnknown("value"_L1);
    return copies.value_or(QList<KeyCopy>());
}

EncryptionRecord encryptionFrom(RowReader &settings, RowReader &key)
{
    EncryptionRecord record;
    settings.skip();
    record.databaseId = settings.one("value"_L1, databaseIdFrom);
    settings.skip();
    record.oldNote = settings.text("value"_L1);
    settings.skip(2);
    record.sealedValues = settings.count("count"_L1);
    if (!key.isNull()) {
        record.key = EncryptionKey{.id = key.one("id"_L1, keyIdFrom),
                                   .checkValue = key.one("check_value"_L1, checkValueFrom).toLatin1(),
                                   .created = key.time("created_at"_L1),
                                   .origin = key.text("origin"_L1).toLatin1()};
    }
    return record;
}

}

QString toColumn(SpareKey::State state)
{
    switch (state) {
    case SpareKey::State::New:
        return u"new"_s;
    case SpareKey::State::Replaced:
        return u"replaced"_s;
    case SpareKey::State::Obsolete:
        return u"obsolete"_s;
    case SpareKey::State::Left:
        break;
    }
    return u"left"_s;
}

/// What is not known is never removed.
SpareKey::State spareKeyStateFrom(const QString &column)
{
    using enum SpareKey::State;
    for (const SpareKey::State state : {New, Replaced, Obsolete}) {
        if (column == toColumn(state))
            return state;
    }
    return Left;
}

Result<EncryptionRecord> loadEncryption(Database &database)
{
    const QString sql = u"SELECT s.name, s.value, 'encryption_key_change', "
                        "(SELECT value FROM setting WHERE name = 'encryption_key_change'), "
                        "'encryption_key_copies', coalesce((SELECT value FROM setting WHERE name = "
                        "'encryption_key_copies'), ''), "
                        "(SELECT count(*) FROM client_secret WHERE sealed <> '') + "
                        "(SELECT count(*) FROM signing_certificate) + "
                        "(SELECT count(*) FROM server WHERE sealed <> '') + "
                        "(SELECT count(*) FROM server_client WHERE registration_token <> ''), k.id, "
                        "k.check_value, k.created_at, k.origin "
                        "FROM setting s LEFT JOIN encryption_key k ON 1 = 1 WHERE s.name = 'database_id'"_s;
    std::optional<EncryptionRecord> found;
    const auto take = [&](const QSqlQuery &query) -> Result<void> {
        RowReader databaseId(query, {.table = "setting"_L1});
        RowReader copies(query, {.table = "setting"_L1, .nameColumn = copiesAt}, copiesAt + 1);
        RowReader key(query, {.table = "encryption_key"_L1, .nameColumn = keyAt, .keyColumn = keyAt}, keyAt);
        if (found)
            key.refuse("id"_L1, EditText::tr("is one of several, and there is one key"));
        found = encryptionFrom(databaseId, key);
        found->keyCopies = keyCopiesIn(copies);
        return databaseId.whole().and_then([&] { return copies.whole(); }).and_then([&] {
            return key.whole();
        });
    };
    if (const auto read = database.visit(sql, {}, take); !read)
        return std::unexpected(read.error());
    if (!found)
        return std::unexpected(missingRecord("setting"_L1, u"database_id"_s));
    return database
        .list(u"SELECT id, state, check_value, proof FROM spare_encryption_key ORDER BY id"_s, {},
              spareKeyFrom)
        .transform([&](const QList<SpareKey> &spareKeys) {
            found->spareKeys = spareKeys;
            return *found;
        });
}

Result<void> checkSealKey(Database &database, const QByteArray &sealed)
{
    QStringList keyIds;
    return database.visitAll({keyIdsQuestion(keyIds)}).and_then([&] { return checkSealKey(sealed, keyIds); });
}

Engine::Question keyIdsQuestion(QStringList &keyIds)
{
    const auto take = [&keyIds](const QSqlQuery &row) -> Result<void> {
        keyIds << row.value(0).toString();
        return {};
    };
    return {u"SELECT id FROM encryption_key"_s, {}, take};
}

Result<void> checkSealKey(const QByteArray &sealed, const QStringList &keyIds)
{
    if (keyIds.contains(QString::fromLatin1(sealedtext::keyId(sealed))))
        return {};
    return fail(Error::Kind::Conflict,
                EditText::tr("The encryption key was replaced while this was being encrypted with the old "
                             "one, which nothing would open. Nothing was saved. Add it again."));
}

QLatin1StringView tableOf(SealedValue::Kind kind)
{
    return sealedColumns(kind).table;
}

Result<void> visitSealed(Database &database, const std::function<Result<void>(const SealedValue &)> &visitor)
{
    const auto take = [&](const QSqlQuery &query) {
        const auto kind = SealedValue::Kind(query.value(0).toInt());
        RowReader row(query, {.table = sealedColumns(kind).table, .nameColumn = 2}, 1);
        const SealedValue value = sealedFrom(row, kind);
        return row.whole().and_then([&] { return visitor(value); });
    };
    // A registration's row without its server has no authority, and opens nowhere.
    return database.visit(
        u"SELECT 0, application_id, id, sealed, '', '', '', '', '', '' FROM client_secret WHERE sealed <> '' "
        "UNION ALL SELECT 1, thumbprint, id, sealed, '', '', '', '', '', '' FROM signing_certificate "
        "UNION ALL SELECT 2, id, id, sealed, kind, url, realm, sign_in, account, certificate "
        "FROM server WHERE sealed <> '' "
        "UNION ALL SELECT 3, c.server_id, c.application_id, c.registration_token, c.registration_uri, "
        "coalesce(s.certificate, ''), '', '', '', '' "
        "FROM server_client c LEFT JOIN server s ON s.id = c.server_id WHERE c.registration_token <> '' "
        "UNION ALL SELECT 4, id, id, proof, kind, url, realm, sign_in, account, certificate "
        "FROM server WHERE proof <> ''"_s,
        {}, take);
}

Result<SignInSettings> loadSignInSettings(Database &database)
{
    const QString lock = u"lock_after_minutes"_s;
    return SettingReader::of(database, {lock}).and_then([&](SettingReader &&settings) {
        return settings.whole(SignInSettings{.lockAfterMinutes = settings.number(lock, 0, mostLockMinutes),
                                             .version = settings.version(lock)});
    });
}

Result<bool> hasMainAdministrator(Database &database)
{
    return database
        .list(u"SELECT EXISTS (SELECT 1 FROM iam_user WHERE main_administrator = 1 AND enabled = 1 AND "
              "service_account = 0 AND password <> '')"_s,
              {}, [](const QSqlQuery &row) { return row.value(0).toBool(); })
        .and_then([&](const QList<bool> &found) -> Result<bool> {
            if (found.value(0))
                return true;
            // Whoever is told that there is none may become one: a damaged administrator must not open that
            // door.
            return loadUsers(database).transform([](const QList<User> &) { return false; });
        });
}

}
