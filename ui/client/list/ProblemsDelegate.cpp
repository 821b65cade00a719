#include "ui/client/list/ProblemsDelegate.h"

#include "store/records/ClientListModel.h"

namespace gatehouse {

ProblemsDelegate::ProblemsDelegate(QObject *parent) : SeverityDelegate(ClientListModel::SeverityRole, parent)
{
}

void ProblemsDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    SeverityDelegate::initStyleOption(option, index);
    const int room = option->rect.width() - option->decorationSize.width();
    if (option->fontMetrics.horizontalAdvance(option->text) > room)
        option->text.clear();
}

}
