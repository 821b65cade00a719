#pragma once

#include <QList>
#include <QString>

#include <functional>

class QAbstractItemModel;
class QAbstractItemView;
class QTableView;

namespace gatehouse {

class DraftTable;

/// From the first one on.
QList<int> selectedRows(const QAbstractItemView &view);

/// Keeps the selected rows and the current one of a view of the table when rows come or go.
void keepSelection(QTableView &view, const DraftTable &table);
/// The same of another model; by the key of a row it is known again.
void keepSelection(QTableView &view, const QAbstractItemModel &model,
                   const std::function<QString(int row)> &keyOf);

}
