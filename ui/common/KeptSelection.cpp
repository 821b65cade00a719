#include "ui/common/KeptSelection.h"

#include "draft/DraftTable.h"

#include <QTableView>

#include <memory>

namespace gatehouse {

namespace {

struct Kept
{
    QVariantList selected; ///< keys
    QVariant current;
    int column = 0;
};

Kept selectionOf(const QTableView &view, const DraftTable &table)
{
    const QModelIndex current = view.currentIndex();
    Kept kept{{}, current.isValid() ? table.keyAt(current.row()) : QVariant(), current.column()};
    for (const QModelIndex &index : view.selectionModel()->selectedRows())
        kept.selected << table.keyAt(index.row());
    return kept;
}

void select(QTableView &view, const DraftTable &table, const Kept &kept)
{
    QItemSelectionModel &selection = *view.selectionModel();
    const int current = kept.current.isNull() ? -1 : table.rowOfKey(kept.current);
    if (current >= 0)
        selection.setCurrentIndex(table.index(current, kept.column), QItemSelectionModel::NoUpdate);
    for (const QVariant &key : kept.selected) {
        if (const int row = table.rowOfKey(key); row >= 0)
            selection.select(table.index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
}

}

void keepSelection(QTableView &view, const DraftTable &table)
{
    const auto kept = std::make_shared<Kept>();
    QObject::connect(&table, &QAbstractItemModel::modelAboutToBeReset, &view,
                     [&view, &table, kept] { *kept = selectionOf(view, table); });
    QObject::connect(&table, &QAbstractItemModel::modelReset, &view,
                     [&view, &table, kept] { select(view, table, *kept); });
}

}
