#pragma once

#include <QPersistentModelIndex>
#include <QTableView>

namespace gatehouse {

/// While it lives rows may come and go in a table. Afterwards what was seen is where it was: the current row
/// if it was in sight, else the first that was and still is there.
class ScrollAnchor
{
public:
    explicit ScrollAnchor(QTableView &table);
    ~ScrollAnchor();
    Q_DISABLE_COPY_MOVE(ScrollAnchor)

private:
    struct Row
    {
        QPersistentModelIndex index;
        int place; ///< from the top of what is seen
    };
    void keep(const QModelIndex &index);
    void restore(const Row &row) const;

    QTableView &m_table;
    QList<Row> m_rows; ///< the best one first
};

}
