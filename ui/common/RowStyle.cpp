#include "ui/common/RowStyle.h"

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

}
