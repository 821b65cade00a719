#include "store/SecurityStore.h"

#include "domain/SealedText.h"
#include "store/EditText.h"
#include "store/RecordStore.h"

#include <QHash>
#include <QSqlRecord>

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

struct Setting
{
    QString name;
    QString value;
    int version = 0;
};

using Settings = QHash<QString, Setting>;

Result<Settings> loadSettings(Database &database, const QStringList &names)
{
    const QString marks = QStringList(names.size(), u"?"_s).join(u',');
    return database
        .list(u"SELECT name, value, version FROM setting WHERE name IN (%1)"_s.arg(marks),
              QVariantList(names.begin(), names.end()),
              [](const QSqlQuery &row) {
                  return Setting{row.value(0).toString(), row.value(1).toString(), row.value(2).toInt()};
              })
        .transform([](const QList<Setting> &rows) {
            Settings settings;
            for (const Setting &setting : rows)
                settings.insert(setting.name, setting);
            return settings;
        });
}

SpareKey spareKeyFrom(const QSqlQuery &row)
{
    return {row.value(0).toString(), spareKeyStateFrom(row.value(1).toString()), row.value(2).toByteArray(),
            row.value(3).toByteArray()};
}

SealedValue sealedFrom(const QSqlQuery &row)
{
    return {row.value(0).toInt() == 0 ? SealedValue::Kind::ClientSecret : SealedValue::Kind::Certificate,
            row.value(1).toString(), row.value(2).toString(), row.value(3).toByteArray()};
}

/// Empty when it is no base64.
QByteArray base64From(const QVariant &column)
{
    const auto decoded =
        QByteArray::fromBase64Encoding(column.toByteArray(), QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? decoded.decoded : QByteArray();
}

/// The first column whose value no Gatehouse wrote; empty when there is none. That the certificate itself is
/// one is seen where it is used.
QString damagedColumn(const QSqlQuery &row, const SigningCertificate &read)
{
    if (read.key.isEmpty())
        return u"id"_s;
    if (read.version < 1)
        return u"version"_s;
    if (read.storage == CertificateStorage::None)
        return u"storage"_s;
    constexpr int firstTime = 6;
    constexpr int firstOptional = 10;
    constexpr int end = 12;
    for (int column = firstTime; column < end; ++column) {
        const QVariant value = row.value(column);
        if ((column < firstOptional || !value.isNull()) && !fromColumn(value).isValid())
            return row.record().fieldName(column);
    }
    return {};
}

SigningCertificate certificateFrom(const QSqlQuery &row)
{
    SigningCertificate read{.key = row.value(0).toString(),
                            .version = row.value(1).toInt(),
                            .thumbprint = row.value(2).toString(),
                            .certificate = base64From(row.value(3)),
                            .storage = storageFrom(row.value(4).toString()),
                            .sealed = row.value(5).toByteArray(),
                            .created = fromColumn(row.value(6)),
                            .notBefore = fromColumn(row.value(7)),
                            .notAfter = fromColumn(row.value(8)),
                            .signsFrom = fromColumn(row.value(9)),
                            .replaced = fromColumn(row.value(10)),
                            .publishedUntil = fromColumn(row.value(11))};
    read.damagedColumn = damagedColumn(row, read);
    return read;
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

Result<EncryptionRecord> loadEncryption(Database &database)
{
    const QString sql = u"SELECT s.value, k.id, k.check_value, k.created_at, k.origin, "
                        "(SELECT count(*) FROM client_secret WHERE sealed <> '') + "
                        "(SELECT count(*) FROM signing_certificate), "
                        "(SELECT value FROM setting WHERE name = 'encryption_key_change') "
                        "FROM setting s LEFT JOIN encryption_key k ON 1 = 1 WHERE s.name = 'database_id'"_s;
    return database
        .list(sql, {},
              [](const QSqlQuery &row) {
                  EncryptionRecord record{.databaseId = row.value(0).toString(),
                                          .sealedValues = row.value(5).toInt(),
                                          .oldNote = row.value(6).toString()};
                  if (!row.value(1).isNull())
                      record.key = EncryptionKey{row.value(1).toString(), row.value(2).toByteArray(),
                                                 fromColumn(row.value(3)), row.value(4).toByteArray()};
                  return record;
              })
        .and_then([&](const QList<EncryptionRecord> &records) {
            return database
                .list(u"SELECT id, state, check_value, proof FROM spare_encryption_key ORDER BY id"_s, {},
                      spareKeyFrom)
                .transform([&](const QList<SpareKey> &spareKeys) {
                    EncryptionRecord record = records.value(0);
                    record.spareKeys = spareKeys;
                    return record;
                });
        });
}

Result<void> checkSealKey(Database &database, const QByteArray &sealed)
{
    return database
        .list(u"SELECT 1 FROM encryption_key WHERE id = ?"_s,
              {QString::fromLatin1(sealedtext::keyId(sealed))},
              [](const QSqlQuery &row) { return row.value(0).toInt(); })
        .and_then([](const QList<int> &found) -> Result<void> {
            if (!found.isEmpty())
                return {};
            return fail(
                Error::Kind::Conflict,
                EditText::tr("The encryption key was replaced while this was being encrypted with the old "
                             "one, which nothing would open. Nothing was saved. Add it again."));
        });
}

Result<void> visitSealed(Database &database, const std::function<Result<void>(const SealedValue &)> &visitor)
{
    return database.visit(u"SELECT 0, application_id, id, sealed FROM client_secret WHERE sealed <> '' "
                          "UNION ALL SELECT 1, thumbprint, id, sealed FROM signing_certificate"_s,
                          {}, [&](const QSqlQuery &row) { return visitor(sealedFrom(row)); });
}

Result<QList<SigningCertificate>> loadCertificates(Database &database)
{
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
                         {}, [](const QSqlQuery &row) {
                             return CertificateFile{row.value(0).toString(), row.value(1).toString(),
                                                    row.value(2).toString(), row.value(3).toString()};
                         });
}

Result<CertificateSettings> loadCertificateSettings(Database &database)
{
    const QString storage = u"certificate_storage"_s;
    const QString folder = u"certificate_folder"_s;
    const QString validity = u"certificate_validity_days"_s;
    const QString overlap = u"certificate_overlap_hours"_s;
    const QString lifetime = u"token_lifetime_hours"_s;
    return loadSettings(database, {storage, folder, validity, overlap, lifetime})
        .transform([&](const Settings &settings) {
            return CertificateSettings{.storage = storageFrom(settings[storage].value),
                                       .folder = settings[folder].value,
                                       .validityDays = settings[validity].value.toInt(),
                                       .overlapHours = settings[overlap].value.toInt(),
                                       .tokenLifetimeHours = settings[lifetime].value.toInt(),
                                       .version = settings[storage].version};
        });
}

Result<SignInSettings> loadSignInSettings(Database &database)
{
    const QString lock = u"lock_after_minutes"_s;
    return loadSettings(database, {lock}).transform([&](const Settings &settings) {
        return SignInSettings{.lockAfterMinutes = settings[lock].value.toInt(),
                              .version = settings[lock].version};
    });
}

Result<bool> hasMainAdministrator(Database &database)
{
    return database
        .list(u"SELECT EXISTS (SELECT 1 FROM iam_user WHERE main_administrator = 1 AND enabled = 1 AND "
              "service_account = 0 AND password <> '')"_s,
              {}, [](const QSqlQuery &row) { return row.value(0).toBool(); })
        .transform([](const QList<bool> &found) { return found.value(0); });
}

}
