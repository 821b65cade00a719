#pragma once

#include "ui/tables/RowStyle.h"

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

/// How many problems a client application has, or only how bad they are where the text would be cut off.
class ProblemsDelegate : public SeverityDelegate
{
    Q_OBJECT

public:
    explicit ProblemsDelegate(QObject *parent);

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

}
