#pragma once

#include "store/TableModel.h"
#include "store/audit/AuditLog.h"

#include <QSplitter>

#include <memory>

class QTableView;

namespace gatehouse {

class AuditListModel;
class DatabaseThread;
class ScrollAnchor;

/// Entries of the audit trail, and below them the changes of the selected one. For reading only.
class AuditView : public QSplitter
{
    Q_OBJECT

public:
    /// `name` is what a screen reader calls the entries.
    AuditView(DatabaseThread &database, const QString &name, QWidget *parent = nullptr);
    ~AuditView() override;

    void display(const store::AuditFilter &filter);
    /// Shows what was added meanwhile, above the rest. What is selected stays, and so does what is seen,
    /// unless the newest is.
    void follow();
    /// Shows none.
    void clear();
    bool isEmpty() const;

Q_SIGNALS:
    void loaded();
    void failed(const gatehouse::Error &error);

private:
    void showSelected();
    void keepPlace();
    void restorePlace();

    AuditListModel *m_model;
    QTableView *m_list;
    TableModel<AuditChange> *m_changesModel;
    QTableView *m_changes;
    std::unique_ptr<ScrollAnchor> m_place; ///< while rows come
};

}
