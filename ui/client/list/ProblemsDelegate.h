#pragma once

#include "ui/tables/RowStyle.h"

namespace gatehouse {

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
