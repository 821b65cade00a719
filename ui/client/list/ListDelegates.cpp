#include "ui/client/list/ListDelegates.h"

#include "store/records/ClientListModel.h"
#include "ui/common/Icons.h"

#include <QStyle>
#include <QWidget>

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

ProblemsDelegate::ProblemsDelegate(QObject *parent) : SeverityDelegate(ClientListModel::SeverityRole, parent)
{
}

void ProblemsDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    SeverityDelegate::initStyleOption(option, index);
    const QStyle *style = option->widget->style();
    const int room = style->subElementRect(QStyle::SE_ItemViewItemText, option, option->widget).width() -
                     2 * (style->pixelMetric(QStyle::PM_FocusFrameHMargin, option, option->widget) + 1);
    if (option->fontMetrics.horizontalAdvance(option->text) > room)
        option->text.clear();
}

}
