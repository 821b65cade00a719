#include "store/engine/postgresql/PostgresViews.h"

#include "domain/HiddenSecrets.h"
#include "domain/rules/RiskNames.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::postgresviews {

namespace {

/// Each client application is read with its identity, which behind a barrier would be looked for among all
/// users.
const QString joined = u"iam_user"_s;

/// Has no view: nobody reads it but who signs in over a role that writes.
const QString leftOut = u"sign_in_try"_s;

/// A column that holds a secret, and what is shown of it.
struct Mask
{
    QString table;
    QString column;
    QString shown;
};

/// Whether there is a value stays to be seen.
QString unlessEmpty(const QString &column, const QString &shown)
{
    return u"CASE WHEN %1 = '' THEN '' ELSE %2 END"_s.arg(column, shown);
}

QString literal(QLatin1StringView text)
{
    return u"'%1'"_s.arg(text);
}

/// What a view shows for the hash of a secret, and what an accepted risk of one is bound to
/// (rules/SecretRisk).
const QString hiddenHash = u"encode(sha256(convert_to(%1, 'UTF8')), 'base64')"_s;
const QString fingerprint = u"left(encode(sha256(convert_to(%1, 'UTF8')), 'hex'), 16)"_s;

/// An accepted risk stays that of its secret, by the hash that is shown of that.
QString riskOfHidden()
{
    return u"CASE WHEN rule <> '%1' THEN value ELSE coalesce((SELECT %2 FROM %tables.client_secret s WHERE "
           "s.application_id = client_accepted_risk.application_id AND %3 = value LIMIT 1), '') END"_s.arg(
               risks::weakSecret, fingerprint.arg(hiddenHash.arg(u"s.id"_s)), fingerprint.arg(u"s.hash"_s));
}

const std::array masks{
    Mask{u"client_secret"_s, u"hash"_s, unlessEmpty(u"hash"_s, hiddenHash.arg(u"id"_s))},
    Mask{u"client_secret"_s, u"sealed"_s, unlessEmpty(u"sealed"_s, literal(hidden::seal))},
    Mask{u"client_setting"_s, u"value"_s,
         uR"(regexp_replace(regexp_replace(value, '%1', '"hidden"', 'g'), '%2', '/hidden\2', 'g'))"_s.arg(
             hidden::hashAsText, hidden::hashInPointer)},
    Mask{u"client_accepted_risk"_s, u"value"_s, riskOfHidden()},
    // As if it was never compared: without the hashes several secrets would be one.
    Mask{u"server_client"_s, u"last_seen"_s,
         u"CASE WHEN last_seen ~ '%1' OR last_seen ~ '%2' THEN '' ELSE last_seen END"_s.arg(
             hidden::hashAsText, hidden::hashInPointer)},
    Mask{u"signing_certificate"_s, u"sealed"_s, unlessEmpty(u"sealed"_s, literal(hidden::seal))},
    Mask{u"server"_s, u"sealed"_s, unlessEmpty(u"sealed"_s, literal(hidden::seal))},
    Mask{u"server"_s, u"proof"_s, u"''"_s},
    Mask{u"server_client"_s, u"registration_token"_s,
         unlessEmpty(u"registration_token"_s, literal(hidden::seal))},
    Mask{u"encryption_key"_s, u"check_value"_s, literal(hidden::checkValue)},
    Mask{u"encryption_key"_s, u"origin"_s, u"''"_s},
    Mask{u"spare_encryption_key"_s, u"check_value"_s, literal(hidden::checkValue)},
    Mask{u"spare_encryption_key"_s, u"proof"_s, u"''"_s},
    // It holds proofs, too.
    Mask{u"setting"_s, u"value"_s, u"CASE WHEN name = 'encryption_key_copies' THEN '' ELSE value END"_s},
    // Auditors have to be able to sign in, and nobody else by this way.
    Mask{u"iam_user"_s, u"password"_s,
         u"CASE WHEN password = '' THEN '' WHEN auditor = 1 AND main_administrator = 0 AND service_account = "
         "0 AND enabled = 1 THEN password ELSE %1 END"_s.arg(literal(hidden::password))},
    // The other names are hashes of what may be a password that was typed in the wrong field.
    Mask{u"sign_in_attempt"_s, u"name_hash"_s, u"CASE WHEN known = 1 THEN name_hash ELSE '' END"_s},
};

QString shownOf(const QString &tablesSchema, const Table &table, const Name &column)
{
    const auto mask = std::ranges::find_if(
        masks, [&](const Mask &one) { return one.table == table.name.plain && one.column == column.plain; });
    if (mask == masks.end())
        return column.quoted;
    return u"%1 AS %2"_s.arg(QString(mask->shown).replace("%tables"_L1, tablesSchema), column.quoted);
}

QString statementFor(const QString &tablesSchema, const Table &table)
{
    QStringList shown;
    for (const Name &column : table.columns)
        shown << shownOf(tablesSchema, table, column);
    // Of a mask no function in a question sees more than it shows. The barrier is for what nobody thought of,
    // where it does not keep questions away from the indexes that they need.
    const bool isMasked = std::ranges::contains(masks, table.name.plain, &Mask::table);
    const QString barrier =
        isMasked && table.name.plain != joined ? u" WITH (security_barrier)"_s : QString();
    return u"CREATE VIEW %1.%2%3 AS SELECT %4 FROM %5.%2;"_s.arg(schema, table.name.quoted, barrier,
                                                                 shown.join(u", "_s), tablesSchema);
}

/// Views know by themselves what they are made of.
const QString behind =
    u"SELECT DISTINCT t.relnamespace FROM pg_namespace n "
    "JOIN pg_class v ON v.relnamespace = n.oid AND v.relname = 'iam_user' AND v.relkind = 'v' "
    "JOIN pg_rewrite r ON r.ev_class = v.oid "
    "JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid "
    "AND d.refclassid = 'pg_class'::regclass "
    "JOIN pg_class t ON t.oid = d.refobjid AND t.relkind = 'r' WHERE n.nspname = '%1'"_s;

}

QStringList statements(const QString &tablesSchema, const QList<Table> &tables, int version)
{
    QStringList all{u"DROP SCHEMA IF EXISTS %1 CASCADE;"_s.arg(schema), u"CREATE SCHEMA %1;"_s.arg(schema),
                    u"COMMENT ON SCHEMA %1 IS '%2';"_s.arg(schema, comment(version))};
    for (const Table &table : tables) {
        if (table.name.plain != leftOut)
            all << statementFor(tablesSchema, table);
    }
    return all;
}

QString missingColumn(const QList<Table> &tables)
{
    for (const Mask &mask : masks) {
        const bool isThere = std::ranges::any_of(tables, [&](const Table &table) {
            return table.name.plain == mask.table &&
                   std::ranges::contains(table.columns, mask.column, &Name::plain);
        });
        if (!isThere)
            return u"%1.%2"_s.arg(mask.table, mask.column);
    }
    return {};
}

QString comment(int version)
{
    // A mask that is added or changed raises the second number: views from before are not read.
    return u"Gatehouse %1, masks 2"_s.arg(version);
}

QString tablesBehind()
{
    return behind.arg(schema);
}

QString tablesBehindForAuditors()
{
    return tablesBehind() + u" AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(v.oid, "
                            "'SELECT') AND NOT has_table_privilege(t.oid, 'SELECT')"_s;
}

}
