#pragma once

#include <QStyledItemDelegate>

namespace gatehouse {

/// Puts a badge behind a client ID that drifted.
class DriftDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

}
