#pragma once

#include "store/records/ClientPage.h"

#include <QItemSelectionModel>
#include <QSet>

namespace gatehouse {

class ClientListModel;

/// Which rows of the list are selected. All that match can be, also those that were not read yet, but for
/// some that were taken out again. When the same rows are read again they stay selected.
class ClientRowSelection : public QItemSelectionModel
{
    Q_OBJECT

public:
    ClientRowSelection(ClientListModel &model, QObject *parent);

    void selectAllMatching();
    bool isAllMatching() const { return m_isAll; }
    /// Primary keys of those that were taken out of all that match.
    const QSet<QString> &exceptions() const { return m_exceptions; }
    /// Of the rows that were read, in their order.
    QList<store::ClientName> names() const;

    using QItemSelectionModel::select;
    void select(const QItemSelection &selection, SelectionFlags command) override;

private:
    void remember();
    void restore();
    void endAll();
    void selectRows(int first, int last);
    void noteExceptions(const QItemSelection &selected, const QItemSelection &deselected);

    ClientListModel &m_model;
    bool m_isAll = false;
    QSet<QString> m_exceptions;

    struct Remembered
    {
        store::ClientFilter filter;
        bool isAll = false;
        QSet<QString> keys; ///< of the exceptions, or of what is selected
    };
    Remembered m_before; ///< the rows were read again
};

}
