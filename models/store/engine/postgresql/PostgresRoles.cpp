#include "store/StoreText.h"
#include "store/engine/postgresql/PostgresEngine.h"
#include "store/engine/postgresql/PostgresViews.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

const QString application = u"gatehouse_application"_s;
const QString auditor = u"gatehouse_auditor"_s;

/// A table that is there to be locked.
const QString withoutColumns = u"write_turn"_s;

/// Tables that the application's role does not change freely.
const QStringList guarded{u"audit_entry"_s, u"schema_version"_s, withoutColumns};

/// All statements can be run again: after an update there may be more tables.
QString roleUnlessThere(const QString &role)
{
    return u"DO $$BEGIN IF to_regrole('%1') IS NULL THEN CREATE ROLE %1 NOLOGIN; END IF; END$$;"_s.arg(role);
}

QString grant(const QString &rights, const QStringList &tables, const QString &role)
{
    return u"GRANT %1 ON %2 TO %3;"_s.arg(rights, tables.join(u", "_s), role);
}

QList<postgresviews::Table> tablesOf(const QList<QStringList> &columns)
{
    QList<postgresviews::Table> tables;
    for (const QStringList &row : columns) {
        if (tables.isEmpty() || tables.last().name.plain != row.at(0))
            tables << postgresviews::Table{{row.at(0), row.at(1)}, {}};
        tables.last().columns << postgresviews::Name{row.at(2), row.at(3)};
    }
    return tables;
}

/// A right to what is guarded, or a secret that is shown, would be the price of a name that is not found.
Result<void> checkAllAreThere(const QList<postgresviews::Table> &tables)
{
    const auto isThere = [&](const QString &name) {
        return std::ranges::any_of(
            tables, [&](const postgresviews::Table &table) { return table.name.plain == name; });
    };
    QString missing = postgresviews::missingColumn(tables);
    for (const QString &name : guarded) {
        if (missing.isEmpty() && name != withoutColumns && !isThere(name))
            missing = name;
    }
    if (missing.isEmpty())
        return {};
    return fail(
        Error::Kind::Unreachable,
        StoreText::tr("The database is damaged: it lacks \"%1\". Nothing is granted before it is as it "
                      "was made: put a backup back.")
            .arg(missing));
}

/// A REVOKE of what another has granted only warns: up to version 14 schema public belongs to a superuser,
/// who lets everybody make tables in it.
QString checkNobodyMakesTables(const QString &schema)
{
    return u"DO $$BEGIN IF has_schema_privilege('%1', %3::regnamespace, 'CREATE') OR "
           "has_schema_privilege('%2', %3::regnamespace, 'CREATE') THEN RAISE EXCEPTION USING MESSAGE = "
           "format('Nothing was granted: who works with the database could make tables in schema %s, and you "
           "cannot take that back, because another role owns it', %3), HINT = format('Have a superuser run: "
           "ALTER SCHEMA %s OWNER TO %I; then run these statements again', %3, current_user); END IF; "
           "END$$;"_s.arg(application, auditor, postgresLiteral(schema));
}

/// Whoever was given a right, by name or by column, to change what is guarded, or what is seen of it.
QString checkNobodyElseChanges(const QString &schema)
{
    static const QString statement = uR"(DO $$DECLARE place text; role text; BEGIN
SELECT c.oid::regclass::text, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END
INTO place, role FROM pg_class c, LATERAL (
    SELECT grantee, privilege_type FROM aclexplode(c.relacl)
    UNION ALL SELECT x.grantee, x.privilege_type FROM pg_attribute t, aclexplode(t.attacl) x WHERE t.attrelid = c.oid
) a WHERE (c.relnamespace = '%1'::regnamespace
    OR (c.relnamespace = %2::regnamespace AND c.relname IN ('audit_entry', 'schema_version')))
AND a.grantee <> c.relowner AND a.privilege_type <> 'SELECT'
AND NOT (a.privilege_type = 'INSERT' AND c.relname = 'audit_entry' AND c.relkind = 'r' AND a.grantee = '%3'::regrole)
LIMIT 1;
IF place IS NOT NULL THEN RAISE EXCEPTION USING
    MESSAGE = format('Nothing was granted: %s could change %s', role, place),
    HINT = format('Run: REVOKE ALL ON %s FROM %s; then run these statements again', place, role);
END IF; END$$;)"_s.simplified(); // each is printed on a line
    return statement.arg(postgresviews::schema, postgresLiteral(schema), application);
}

}

