#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QStringList>
#include <QVariant>

namespace gatehouse {

/// The working copy of what is open: a private SQLite database in memory. Nobody else can lock it, so the
/// models over it may stand on the GUI thread.
class DraftDatabase
{
public:
    /// With the tables that the statements make.
    explicit DraftDatabase(const QStringList &schema);
    ~DraftDatabase();
    Q_DISABLE_COPY_MOVE(DraftDatabase)

    QSqlDatabase sql() const { return QSqlDatabase::database(m_name); }

private:
    QString m_name; ///< of the connection
};

/// The value as the working copy can hold it: never NULL, flags as 0 or 1, and no text loses its first
/// character.
QVariant draftValue(const QVariant &value);

/// One statement of a working copy. A private database in memory without constraints refuses only what this
/// program gets wrong, or when there is no memory left: neither may pass for an edit that was made, so that
/// ends the program.
class DraftQuery
{
public:
    DraftQuery(const QSqlDatabase &database, const QString &sql);

    void run(const QVariantList &values = {});
    QVariant lastKey() const { return m_query.lastInsertId(); }

private:
    QSqlQuery m_query;
};

}
