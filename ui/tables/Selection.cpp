#include "ui/tables/Selection.h"

#include "draft/DraftTable.h"

#include <QSet>
#include <QTableView>

#include <algorithm>
#include <memory>

namespace gatehouse {

namespace {

using KeyOf = std::function<QString(int row)>;

/// By the keys of the rows.
struct Kept
{
    QSet<QString> selected;
    QString current;
    int column = -1;
};

Kept selectionOf(const QTableView &view, const KeyOf &keyOf)
{
    const QModelIndex current = view.currentIndex();
    Kept kept{{}, current.isValid() ? keyOf(current.row()) : QString(), current.column()};
    for (const int row : selectedRows(view))
        kept.selected << keyOf(row);
    return kept;
}

void restore(QTableView &view, const QAbstractItemModel &model, const KeyOf &keyOf, const Kept &kept)
{
    QItemSelection rows;
    QModelIndex current;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QString key = keyOf(row);
        if (kept.selected.contains(key))
            rows.select(model.index(row, 0), model.index(row, model.columnCount() - 1));
        if (kept.column >= 0 && key == kept.current)
            current = model.index(row, kept.column);
    }
    view.selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
    view.selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
}

}

QList<int> selectedRows(const QAbstractItemView &view)
{
    QList<int> rows;
    for (const QModelIndex &index : view.selectionModel()->selectedRows())
        rows << index.row();
    std::ranges::sort(rows);
    return rows;
}

void keepSelection(QTableView &view, const DraftTable &table)
{
    keepSelection(view, table, [&table](int row) { return QString::number(table.keyAt(row)); });
}

void keepSelection(QTableView &view, const QAbstractItemModel &model, const KeyOf &keyOf)
{
    const auto kept = std::make_shared<Kept>();
    QObject::connect(&model, &QAbstractItemModel::modelAboutToBeReset, &view,
                     [&view, keyOf, kept] { *kept = selectionOf(view, keyOf); });
    QObject::connect(&model, &QAbstractItemModel::modelReset, &view,
                     [&view, &model, keyOf, kept] { restore(view, model, keyOf, *kept); });
}

}
