#include "store/engine/PostgresEngine.h"

#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

const QString application = u"gatehouse_application"_s;
const QString auditor = u"gatehouse_auditor"_s;

/// Tables that the application's role does not change freely.
const QStringList guarded{u"audit_entry"_s, u"schema_version"_s, u"write_turn"_s};

struct Secrets
{
    QString table;
    QStringList columns;
};

/// What nobody reads who only looks.
const std::array secretColumns{
    Secrets{u"client_secret"_s, {u"hash"_s, u"sealed"_s}},
    Secrets{u"iam_user"_s, {u"password"_s}},
    Secrets{u"signing_certificate"_s, {u"sealed"_s}},
    Secrets{u"server"_s, {u"sealed"_s}},
    Secrets{u"server_client"_s, {u"registration_token"_s}},
    Secrets{u"encryption_key"_s, {u"check_value"_s, u"origin"_s}},
    Secrets{u"spare_encryption_key"_s, {u"check_value"_s, u"proof"_s}},
};

bool hasSecrets(const QString &table)
{
    return std::ranges::contains(secretColumns, table, &Secrets::table);
}

QString grant(const QString &rights, const QStringList &tables, const QString &role)
{
    return u"GRANT %1 ON %2 TO %3;"_s.arg(rights, tables.join(u", "_s), role);
}

}

Result<QString> PostgresEngine::grantWithoutSecrets(const QString &table, const QStringList &secrets)
{
    return rowsOf(u"SELECT attname::text FROM pg_attribute WHERE attrelid = '%1'::regclass AND attnum > 0 "
                  u"AND NOT "
                  "attisdropped ORDER BY attnum"_s.arg(table),
                  1)
        .transform([&](const QList<QStringList> &rows) {
            QStringList columns;
            for (const QStringList &row : rows) {
                if (!secrets.contains(row.first()))
                    columns << row.first();
            }
            return grant(u"SELECT (%1)"_s.arg(columns.join(u", "_s)), {table}, auditor);
        });
}

Result<QStringList> PostgresEngine::roleStatements()
{
    const auto place = rowsOf(u"SELECT quote_ident(current_database()), quote_ident(current_schema())"_s, 2);
    const auto tables = rowsOf(u"SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = "
                               "current_schema()::regnamespace ORDER BY 1"_s,
                               1);
    if (!place || !tables)
        return std::unexpected(place ? tables.error() : place.error());
    QStringList worked;
    QStringList shown{u"audit_entry"_s, u"schema_version"_s};
    for (const QStringList &row : *tables) {
        if (!guarded.contains(row.first()))
            worked << row.first();
        if (!guarded.contains(row.first()) && !hasSecrets(row.first()))
            shown << row.first();
    }
    const QString database = place->first().at(0);
    const QString schema = place->first().at(1);
    QStringList statements{
        u"CREATE ROLE %1 NOLOGIN;"_s.arg(application),
        u"CREATE ROLE %1 NOLOGIN;"_s.arg(auditor),
        u"REVOKE ALL ON DATABASE %1 FROM PUBLIC;"_s.arg(database),
        u"REVOKE ALL ON SCHEMA %1 FROM PUBLIC;"_s.arg(schema),
        u"REVOKE ALL ON ALL TABLES IN SCHEMA %1 FROM PUBLIC;"_s.arg(schema),
        u"GRANT CONNECT ON DATABASE %1 TO %2, %3;"_s.arg(database, application, auditor),
        u"GRANT USAGE ON SCHEMA %1 TO %2, %3;"_s.arg(schema, application, auditor),
        grant(u"SELECT, INSERT, UPDATE, DELETE"_s, worked, application),
        grant(u"SELECT, INSERT"_s, {u"audit_entry"_s}, application),
        grant(u"SELECT"_s, {u"schema_version"_s}, application),
        grant(u"SELECT, UPDATE"_s, {u"write_turn"_s}, application),
        grant(u"SELECT"_s, shown, auditor),
    };
    for (const Secrets &secrets : secretColumns) {
        const auto granted = grantWithoutSecrets(secrets.table, secrets.columns);
        if (!granted)
            return std::unexpected(granted.error());
        statements << *granted;
    }
    return statements;
}

}
