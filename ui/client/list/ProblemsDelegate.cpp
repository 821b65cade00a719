#include "ui/client/list/ProblemsDelegate.h"

#include "store/records/ClientListModel.h"

#include <QStyle>
#include <QWidget>

namespace gatehouse {

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
