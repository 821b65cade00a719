#include "ui/transfer/LossModel.h"

namespace gatehouse {

void LossModel::setLosses(const QList<Loss> &losses)
{
    beginResetModel();
    m_losses = losses;
    endResetModel();
}

int LossModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_losses.size());
}

int LossModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnTotal;
}

QVariant LossModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const Loss &loss = m_losses.at(index.row());
    switch (index.column()) {
    case ClientId:
        return loss.clientId;
    case Field:
        return loss.field;
    case Text:
        return loss.text;
    default:
        return {};
    }
}

QVariant LossModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case ClientId:
        return tr("Client ID");
    case Field:
        return tr("Field");
    case Text:
        return tr("What is lost");
    default:
        return {};
    }
}

}
