#pragma once

#include <QStringList>

/// By what auditors read a database on a server: for each table a view of the same name and columns, in a
/// schema of their own, with hidden::… where secrets are. Who has a right to the views alone cannot reach
/// what is behind them, by whatever tool.
namespace gatehouse::postgresviews {

/// Where the views are.
inline const QString schema = QStringLiteral("gatehouse_audit");

struct Table
{
    QString name;
    QStringList columns;
};

/// Makes the views anew over the tables of `tablesSchema`, which are those of the schema's `version`.
QStringList statements(const QString &tablesSchema, const QList<Table> &tables, int version);
/// What the comment of the views' schema says then.
QString comment(int version);

/// A question for the number of the schema with the tables that are behind the views; no row where there are
/// no views.
QString tablesBehind();
/// The same, where the session may read the views and not what is behind them.
QString tablesBehindForAuditors();

}
