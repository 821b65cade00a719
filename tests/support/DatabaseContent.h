#pragma once

#include "store/Database.h"

namespace gatehouse::test {

/// Every row of every table as text, to show that nothing changed.
inline QStringList contentOf(Database &database)
{
    const auto text = [](const QSqlQuery &row) { return row.value(0).toString(); };
    const auto tables = database.list(
        QStringLiteral("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"), {}, text);
    QStringList content;
    for (const QString &table : tables.value()) {
        const auto columns =
            database.list(QStringLiteral("SELECT name FROM pragma_table_info(?)"), {table}, text);
        const QString values = QStringLiteral("quote(") +
                               columns.value().join(QStringLiteral(") || ',' || quote(")) +
                               QStringLiteral(")");
        content << table
                << database.list(QStringLiteral("SELECT %1 FROM %2 ORDER BY 1").arg(values, table), {}, text)
                       .value();
    }
    return content;
}

}
