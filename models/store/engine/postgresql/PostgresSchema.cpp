#include "domain/rules/RuleText.h"
#include "store/StoreText.h"
#include "store/engine/OwnReferences.h"
#include "store/engine/postgresql/PostgresEngine.h"
#include "store/engine/postgresql/PostgresViews.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// What the comment of table schema_version says of Gatehouse's own database; the migration writes it.
const QString ownComment = u"Gatehouse"_s;

enum Found { Number, Ours, Added, Views };

const QString ownNamespace = u"SELECT oid FROM pg_namespace WHERE nspname = current_schema()"_s;

/// Kind of row, then two texts, about what is in a namespace. What belongs to an extension is nobody's.
const QString lookSql =
    u"WITH present AS (SELECT c.oid, c.relname::text AS name, c.relkind FROM pg_class c "
    "WHERE c.relnamespace = (%1) AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT EXISTS (SELECT 1 FROM "
    "pg_depend d "
    "WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')) "
    "SELECT 0, count(*)::text, '' FROM present UNION ALL "
    "SELECT 1, coalesce(obj_description(oid, 'pg_class'), ''), '' FROM present "
    "WHERE name = 'schema_version' AND relkind = 'r' UNION ALL "
    "SELECT 2, 'view', name FROM present WHERE relkind IN ('v', 'm', 'f') UNION ALL "
    "SELECT 2, 'trigger', t.tgname::text FROM pg_trigger t JOIN present p ON p.oid = t.tgrelid "
    "WHERE NOT t.tgisinternal UNION ALL "
    "SELECT 2, 'rule', r.rulename::text FROM pg_rewrite r JOIN present p ON p.oid = r.ev_class "
    "WHERE r.rulename <> '_RETURN' UNION ALL "
    "SELECT 2, 'policy', y.polname::text FROM pg_policy y JOIN present p ON p.oid = y.polrelid UNION ALL "
    "SELECT 2, 'row level security of', c.relname::text FROM pg_class c JOIN present p ON p.oid = c.oid "
    "WHERE c.relrowsecurity UNION ALL "
    "SELECT 2, 'unlogged table', c.relname::text FROM pg_class c JOIN present p ON p.oid = c.oid "
    "WHERE c.relkind = 'r' AND c.relpersistence = 'u' UNION ALL "
    "SELECT DISTINCT 2, 'switched-off checks of', p.name FROM pg_trigger t JOIN present p ON p.oid = "
    "t.tgrelid "
    "WHERE t.tgisinternal AND t.tgenabled <> 'O' UNION ALL "
    "SELECT 2, 'table without a primary key', p.name FROM present p WHERE p.relkind = 'r' AND p.name <> "
    "'write_turn' AND NOT EXISTS (SELECT 1 "
    "FROM pg_constraint k WHERE k.conrelid = p.oid AND k.contype = 'p') AND EXISTS (SELECT 1 FROM present "
    "WHERE name = 'schema_version') UNION ALL "
    "SELECT DISTINCT 2, 'table without its references', p.name FROM present p JOIN pg_attribute a ON "
    "a.attrelid = p.oid AND NOT a.attisdropped AND p.name || '.' || a.attname IN (%2) WHERE p.relkind = 'r' "
    "AND EXISTS (SELECT 1 FROM present WHERE name = 'schema_version') AND NOT EXISTS (SELECT 1 FROM "
    "pg_constraint k WHERE k.conrelid = p.oid AND k.contype = 'f' AND a.attnum = ANY (k.conkey)) UNION ALL "
    "SELECT 2, 'table without its unique names', p.name FROM present p WHERE p.relkind = 'r' AND p.name IN "
    "(%3) AND EXISTS (SELECT 1 FROM present WHERE name = 'schema_version') AND ((SELECT count(*) FROM "
    "pg_index i WHERE i.indrelid = p.oid AND i.indisunique AND i.indisvalid AND NOT i.indisprimary) < %4 OR "
    "NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = p.oid AND i.indisunique AND NOT i.indisprimary "
    "AND i.indpred IS NULL AND (i.indexprs IS NOT NULL OR p.name NOT IN (%5)))) UNION ALL "
    "SELECT DISTINCT 2, 'reference', p.name || '.' || a.attname FROM present p JOIN pg_constraint k ON "
    "k.conrelid = p.oid AND k.contype = 'f' JOIN pg_attribute a ON a.attrelid = p.oid AND a.attnum = ANY "
    "(k.conkey) WHERE p.name || '.' || a.attname NOT IN (%2) UNION ALL "
    "SELECT 2, 'table', c.relname::text FROM pg_inherits i JOIN present p ON p.oid = i.inhparent "
    "JOIN pg_class c ON c.oid = i.inhrelid UNION ALL "
    "SELECT 3, coalesce(obj_description(oid, 'pg_namespace'), ''), '' FROM pg_namespace "
    "WHERE nspname = current_schema() ORDER BY 1, 2, 3"_s;

