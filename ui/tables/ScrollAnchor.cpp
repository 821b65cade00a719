#include "ui/tables/ScrollAnchor.h"

#include <QScrollBar>

#include <algorithm>

namespace gatehouse {

ScrollAnchor::ScrollAnchor(QTableView &table) : m_table(table)
{
    const QAbstractItemModel *model = table.model();
    const int last = model->rowCount() - 1;
    const int first = table.rowAt(0);
    const int lowest = table.rowAt(table.viewport()->height() - 1);
    if (first < 0)
        return;
    const int current = table.currentIndex().row();
    const int end = lowest < 0 ? last : lowest;
    if (current >= first && current <= end)
        keep(model->index(current, 0));
    for (int row = first; row <= end; ++row)
        keep(model->index(row, 0));
}

void ScrollAnchor::keep(const QModelIndex &index)
{
    m_rows << Row{index, m_table.rowViewportPosition(index.row())};
}

ScrollAnchor::~ScrollAnchor()
{
    const auto row = std::ranges::find_if(m_rows, [](const Row &one) { return one.index.isValid(); });
    if (row != m_rows.end())
        restore(*row);
}

/// By rows or by pixels, as the table scrolls.
void ScrollAnchor::restore(const Row &row) const
{
    const int moved = m_table.rowViewportPosition(row.index.row()) - row.place;
    const int height = std::max(1, m_table.rowHeight(row.index.row()));
    const bool isByPixels = m_table.verticalScrollMode() == QAbstractItemView::ScrollPerPixel;
    QScrollBar *bar = m_table.verticalScrollBar();
    if (moved != 0)
        bar->setValue(bar->value() + (isByPixels ? moved : moved / height));
}

}
