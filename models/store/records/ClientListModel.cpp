#include "store/records/ClientListModel.h"

#include "domain/ClientField.h"
#include "domain/rules/Problem.h"
#include "store/DatabaseThread.h"

#include <algorithm>

namespace gatehouse {

namespace {

constexpr int columnTotal = int(store::ClientColumn::Problems) + 1;

QString yesNo(bool value)
{
    return value ? ClientListModel::tr("Yes") : ClientListModel::tr("No");
}

/// Of one that is damaged its name, and in place of problems that it is.
QString damagedText(const store::ClientRow &row, store::ClientColumn column)
{
    switch (column) {
    case store::ClientColumn::ClientId:
        return row.clientId;
    case store::ClientColumn::Title:
        return row.title;
    case store::ClientColumn::Problems:
        return ClientListModel::tr("Damaged");
    default:
        return {};
    }
}

QString text(const store::ClientRow &row, store::ClientColumn column)
{
    if (!row.damage.isEmpty())
        return damagedText(row, column);
    switch (column) {
    case store::ClientColumn::ClientId:
        return row.clientId;
    case store::ClientColumn::Title:
        return row.title;
    case store::ClientColumn::Enabled:
        return yesNo(row.enabled);
    case store::ClientColumn::GrantType:
        return grantTypeLabel(row.grantType);
    case store::ClientColumn::OpenIdConnect:
        return yesNo(row.supportOpenId);
    case store::ClientColumn::ApiAccess:
        return yesNo(row.supportApi);
    case store::ClientColumn::Problems:
        return row.problemCount ? ClientListModel::tr("%n problem(s)", nullptr, row.problemCount) : QString();
    }
    return {};
}

}

ClientListModel::ClientListModel(DatabaseThread &database, QObject *parent)
    : QAbstractTableModel(parent), m_database(database)
{
}

void ClientListModel::setFilter(const store::ClientFilter &filter)
{
    if (filter == m_request.filter)
        return;
    m_request.filter = filter;
    if (m_started)
        request(true, m_request.size);
}

void ClientListModel::reload()
{
    m_started = true;
    request(true, std::max(m_request.size, int(m_rows.size())));
}

void ClientListModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columnTotal)
        return;
    m_request.sortColumn = store::ClientColumn(column);
    m_request.order = order;
    if (m_started)
        request(true, m_request.size);
}

bool ClientListModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_complete && !m_loading;
}

void ClientListModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        request(false, m_request.size);
}

void ClientListModel::request(bool fresh, int size)
{
    m_loading = true;
    store::ClientPageRequest page = m_request;
    page.size = size;
    page.after = fresh || m_rows.isEmpty() ? std::nullopt : std::optional(m_rows.last());
    m_database.run([page](Database &database) { return store::loadPage(database, page); })
        .then(this,
              [this, fresh, size, generation = ++m_generation](const Result<QList<store::ClientRow>> &rows) {
                  if (generation == m_generation)
                      take(rows, fresh, size);
              });
}

void ClientListModel::take(Result<QList<store::ClientRow>> page, bool fresh, int size)
{
    if (!page) {
        m_loading = false;
        // Rows of the new question must not follow rows of the old one.
        m_complete = m_complete || fresh;
        Q_EMIT failed(page.error());
        return;
    }
    // Whoever is told that rows are about to come may ask for more: not before they are here.
    if (fresh) {
        beginResetModel();
        m_rows = std::move(*page);
        m_shownFilter = m_request.filter;
        setRead(m_rows.size() < size);
        endResetModel();
        Q_EMIT loaded();
    } else if (page->isEmpty()) {
        setRead(true);
    } else {
        beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + page->size()) - 1);
        m_rows += *page;
        setRead(page->size() < size);
        endInsertRows();
    }
}

void ClientListModel::setRead(bool complete)
{
    m_loading = false;
    m_complete = complete;
}

int ClientListModel::rowOfKey(const QString &key) const
{
    const auto found = std::ranges::find(m_rows, key, &store::ClientRow::key);
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int ClientListModel::firstWhole() const
{
    const auto found = std::ranges::find(m_rows, QString(), &store::ClientRow::damage);
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

int ClientListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ClientListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columnTotal;
}

QVariant ClientListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const store::ClientRow &row = m_rows.at(index.row());
    switch (role) {
    case Qt::ToolTipRole:
        if (!row.damage.isEmpty())
            return row.damage;
        [[fallthrough]];
    case Qt::DisplayRole:
        return text(row, store::ClientColumn(index.column()));
    case KeyRole:
        return row.key;
    case VersionRole:
        return row.version;
    case SeverityRole:
        return store::ClientColumn(index.column()) == store::ClientColumn::Problems
                   ? QVariant(row.damage.isEmpty() ? row.problemSeverity : int(Severity::Error))
                   : QVariant();
    default:
        return {};
    }
}

QVariant ClientListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (store::ClientColumn(section)) {
    case store::ClientColumn::ClientId:
        return fieldLabel(ClientField::ClientId);
    case store::ClientColumn::Title:
        return fieldLabel(ClientField::Title);
    case store::ClientColumn::Enabled:
        return fieldLabel(ClientField::Enabled);
    case store::ClientColumn::GrantType:
        return fieldLabel(ClientField::GrantType);
    case store::ClientColumn::OpenIdConnect:
        return tr("OpenID Connect");
    case store::ClientColumn::ApiAccess:
        return tr("API access");
    case store::ClientColumn::Problems:
        return tr("Problems");
    }
    return {};
}

}
