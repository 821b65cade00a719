#pragma once

class QTableView;

namespace gatehouse {

class DraftTable;

/// Keeps the selected rows and the current one of a view of the table when rows come or go.
void keepSelection(QTableView &view, const DraftTable &table);

}
