#include "ui/tasks/TaskProgressDelegate.h"

#include "ui/tasks/TaskListModel.h"

#include <QApplication>
#include <QPainter>

namespace gatehouse {

namespace {

constexpr int roomAroundBar = 3;

}

void TaskProgressDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const
{
    const QVariant percent = index.data(TaskListModel::PercentRole);
    if (percent.isNull())
        return QStyledItemDelegate::paint(painter, option, index);

    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &cell, painter, cell.widget);

    QStyleOptionProgressBar bar;
    bar.initFrom(cell.widget);
    bar.rect = cell.rect.adjusted(roomAroundBar, roomAroundBar, -roomAroundBar, -roomAroundBar);
    bar.palette = cell.palette;
    bar.state = cell.state | QStyle::State_Horizontal;
    bar.maximum = 100;
    bar.progress = std::max(0, percent.toInt());
    bar.text = cell.text;
    bar.textVisible = true;
    bar.textAlignment = Qt::AlignCenter;
    style->drawControl(QStyle::CE_ProgressBar, &bar, painter, cell.widget);
}

}
