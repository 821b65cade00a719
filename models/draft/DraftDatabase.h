#pragma once

#include <QSqlDatabase>
#include <QStringList>

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

}
