#include "store/records/ClientListModel.h"

#include "domain/ClientField.h"
#include "domain/rules/Problem.h"

#include <QLocale>

#include <algorithm>

namespace gatehouse {

namespace {

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

QString cellText(const store::ClientRow &row, store::ClientColumn column)
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

QString driftText(const store::ClientDrift &drift)
{
    const QString when = QLocale().toString(drift.comparedAt.toLocalTime(), QLocale::ShortFormat);
    if (drift.state != store::ServerClientState::Differs)
        return ClientListModel::tr("Not on %1, compared at %2").arg(drift.server, when);
    return ClientListModel::tr("Differs on %1 in %Ln field(s), compared at %2", nullptr, drift.differing)
        .arg(drift.server, when);
}

/// A line for each server.
QString driftText(const store::ClientRow &row)
{
    QStringList lines;
    for (const store::ClientDrift &drift : row.drift)
        lines << driftText(drift);
    return lines.join(u'\n');
}

QString heading(store::ClientColumn column)
{
    switch (column) {
    case store::ClientColumn::ClientId:
        return fieldLabel(ClientField::ClientId);
    case store::ClientColumn::Title:
        return fieldLabel(ClientField::Title);
    case store::ClientColumn::Enabled:
        return fieldLabel(ClientField::Enabled);
    case store::ClientColumn::GrantType:
        return fieldLabel(ClientField::GrantType);
    case store::ClientColumn::OpenIdConnect:
        return ClientListModel::tr("OpenID Connect");
    case store::ClientColumn::ApiAccess:
        return ClientListModel::tr("API access");
    case store::ClientColumn::Problems:
        return ClientListModel::tr("Problems");
    }
    return {};
}

QList<TableColumn<store::ClientRow>> columns()
{
    QList<TableColumn<store::ClientRow>> all;
    for (int column = 0; column <= int(store::ClientColumn::Problems); ++column) {
        const auto shown = store::ClientColumn(column);
        all << TableColumn<store::ClientRow>{
            heading(shown), [shown](const store::ClientRow &row) { return cellText(row, shown); }};
    }
    return all;
}

}

ClientListModel::ClientListModel(DatabaseThread &database, QObject *parent)
    : PagedModel(database, columns(), [](const store::ClientRow &row) { return row.key; }, parent)
{
}

void ClientListModel::setFilter(const store::ClientFilter &filter)
{
    if (filter == m_request.filter)
        return;
    m_request.filter = filter;
    if (m_started)
        readAgain();
}

void ClientListModel::reload()
{
    m_started = true;
    readAgain(std::max<qsizetype>(pageSize, rowCount()));
}

void ClientListModel::follow()
{
    if (m_started)
        readQuietly();
}

void ClientListModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columnCount())
        return;
    m_request.sortColumn = store::ClientColumn(column);
    m_request.order = order;
    if (m_started)
        readAgain();
}

std::function<ClientListModel::Page(Database &)> ClientListModel::reader(const store::ClientRow *last,
                                                                         int size) const
{
    store::ClientPageRequest page = m_request;
    page.size = size;
    page.after = last ? std::optional(*last) : std::nullopt;
    return [page](Database &database) { return store::loadPage(database, page); };
}

int ClientListModel::rowOfKey(const QString &key) const
{
    return rowWhere(&store::ClientRow::key, key);
}

int ClientListModel::firstWhole() const
{
    return rowWhere(&store::ClientRow::damage, QString());
}

QVariant ClientListModel::detail(const store::ClientRow &row, int column, int role) const
{
    const bool isDrifted =
        store::ClientColumn(column) == store::ClientColumn::ClientId && !row.drift.isEmpty();
    switch (role) {
    case Qt::ToolTipRole:
        if (!row.damage.isEmpty())
            return row.damage;
        return isDrifted ? tr("%1\n%2").arg(row.clientId, driftText(row)) : text(row, column);
    case Qt::AccessibleDescriptionRole:
    case DriftRole:
        return isDrifted ? QVariant(driftText(row)) : QVariant();
    case KeyRole:
        return row.key;
    case VersionRole:
        return row.version;
    case SeverityRole:
        return store::ClientColumn(column) == store::ClientColumn::Problems
                   ? QVariant(row.damage.isEmpty() ? row.problemSeverity : int(Severity::Error))
                   : QVariant();
    default:
        return {};
    }
}

}
