#pragma once

#include "TestServer.h"

namespace gatehouse::test {

inline QStringList textsOf(Database &database, const QString &sql, const QVariantList &values = {})
{
    return database.list(sql, values, [](const QSqlQuery &row) { return row.value(0).toString(); }).value();
}

/// Every row of every table as text, to show that nothing changed.
inline QStringList contentOf(Database &database)
{
    const QStringList tables = textsOf(
        database,
        isOnServer()
            ? QStringLiteral("SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = "
                             "current_schema()::regnamespace AND relname <> 'write_turn' ORDER BY 1")
            : QStringLiteral("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"));
    QStringList content;
    for (const QString &table : tables) {
        content << table;
        if (isOnServer()) {
            content << textsOf(database, QStringLiteral("SELECT t::text FROM %1 t ORDER BY 1").arg(table));
            continue;
        }
        const QStringList columns =
            textsOf(database, QStringLiteral("SELECT name FROM pragma_table_info(?)"), {table});
        const QString values = QStringLiteral("quote(") + columns.join(QStringLiteral(") || ',' || quote(")) +
                               QStringLiteral(")");
        content << textsOf(database, QStringLiteral("SELECT %1 FROM %2 ORDER BY 1").arg(values, table));
    }
    return content;
}

}
