#include "ui/client/list/ClientRowSelection.h"

#include "store/records/ClientListModel.h"
#include "ui/common/Workplace.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace gatehouse {

ClientRowSelection::ClientRowSelection(ClientListModel &model, QObject *parent)
    : QItemSelectionModel(&model, parent), m_model(model)
{
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, &ClientRowSelection::remember);
    connect(&model, &ClientListModel::loaded, this, &ClientRowSelection::restore);
    connect(&model, &ClientListModel::followBegins, this, [this] { m_isFollowing = true; });
    connect(&model, &ClientListModel::followed, this, [this] {
        m_isFollowing = false;
        if (m_isReset) // what differs was too much to be taken row by row
            restore();
    });
    connect(&model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) {
                if (m_isAll)
                    selectRows(first, last);
            });
    connect(this, &QItemSelectionModel::selectionChanged, this, &ClientRowSelection::noteExceptions);
}

void ClientRowSelection::selectAllMatching()
{
    m_isAll = true;
    m_exceptions.clear();
    selectRows(0, m_model.rowCount() - 1);
}

/// Whoever adds to what is selected, or takes out of it, leaves the rest as it is; everything else begins
/// anew.
void ClientRowSelection::select(const QItemSelection &selection, SelectionFlags command)
{
    const bool changesSome =
        !command.testFlag(Clear) && (command & (Toggle | Deselect) || command == (Select | Rows));
    if (command != NoUpdate && !changesSome) {
        m_isAll = false;
        m_exceptions.clear();
    }
    QItemSelectionModel::select(selection, command);
}

void ClientRowSelection::noteExceptions(const QItemSelection &selected, const QItemSelection &deselected)
{
    if (!m_isAll)
        return;
    const auto keysIn = [](const QItemSelection &items) {
        QSet<QString> keys;
        for (const QModelIndex &index : items.indexes())
            keys << index.data(ClientListModel::KeyRole).toString();
        return keys;
    };
    if (!m_isFollowing) // rows that go were not taken out by anybody
        m_exceptions.unite(keysIn(deselected));
    m_exceptions.subtract(keysIn(selected));
}

void ClientRowSelection::selectRows(int first, int last)
{
    QItemSelection rows;
    for (int row = first; row <= last; ++row) {
        const QString &key = m_model.rowAt(row).key;
        const bool isChosen = m_isAll ? !m_exceptions.contains(key) : m_before.keys.contains(key);
        if (isChosen && !rows.isEmpty() && rows.last().bottom() == row - 1)
            rows.last() =
                QItemSelectionRange(rows.last().topLeft(), m_model.index(row, m_model.columnCount() - 1));
        else if (isChosen)
            rows << QItemSelectionRange(m_model.index(row, 0), m_model.index(row, m_model.columnCount() - 1));
    }
    select(rows, Select | Rows);
}

void ClientRowSelection::remember()
{
    m_isReset = true;
    m_before = {m_model.shownFilter(), m_isAll, m_exceptions};
    if (m_isAll)
        return;
    for (const store::ClientName &name : names())
        m_before.keys << name.key;
}

/// What was selected among other rows is not selected among these, and all of those are not all of these.
void ClientRowSelection::restore()
{
    m_isReset = false;
    if (m_before.filter != m_model.shownFilter())
        return endAll();
    m_isAll = m_before.isAll;
    m_exceptions = m_isAll ? m_before.keys : QSet<QString>();
    selectRows(0, m_model.rowCount() - 1);
}

/// The base class clears only what has rows; all can be meant without one.
void ClientRowSelection::endAll()
{
    if (!m_isAll)
        return;
    m_isAll = false;
    m_exceptions.clear();
    Q_EMIT selectionChanged({}, {});
}

QList<store::ClientName> ClientRowSelection::names() const
{
    QList<int> rows;
    for (const QItemSelectionRange &range : selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows << row;
    }
    std::ranges::sort(rows);
    rows.erase(std::ranges::unique(rows).begin(), rows.end());
    QList<store::ClientName> names;
    for (const int row : std::as_const(rows))
        names << store::ClientName{m_model.rowAt(row).key, m_model.rowAt(row).clientId};
    return names;
}

ClientCount::ClientCount(const Workplace &workplace, QObject *parent)
    : QObject(parent), m_workplace(workplace)
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(100ms);
    connect(&m_delay, &QTimer::timeout, this, &ClientCount::count);
}

void ClientCount::ask(const store::ClientFilter &filter)
{
    ++m_question;
    if (m_wanted != filter)
        m_total.reset();
    m_wanted = filter;
    m_isAsked = true;
    m_delay.start();
    Q_EMIT changed();
}

void ClientCount::know(const store::ClientFilter &filter, int total)
{
    ++m_question;
    m_wanted = filter;
    m_delay.stop();
    m_isAsked = false;
    m_total = total;
    Q_EMIT changed();
}

void ClientCount::count()
{
    if (m_isCounting)
        return;
    m_isCounting = true;
    m_workplace
        .aside([filter = m_wanted](Database &database) { return store::countClients(database, filter); })
        .then(this, [this, question = m_question](const Result<int> &total) {
            m_isCounting = false;
            if (question == m_question)
                take(total);
            else if (m_isAsked && !m_delay.isActive())
                count();
        });
}

void ClientCount::take(const Result<int> &total)
{
    m_isAsked = false;
    if (!total)
        return Q_EMIT failed(total.error());
    m_total = *total;
    Q_EMIT changed();
}

}
