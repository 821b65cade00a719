#include "ui/client/list/DriftDelegate.h"

#include "store/records/ClientListModel.h"
#include "ui/common/Icons.h"

namespace gatehouse {

void DriftDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.data(ClientListModel::DriftRole).toString().isEmpty())
        return;
    option->icon = icons::themed("vcs-diff");
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationPosition = QStyleOptionViewItem::Right;
}

}
