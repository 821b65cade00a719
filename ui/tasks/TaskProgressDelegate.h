#pragma once

#include <QStyledItemDelegate>

namespace gatehouse {

/// Draws a bar for a task that runs; the others show their icon and text.
class TaskProgressDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
};

}
