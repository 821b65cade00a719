#include "store/records/LanguageStore.h"

#include "domain/LanguageTag.h"
#include "store/records/FieldStore.h"
#include "store/records/RecordStore.h"

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

Language languageFrom(RowReader &row)
{
    const Language language = recordFrom<Language>(row);
    if (!canonicalLanguageTag(language.tag))
        row.refuseUnknown("tag"_L1);
    return language;
}

}

Result<QList<Language>> loadLanguages(Database &database)
{
    return selectRecords<Language>(database, {}, u"ORDER BY is_default DESC, fold(tag)"_s, {}, languageFrom);
}

Result<int> countTextsIn(Database &database, const Language &language)
{
    const QString sql =
        u"SELECT coalesce(sum(written), 0) FROM ("
        "SELECT CASE WHEN profile <> '' THEN 1 ELSE 0 END + CASE WHEN email <> '' THEN 1 ELSE 0 END + "
        "CASE WHEN api <> '' THEN 1 ELSE 0 END AS written FROM client_consent_text "
        "WHERE language_id = ? UNION ALL "
        "SELECT CASE WHEN title <> '' THEN 1 ELSE 0 END + CASE WHEN description <> '' THEN 1 ELSE 0 END "
        "FROM custom_resource_text WHERE language_id = ?) AS texts"_s;
    return database
        .list(sql, {language.key, language.key}, [](const QSqlQuery &row) { return row.value(0).toInt(); })
        .transform([](const QList<int> &counts) { return counts.value(0); });
}

Result<QStringList> clientsWithTextsIn(Database &database, const QString &languageKey)
{
    return database.list(
        u"SELECT c.id FROM client_consent_text t JOIN client_application c ON c.id = t.application_id "
        "WHERE t.language_id = ? ORDER BY fold(c.client_id)"_s,
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

Result<void> demoteOthers(Database &database, const Language &language)
{
    if (!language.isDefault)
        return {};
    return database.execute(
        u"UPDATE language SET is_default = 0, version = version + 1 WHERE is_default = 1 AND id <> ?"_s,
        {language.key});
}

}
