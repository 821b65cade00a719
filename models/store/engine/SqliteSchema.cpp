#include "domain/rules/RuleText.h"
#include "store/engine/SqliteEngine.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// Marks a file as ours, https://sqlite.org/pragma.html#pragma_application_id; the first migration writes it.
constexpr int gatehouseApplicationId = 0x4761486f;

/// What stands in the pattern for one character: all its cases, for nothing is folded.
QString globCharacter(const QString &character)
{
    const QString lower = character.toLower();
    const QString upper = character.toUpper();
    if (lower != upper && lower.size() == character.size() && upper.size() == character.size())
        return u'[' + lower + upper + u']';
    return u"*?["_s.contains(character) ? u'[' + character + u']' : character;
}

}

Result<QList<qint64>> SqliteEngine::numbers(const QString &statement)
{
    QList<qint64> found;
    const auto take = [&](const QSqlQuery &row) -> Result<void> {
        found << row.value(0).toLongLong();
        return {};
    };
    return visit(statement, {}, take).transform([&] { return found; });
}

/// With triggers and views somebody could change or hide whatever is saved, entries of the audit trail too.
Result<QStringList> SqliteEngine::addedObjects()
{
    QStringList added;
    const auto take = [&](const QSqlQuery &row) -> Result<void> {
        added << u"%1 \"%2\""_s.arg(row.value(0).toString(), rules::shortened(row.value(1).toString()));
        return {};
    };
    return visit(u"SELECT type, substr(name, 1, 100) FROM sqlite_master WHERE type IN ('trigger', 'view')"_s,
                 {}, take)
        .transform([&] { return added; });
}

Result<SchemaState> SqliteEngine::schema()
{
    SchemaState state;
    const auto objects = numbers(u"SELECT count(*) FROM sqlite_master"_s);
    state.isEmpty = objects && objects->value(0) == 0;
    if (!objects || state.isEmpty)
        return objects.transform([&](const auto &) { return state; });
    const auto applicationId = numbers(u"PRAGMA application_id"_s);
    state.isOurs = applicationId && applicationId->value(0) == gatehouseApplicationId;
    if (!applicationId || !state.isOurs)
        return applicationId.transform([&](const auto &) { return state; });
    return addedObjects()
        .and_then([&](const QStringList &added) {
            state.added = added;
            return numbers(u"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND "
                           "name = 'schema_version'"_s);
        })
        .and_then([&](const QList<qint64> &known) -> Result<SchemaState> {
            if (known.value(0) == 0)
                return state;
            // What is no number comes as 0.
            return numbers(u"SELECT iif(typeof(version) = 'integer', version, 0) FROM schema_version "
                           "ORDER BY 1"_s)
                .transform([&](const QList<qint64> &versions) {
                    state.versions = versions;
                    return state;
                });
        });
}

QString SqliteEngine::schemaFolder() const
{
    return u":/gatehouse/schema/sqlite"_s;
}

TextSearch SqliteEngine::containing(const QString &search) const
{
    QString pattern;
    for (const char32_t character : search.toUcs4())
        pattern += globCharacter(QString::fromUcs4(&character, 1));
    return {u"GLOB ?"_s, u'*' + pattern + u'*'};
}

Result<QStringList> SqliteEngine::danglingReference()
{
    // https://sqlite.org/pragma.html#pragma_foreign_key_check
    const QString statement =
        u"SELECT c.\"table\", c.rowid, k.\"from\", c.parent FROM pragma_foreign_key_check c "
        "JOIN pragma_foreign_key_list(c.\"table\") k ON k.id = c.fkid LIMIT 1"_s;
    QStringList found;
    const auto take = [&](const QSqlQuery &row) -> Result<void> {
        found = {row.value(0).toString(), row.value(1).toString(), row.value(2).toString(),
                 row.value(3).toString()};
        return {};
    };
    return visit(statement, {}, take).transform([&] { return found; });
}

}
