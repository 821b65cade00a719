#include "ui/tables/KeptSelection.h"

#include "draft/DraftTable.h"

#include <QTableView>

#include <memory>

namespace gatehouse {

namespace {

/// By the keys of the rows.
struct Kept
{
    QSet<qint64> selected;
    qint64 current = 0;
    int column = -1;
};

Kept selectionOf(const QTableView &view, const DraftTable &table)
{
    const QModelIndex current = view.currentIndex();
    Kept kept{{}, current.isValid() ? table.keyAt(current.row()) : 0, current.column()};
    for (const QModelIndex &index : view.selectionModel()->selectedRows())
        kept.selected << table.keyAt(index.row());
    return kept;
}

void restore(QTableView &view, const DraftTable &table, const Kept &kept)
{
    QItemSelection rows;
    for (int row = 0; row < table.rowCount(); ++row) {
        if (kept.selected.contains(table.keyAt(row)))
            rows.select(table.index(row, 0), table.index(row, table.columnCount() - 1));
    }
    const QModelIndex current = table.index(table.rowOfKey(kept.current), kept.column);
    view.selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
    view.selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
}

}

void keepSelection(QTableView &view, const DraftTable &table)
{
    const auto kept = std::make_shared<Kept>();
    QObject::connect(&table, &QAbstractItemModel::modelAboutToBeReset, &view,
                     [&view, &table, kept] { *kept = selectionOf(view, table); });
    QObject::connect(&table, &QAbstractItemModel::modelReset, &view,
                     [&view, &table, kept] { restore(view, table, *kept); });
}

}
