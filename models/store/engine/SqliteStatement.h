#pragma once

#include "domain/Error.h"

#include <QCache>
#include <QSqlQuery>
#include <QVariant>

#include <memory>

namespace gatehouse {

/// Prepared statements of one connection that nobody uses now, by their SQL; the longest unused ones go
/// first.
using IdleStatements = QCache<QString, QSqlQuery>;

/// One use of a statement, which is prepared only if none with the same SQL is idle. When the object goes, no
/// read stays open, and the statement is idle; SQLite keeps what was bound to it until it is used again.
class SqliteStatement
{
public:
    SqliteStatement(IdleStatements &idle, const QString &sql);
    ~SqliteStatement();
    Q_DISABLE_COPY_MOVE(SqliteStatement)

    /// Once. A null QString is bound as empty text, any other null value as NULL.
    Result<void> execute(const QSqlDatabase &connection, const QVariantList &values);

    /// Only after execute() succeeded.
    QSqlQuery &query() { return *m_query; }

private:
    IdleStatements &m_idle;
    QString m_sql;
    std::unique_ptr<QSqlQuery> m_query; ///< nothing when there is none that could be used again
    qsizetype m_bound = 0;
};

}
