#include "store/records/SecurityStore.h"

#include "domain/SealedText.h"
#include "domain/servers/ServerNames.h"
#include "domain/servers/ServerPurpose.h"
#include "store/RowReader.h"
#include "store/SettingReader.h"
#include "store/edit/RecordChange.h"
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

bool isHex(const QString &text)
{
    const auto isDigit = [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); };
    return !text.isEmpty() && std::ranges::all_of(text, isDigit);
}

std::optional<QString> hexFrom(const QString &text)
{
    return isHex(text) ? std::optional(text) : std::nullopt;
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
    return secretPurpose({.kind = row.one("kind"_L1, serverKindByName),
                          .url = row.name("url"_L1),
                          .realm = row.text("realm"_L1),
                          .signIn = row.one("sign_in"_L1, serverSignInByName),
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

std::optional<CertificateStorage> usedStorage(const QString &column)
{
    const CertificateStorage storage = storageFrom(column);
    return storage == CertificateStorage::None ? std::nullopt : std::optional(storage);
}

std::optional<CertificateStorage> storageOrNone(const QString &column)
{
    return column.isEmpty() ? CertificateStorage::None : usedStorage(column);
}

QByteArray base64(RowReader &row, QLatin1StringView column)
{
    const QString text = row.name(column, longestStoredText);
    const auto decoded =
        QByteArray::fromBase64Encoding(text.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        row.refuse(column, EditText::tr("is no base64"));
    return decoded ? decoded.decoded : QByteArray();
}

/// One that is damaged says so itself, and what tells it from the others stays as it is stored.
SigningCertificate certificateFrom(const QSqlQuery &query)
{
    RowReader row(query, {.table = "signing_certificate"_L1});
    SigningCertificate read{.key = row.key("id"_L1),
                            .version = row.count("version"_L1, 1),
                            .thumbprint = row.one("thumbprint"_L1, hexFrom),
                            .certificate = base64(row, "certificate"_L1),
                            .storage = row.one("storage"_L1, usedStorage),
                            .sealed = row.name("sealed"_L1, longestStoredText).toLatin1(),
                            .created = row.time("created_at"_L1),
                            .notBefore = row.time("not_before"_L1),
                            .notAfter = row.time("not_after"_L1),
                            .signsFrom = row.time("signs_from"_L1),
                            .replaced = row.timeOrNone("replaced_at"_L1),
                            .publishedUntil = row.timeOrNone("published_until"_L1)};
    read.key = query.value(0).toString();
    read.thumbprint = query.value(2).toString();
    if (const auto whole = row.whole(); !whole)
        read.damagedColumn = whole.error().column;
    return read;
}

/// What is not proven is never removed, so what stands there otherwise is of no state that leads to it.
CertificateFile certificateFileFrom(const QSqlQuery &row)
{
    using enum CertificateFile::State;
    CertificateFile file{row.value(0).toString(), row.value(1).toString(), row.value(2).toString()};
    const QString column = row.value(3).toString();
    for (const CertificateFile::State state : {New, Kept, Obsolete}) {
        const QString proof = column.section(u':', 1);
        if (column == toColumn(state) + u':' + proof && isHex(proof)) {
            file.state = state;
            file.proof = proof;
            return file;
        }
    }
    file.claimed = column;
    return file;
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

QString toColumn(CertificateStorage storage)
{
    switch (storage) {
    case CertificateStorage::Local:
        return u"local"_s;
    case CertificateStorage::Database:
        return u"database"_s;
    case CertificateStorage::None:
        break;
    }
    return {};
}

CertificateStorage storageFrom(const QString &column)
{
    if (column == "local"_L1)
        return CertificateStorage::Local;
    return column == "database"_L1 ? CertificateStorage::Database : CertificateStorage::None;
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

QString toColumn(CertificateFile::State state)
{
    switch (state) {
    case CertificateFile::State::New:
        return u"new"_s;
    case CertificateFile::State::Obsolete:
        return u"obsolete"_s;
    case CertificateFile::State::Kept:
        break;
    }
    return u"kept"_s;
}

QString proofColumn(const CertificateFile &file)
{
    return file.proof.isEmpty() ? file.claimed : toColumn(file.state) + u':' + file.proof;
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

Result<QList<SigningCertificate>> loadCertificates(Database &database)
{
    // A damaged one says so itself: the others are of use, and it can be removed.
    return database.list(
        u"SELECT id, version, thumbprint, certificate, storage, sealed, created_at, not_before, "
        "not_after, signs_from, replaced_at, published_until FROM signing_certificate "
        "ORDER BY signs_from, id"_s,
        {}, certificateFrom);
}

Result<QList<CertificateFile>> loadCertificateFiles(Database &database)
{
    return database.list(u"SELECT folder, thumbprint, digest, database_file FROM certificate_file "
                         "ORDER BY folder, thumbprint"_s,
                         {}, certificateFileFrom);
}

Engine::Question certificateStorageQuestion(std::optional<CertificateStorage> &storage)
{
    const auto take = [&storage](const QSqlQuery &query) -> Result<void> {
        RowReader row(query, {.table = "setting"_L1}, 1);
        storage = row.one("value"_L1, storageOrNone);
        return row.whole();
    };
    return {u"SELECT name, value FROM setting WHERE name = 'certificate_storage'"_s, {}, take};
}

Result<CertificateSettings> loadCertificateSettings(Database &database)
{
    const QString storage = u"certificate_storage"_s;
    const QString folder = u"certificate_folder"_s;
    const QString validity = u"certificate_validity_days"_s;
    const QString overlap = u"certificate_overlap_hours"_s;
    const QString lifetime = u"token_lifetime_hours"_s;
    return SettingReader::of(database, {storage, folder, validity, overlap, lifetime})
        .and_then([&](SettingReader &&settings) {
            return settings.whole(
                CertificateSettings{.storage = settings.one(storage, storageOrNone),
                                    .folder = settings.text(folder),
                                    .validityDays = settings.number(validity, 1, mostValidityDays),
                                    .overlapHours = settings.number(overlap, 0, mostHours),
                                    .tokenLifetimeHours = settings.number(lifetime, 1, mostHours),
                                    .version = settings.version(storage)});
        });
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
