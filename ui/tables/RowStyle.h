#pragma once

#include <QStyledItemDelegate>

class QTableView;

namespace gatehouse {

/// Makes a table a list of rows as everywhere in the window: one line each with room to breathe, titles at
/// the left, and Tab goes on to the next widget.
void styleRows(QTableView &table);

/// Puts the icon of a problem's severity before the text of a cell. `role` gives the severity as int, -1 or
/// nothing: none.
class SeverityDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    SeverityDelegate(int role, QObject *parent);

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    int m_role;
};

}
