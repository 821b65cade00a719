#pragma once

#include <QStringList>

/// By what auditors read a database on a server: for each table a view of the same name and columns, in a
/// schema of their own, with hidden::… where secrets are. Who has a right to the views alone cannot reach
/// what is behind them, by whatever tool.
namespace gatehouse::postgresviews {

/// Where the views are.
inline const QString schema = QStringLiteral("gatehouse_audit");

/// Of a table or column: as it is called, and as a statement says it.
struct Name
{
    QString plain;
    QString quoted;
};

struct Table
{
    Name name;
    QList<Name> columns;
};

/// Makes the views anew over the tables of `tablesSchema`, which are those of the schema's `version`.
QStringList statements(const QString &tablesSchema, const QList<Table> &tables, int version);
/// A column that a view would have to hide, and that is not among these tables: what is shown would not be
/// what is meant. Empty: all are there.
QString missingColumn(const QList<Table> &tables);
/// What the comment of the views' schema says then.
QString comment(int version);

/// A question for the number of the schema with the tables that are behind the views; no row where there are
/// no views.
QString tablesBehind();
/// The same, where the session may read the views and not what is behind them.
QString tablesBehindForAuditors();

}
