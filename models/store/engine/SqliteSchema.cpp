#include "domain/rules/RuleText.h"
#include "store/engine/OwnReferences.h"
#include "store/engine/SqliteEngine.h"

#include <QUtf8StringView>

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

/// With triggers, views and what references do somebody could change or hide whatever is saved, entries of
/// the audit trail too.
Result<QStringList> SqliteEngine::addedObjects()
{
    QStringList added;
    const auto take = [&](const QSqlQuery &row) -> Result<void> {
        added << u"%1 \"%2\""_s.arg(row.value(0).toString(), rules::shortened(row.value(1).toString()));
        return {};
    };
    return visit(
               u"SELECT type, substr(name, 1, 100) FROM sqlite_master WHERE type IN ('trigger', 'view') "
               "UNION ALL SELECT 'reference', m.name || '.' || f.\"from\" FROM sqlite_master m, "
               "pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND m.name || '.' || f.\"from\" NOT "
               "IN (%1) UNION ALL SELECT 'conflict clause of', name FROM sqlite_master WHERE sql LIKE "
               "'%ON CONFLICT%' UNION ALL SELECT 'table without its unique names', m.name FROM sqlite_master "
               "m "
               "WHERE m.type = 'table' AND m.name IN (%2) AND (SELECT count(*) FROM "
               "pragma_index_list(m.name) "
               "WHERE \"unique\" AND origin <> 'pk') < %3"_s.arg(ownReferences, ownNames,
                                                                 ownNameCount.arg(u"m.name"_s)),
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

Result<QStringList> SqliteEngine::misplacedValue(const QStringList &tables)
{
    for (const QString &table : tables) {
        const auto columns = columnsOf(table);
        if (!columns)
            return std::unexpected(columns.error());
        QStringList found;
        const auto look = [&](const QSqlQuery &row) -> Result<void> {
            for (qsizetype i = 0; found.isEmpty() && i < columns->size(); ++i) {
                if (!holdsItsKind(row, *columns, i))
                    found = {table, row.value(0).toString(), columns->at(i).name};
            }
            return {};
        };
        const auto done = visit(lookAtValues(table, *columns), {}, look);
        if (!done || !found.isEmpty())
            return done.transform([&] { return found; });
    }
    return QStringList();
}

/// Each column's kind of value, then each one's bytes, of texts alone.
QString SqliteEngine::lookAtValues(const QString &table, const QList<Column> &columns)
{
    QStringList kinds;
    QStringList bytes;
    for (const Column &column : columns) {
        kinds << u"typeof(%1)"_s.arg(column.name);
        bytes << (column.type == "TEXT"_L1 ? u"CAST(%1 AS BLOB)"_s.arg(column.name) : u"NULL"_s);
    }
    return u"SELECT %1, %2, %3 FROM %4"_s.arg(columns.first().name, kinds.join(u", "_s), bytes.join(u", "_s),
                                              table);
}

/// SQLite takes any bytes for a text; what is no UTF-8 would be copied as something else.
bool SqliteEngine::holdsItsKind(const QSqlQuery &row, const QList<Column> &columns, qsizetype column)
{
    const QString &type = columns.at(column).type;
    const QString kind = row.value(int(1 + column)).toString();
    if (kind == "null"_L1)
        return true; // where there has to be a value the copy refuses it
    if (kind != type.toLower())
        return false;
    return type != "TEXT"_L1 ||
           QUtf8StringView(row.value(int(1 + columns.size() + column)).toByteArray()).isValidUtf8();
}

Result<QList<SqliteEngine::Column>> SqliteEngine::columnsOf(const QString &table)
{
    QList<Column> columns;
    const auto take = [&](const QSqlQuery &row) -> Result<void> {
        columns << Column{row.value(0).toString(), row.value(1).toString()};
        return {};
    };
    return visit(u"SELECT name, type FROM pragma_table_info(?) ORDER BY cid"_s, {table}, take).transform([&] {
        return columns;
    });
}

}
