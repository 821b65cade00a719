#include "ui/logging/AuditBreaksModel.h"

namespace gatehouse {

void AuditBreaksModel::setBreaks(const QList<store::AuditBreak> &breaks)
{
    beginResetModel();
    m_breaks = breaks;
    endResetModel();
}

int AuditBreaksModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_breaks.size());
}

QVariant AuditBreaksModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return store::breakText(m_breaks.at(index.row()));
    return {};
}

}