/// A question that finds the first row of a reference that leads nowhere, for each reference.
const QString referencesSql =
    u"SELECT format('(SELECT %L, t.ctid::text, %L, %L FROM %s t LEFT JOIN %s p ON p.%I = t.%I "
    "WHERE t.%I IS NOT NULL AND p.%I IS NULL LIMIT 1)', c.conrelid::regclass, a.attname, "
    "c.confrelid::regclass, c.conrelid::regclass, c.confrelid::regclass, b.attname, a.attname, a.attname, "
    "b.attname) FROM pg_constraint c "
    "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] "
    "JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1] "
    "WHERE c.contype = 'f' AND c.connamespace = (SELECT oid FROM pg_namespace WHERE nspname = "
    "current_schema()) ORDER BY 1"_s;

Error oldViews()
{
    return {Error::Kind::Unreachable,
            StoreText::tr("what it shows auditors was made for another version of its tables. Have whoever "
                          "owns them run the statements that \"gatehouse init --roles\" prints.")};
}

/// What stands in an expression for one character, in whatever case.
QString expressionOf(const QString &character)
{
    const QString lower = character.toLower();
    const QString upper = character.toUpper();
    if (lower != upper && lower.size() == character.size() && upper.size() == character.size())
        return u'[' + lower + upper + u']';
    return uR"(\.[]{}()*+?^$|)"_s.contains(character) ? u'\\' + character : character;
}

}

Result<SchemaState> PostgresEngine::schema()
{
    SchemaState state;
    // Auditors are told of what was added to the tables behind their views, too.
    const auto found =
        rowsOf(lookSql.arg(m_seesViews ? postgresviews::tablesBehind() : ownNamespace, ownReferences,
                           ownNames, ownNameCount.arg(u"p.name"_s), namesInAnyCase),
               3);
    if (!found)
        return std::unexpected(found.error());
    QString viewsComment;
    for (const QStringList &row : *found) {
        if (row.at(0).toInt() == Number)
            state.isEmpty = row.at(1) == "0"_L1;
        else if (row.at(0).toInt() == Ours)
            state.isOurs = row.at(1) == ownComment;
        else if (row.at(0).toInt() == Views)
            viewsComment = row.at(1);
        else
            state.added << u"%1 \"%2\""_s.arg(row.at(1), rules::shortened(row.at(2)));
    }
    if (!state.isOurs)
        return state;
    return rowsOf(u"SELECT version FROM schema_version ORDER BY 1"_s, 1)
        .and_then([&](const QList<QStringList> &rows) -> Result<SchemaState> {
            state.versions.emplace();
            for (const QStringList &row : rows)
                *state.versions << row.first().toLongLong();
            const int version = rows.isEmpty() ? 0 : int(state.versions->last());
            if (m_seesViews && viewsComment != postgresviews::comment(version))
                return std::unexpected(oldViews());
            return state;
        });
}

Result<void> PostgresEngine::checkMayMigrate()
{
    return rowsOf(u"SELECT pg_has_role(relowner, 'USAGE')::integer FROM pg_class WHERE oid = "
                  "to_regclass('schema_version')"_s,
                  1)
        .and_then([this](const QList<QStringList> &rows) -> Result<void> {
            if (rows.isEmpty())
                return checkMayMake();
            if (rows.first().first() == "1"_L1)
                return {};
            return fail(
                Error::Kind::Unreachable,
                StoreText::tr(
                    "it was made by an older Gatehouse and has to be brought up to date, which only the "
                    "role that owns its tables can do. Nothing was changed. Have it opened once over that "
                    "role with this version, and the statements run that \"gatehouse init --roles\" prints "
                    "then."));
        });
}

Result<void> PostgresEngine::checkMayMake()
{
    return rowsOf(u"SELECT coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)::integer, "
                  "quote_ident(coalesce(current_schema(), 'public')), quote_ident(current_user)"_s,
                  3)
        .and_then([](const QList<QStringList> &rows) -> Result<void> {
            const QStringList may = rows.value(0);
            if (may.value(0) == "1"_L1)
                return {};
            return fail(
                Error::Kind::Unreachable,
                StoreText::tr(
                    "your role on the database server may not make tables in it. Nothing was "
                    "changed. Have whoever owns the schema %1, or a superuser, run: GRANT USAGE, CREATE ON "
                    "SCHEMA %1 TO %2;")
                    .arg(rules::shortened(may.value(1)), rules::shortened(may.value(2))));
        });
}

QString PostgresEngine::schemaFolder() const
{
    return u":/gatehouse/schema/postgresql"_s;
}

TextSearch PostgresEngine::containing(const QString &search) const
{
    QString pattern;
    for (const char32_t character : search.toUcs4())
        pattern += expressionOf(QString::fromUcs4(&character, 1));
    return {u"~ ?"_s, pattern};
}

Result<QStringList> PostgresEngine::danglingReference()
{
    return rowsOf(referencesSql, 1).and_then([this](const QList<QStringList> &rows) -> Result<QStringList> {
        QStringList questions;
        for (const QStringList &row : rows)
            questions << row.first();
        if (questions.isEmpty())
            return QStringList();
        constexpr int columns = 4;
        return rowsOf(u"SELECT * FROM (%1) AS found LIMIT 1"_s.arg(questions.join(" UNION ALL "_L1)), columns)
            .transform([](const QList<QStringList> &found) { return found.value(0); });
    });
}

}