/// Nobody has what earlier versions, or somebody by hand, gave them; auditors have no right at all to the
/// tables.
Result<QStringList> PostgresEngine::roleStatements()
{
    if (m_seesViews) {
        return fail(Error::Kind::Unreachable,
                    StoreText::tr("%1 Connect as the role that owns the tables.").arg(m_whyReadOnly));
    }
    const auto place = rowsOf(u"SELECT quote_ident(current_database()), quote_ident(current_schema()), "
                              "(SELECT max(version) FROM schema_version)"_s,
                              3);
    // A table without columns is among them by none.
    const auto columns =
        rowsOf(u"SELECT c.relname::text, quote_ident(c.relname), a.attname::text, quote_ident(a.attname) "
               "FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT "
               "a.attisdropped WHERE c.relkind = 'r' AND c.relnamespace = (SELECT oid FROM pg_namespace "
               "WHERE nspname = current_schema()) ORDER BY c.relname, a.attnum"_s,
               4);
    if (!place || !columns)
        return std::unexpected(place ? columns.error() : place.error());
    const QList<postgresviews::Table> tables = tablesOf(*columns);
    if (const auto all = checkAllAreThere(tables); !all)
        return std::unexpected(all.error());
    QStringList worked;
    for (const postgresviews::Table &table : tables) {
        if (!guarded.contains(table.name.plain))
            worked << table.name.quoted;
    }
    const QString database = place->first().at(0);
    const QString schema = place->first().at(1);
    const QString everybody = u"PUBLIC, %1, %2"_s.arg(application, auditor);
    // All at once, so that nobody finds half of it.
    const QStringList forApplication{
        roleUnlessThere(application),
        roleUnlessThere(auditor),
        u"BEGIN;"_s,
        u"REVOKE ALL ON DATABASE %1 FROM %2;"_s.arg(database, everybody),
        u"REVOKE ALL ON SCHEMA %1 FROM %2;"_s.arg(schema, everybody),
        u"REVOKE ALL ON ALL TABLES IN SCHEMA %1 FROM %2;"_s.arg(schema, everybody),
        checkNobodyMakesTables(schema),
        u"GRANT CONNECT ON DATABASE %1 TO %2, %3;"_s.arg(database, application, auditor),
        u"GRANT USAGE ON SCHEMA %1 TO %2;"_s.arg(schema, application),
        grant(u"SELECT, INSERT, UPDATE, DELETE"_s, worked, application),
        grant(u"SELECT, INSERT"_s, {u"audit_entry"_s}, application),
        grant(u"SELECT"_s, {u"schema_version"_s}, application),
        grant(u"SELECT, UPDATE"_s, {u"write_turn"_s}, application),
    };
    // What the owner gives by default on whatever is made stands on the views, too.
    const QStringList forAuditors{
        u"REVOKE ALL ON SCHEMA %1 FROM %2;"_s.arg(postgresviews::schema, everybody),
        u"REVOKE ALL ON ALL TABLES IN SCHEMA %1 FROM %2;"_s.arg(postgresviews::schema, everybody),
        u"GRANT USAGE ON SCHEMA %1 TO %2;"_s.arg(postgresviews::schema, auditor),
        u"GRANT SELECT ON ALL TABLES IN SCHEMA %1 TO %2;"_s.arg(postgresviews::schema, auditor),
        checkNobodyElseChanges(schema),
        u"COMMIT;"_s,
    };
    return forApplication + postgresviews::statements(schema, tables, place->first().at(2).toInt()) +
           forAuditors;
}

}
