#pragma once

#include "domain/Error.h"
#include "store/records/ClientPage.h"

#include <QItemSelectionModel>
#include <QSet>
#include <QTimer>

#include <optional>

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
    bool m_isReset = false;
    bool m_isFollowing = false; ///< others' changes are taken
};

struct Workplace;

/// How many client applications match a filter, counted aside, so that lists go on being read.
class ClientCount : public QObject
{
    Q_OBJECT

public:
    ClientCount(const Workplace &workplace, QObject *parent);

    /// Counts soon. What was asked before is forgotten.
    void ask(const store::ClientFilter &filter);
    /// It is known already.
    void know(const store::ClientFilter &filter, int total);
    /// Nothing while it is being counted.
    std::optional<int> total() const { return m_total; }

Q_SIGNALS:
    void changed();
    void failed(const gatehouse::Error &error);

private:
    void count();
    void take(const Result<int> &total);

    const Workplace &m_workplace;
    QTimer m_delay;
    store::ClientFilter m_wanted;
    std::optional<int> m_total;
    quint64 m_question = 0;
    bool m_isAsked = false;
    bool m_isCounting = false; ///< one at a time, however fast somebody types
};

}
