#include "ui/tables/RowStyle.h"

#include "ui/common/Icons.h"

#include <QHeaderView>
#include <QTableView>

namespace gatehouse {

namespace {

constexpr int roomAroundLine = 10;

}

void styleRows(QTableView &table)
{
    table.setSelectionBehavior(QTableView::SelectRows);
    table.setAlternatingRowColors(true);
    table.setShowGrid(false);
    table.setTabKeyNavigation(false);
    table.setWordWrap(false);
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setDefaultSectionSize(table.fontMetrics().height() + roomAroundLine);
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

SeverityDelegate::SeverityDelegate(int role, QObject *parent) : QStyledItemDelegate(parent), m_role(role) {}

void SeverityDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    bool isNumber = false;
    const int severity = index.data(m_role).toInt(&isNumber);
    if (!isNumber || severity < 0)
        return;
    option->icon = icons::of(Severity(severity));
    option->features |= QStyleOptionViewItem::HasDecoration;
}

}
