#pragma once

class QTableView;

namespace gatehouse {

/// Makes a table a list of rows as everywhere in the window: one line each with room to breathe, titles at
/// the left, and Tab goes on to the next widget.
void styleRows(QTableView &table);

}
