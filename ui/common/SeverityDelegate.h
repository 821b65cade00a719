#pragma once

#include <QStyledItemDelegate>

namespace gatehouse {

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
