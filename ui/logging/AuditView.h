#pragma once

#include "store/TableModel.h"
#include "store/audit/AuditLog.h"

#include <QSplitter>

class QTableView;

namespace gatehouse {

class AuditListModel;
class DatabaseThread;

/// Entries of the audit trail, and below them the changes of the selected one. For reading only.
class AuditView : public QSplitter
{
    Q_OBJECT

public:
    /// `name` is what a screen reader calls the entries.
    AuditView(DatabaseThread &database, const QString &name, QWidget *parent = nullptr);

    void display(const store::AuditFilter &filter);
    /// Shows none.
    void clear();
    bool isEmpty() const;

Q_SIGNALS:
    void loaded();
    void failed(const gatehouse::Error &error);

private:
    void showSelected();

    AuditListModel *m_model;
    QTableView *m_list;
    TableModel<AuditChange> *m_changesModel;
    QTableView *m_changes;
};

}
