#pragma once

#include "domain/AuditEntry.h"

#include <QAbstractTableModel>

namespace gatehouse {

/// What one entry of the audit trail changed, field by field.
class AuditChangesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Field, Before, After, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setChanges(const QList<AuditChange> &changes);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<AuditChange> m_changes;
};

}
