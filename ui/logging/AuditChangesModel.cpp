#include "ui/logging/AuditChangesModel.h"

#include "domain/ShortText.h"

namespace gatehouse {

namespace {

QString text(const AuditChange &change, int column)
{
    switch (column) {
    case AuditChangesModel::Field:
        return audit::fieldLabel(change.field);
    case AuditChangesModel::Before:
        return shortText(audit::valueText(change.before));
    case AuditChangesModel::After:
        return shortText(audit::valueText(change.after));
    default:
        return {};
    }
}

}

void AuditChangesModel::setChanges(const QList<AuditChange> &changes)
{
    beginResetModel();
    m_changes = changes;
    endResetModel();
}

int AuditChangesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_changes.size());
}

int AuditChangesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant AuditChangesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::DisplayRole)
        return text(m_changes.at(index.row()), index.column());
    return {};
}

QVariant AuditChangesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Field:
        return tr("Field");
    case Before:
        return tr("Before");
    case After:
        return tr("After");
    default:
        return {};
    }
}

}
