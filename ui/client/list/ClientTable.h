#pragma once

#include <QTableView>

namespace gatehouse {

/// The table of client applications: Ctrl+A means all of them, also those that were not read yet.
class ClientTable : public QTableView
{
    Q_OBJECT

public:
    using QTableView::QTableView;

    void selectAll() override { Q_EMIT allWanted(); }

Q_SIGNALS:
    void allWanted();
};

}
