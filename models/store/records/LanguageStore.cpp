#include "store/records/LanguageStore.h"

#include "domain/LanguageTag.h"
#include "store/RowReader.h"
#include "store/edit/EditText.h"
#include "store/edit/RecordChange.h"
#include "store/records/RecordStore.h"

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

std::optional<QString> tagFrom(const QString &stored)
{
    return canonicalLanguageTag(stored) ? std::optional(stored) : std::nullopt;
}

Language languageFrom(RowReader &row)
{
    return {.key = row.key("id"_L1),
            .version = row.count("version"_L1, 1),
            .tag = row.one("tag"_L1, tagFrom),
            .nativeName = row.text("native_name"_L1),
            .rightToLeft = row.flag("right_to_left"_L1),
            .isDefault = row.flag("is_default"_L1)};
}

QString languageTitle(const Language &language)
{
    return EditText::tr("Language \"%1\"").arg(language.tag);
}

QVariantList columnValues(const Language &language)
{
    return {language.version,        language.tag, language.nativeName, int(language.rightToLeft),
            int(language.isDefault), language.key};
}

Result<void> demoteOthers(Database &database, const Language &language)
{
    if (!language.isDefault)
        return {};
    return database.execute(
        u"UPDATE language SET is_default = 0, version = version + 1 WHERE is_default = 1 AND id <> ?"_s,
        {language.key});
}

}

Result<QList<Language>> loadLanguages(Database &database)
{
    return readRows(database,
                    u"SELECT id, version, tag, native_name, right_to_left, is_default FROM language "
                    "ORDER BY is_default DESC, tag"_s,
                    {}, {.table = "language"_L1, .nameColumn = 2}, languageFrom);
}

Result<int> countTextsIn(Database &database, const Language &language)
{
    const QString sql =
        u"SELECT coalesce(sum(written), 0) FROM ("
        "SELECT (profile <> '') + (email <> '') + (api <> '') AS written FROM client_consent_text "
        "WHERE language_id = ? UNION ALL "
        "SELECT (title <> '') + (description <> '') FROM custom_resource_text WHERE language_id = ?)"_s;
    return database
        .list(sql, {language.key, language.key}, [](const QSqlQuery &row) { return row.value(0).toInt(); })
        .transform([](const QList<int> &counts) { return counts.value(0); });
}

Result<QStringList> clientsWithTextsIn(Database &database, const QString &languageKey)
{
    return database.list(
        u"SELECT c.id FROM client_consent_text t JOIN client_application c ON c.id = t.application_id "
        "WHERE t.language_id = ? ORDER BY c.client_id"_s,
        {languageKey}, [](const QSqlQuery &row) { return row.value(0).toString(); });
}

Result<QStringList> clientsAskingConsent(Database &database)
{
    return database.list(u"SELECT id FROM client_application WHERE require_consent = 1"_s, {},
                         [](const QSqlQuery &row) { return row.value(0).toString(); });
}

Result<void> bumpVersionsWithTextsIn(Database &database, const QString &languageKey)
{
    const QString sql = u"UPDATE %1 SET version = version + 1 WHERE id IN "
                        "(SELECT %2 FROM %3 WHERE language_id = ?)"_s;
    return database
        .execute(sql.arg(u"client_application"_s, u"application_id"_s, u"client_consent_text"_s),
                 {languageKey})
        .and_then([&] {
            return database.execute(
                sql.arg(u"custom_resource"_s, u"resource_id"_s, u"custom_resource_text"_s), {languageKey});
        });
}

Result<void> insertLanguage(Database &database, const Language &language)
{
    return demoteOthers(database, language).and_then([&] {
        return database.execute(
            u"INSERT INTO language (version, tag, native_name, right_to_left, is_default, id) "
            "VALUES (?, ?, ?, ?, ?, ?)"_s,
            columnValues(language));
    });
}

Result<void> updateLanguage(Database &database, const Language &language)
{
    return demoteOthers(database, language).and_then([&] {
        return changeOne(database, u"language"_s,
                         u"UPDATE language SET version = ?, tag = ?, native_name = ?, right_to_left = ?, "
                         "is_default = ? WHERE id = ? AND version = ?"_s,
                         columnValues(language) + QVariantList{language.version - 1}, language.key,
                         languageTitle(language));
    });
}

Result<void> deleteLanguage(Database &database, const Language &language)
{
    return changeOne(database, u"language"_s, u"DELETE FROM language WHERE id = ? AND version = ?"_s,
                     {language.key, language.version}, language.key, languageTitle(language));
}

}
