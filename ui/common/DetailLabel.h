#pragma once

#include <QLabel>

class QAbstractItemView;

namespace gatehouse {

/// The whole text of the row that is current in a view whose cells cut it off.
class DetailLabel : public QLabel
{
    Q_OBJECT

public:
    /// `view` has its model already; `role` gives the text.
    DetailLabel(const QAbstractItemView &view, int column, int role = Qt::DisplayRole,
                QWidget *parent = nullptr);
};

}
