#include "ui/client/servers/ClientServersModel.h"

#include "domain/TimeText.h"
#include "draft/ClientDraft.h"
#include "draft/ServerTable.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

const QString enabledThere = u"on"_s;
const QString disabledThere = u"off"_s;

QList<Choice> enabledChoices(bool isEnabledHere)
{
    return {{QString(), isEnabledHere ? ClientServersModel::tr("As here (enabled)")
                                      : ClientServersModel::tr("As here (disabled)")},
            {enabledThere, ClientServersModel::tr("Enabled")},
            {disabledThere, ClientServersModel::tr("Disabled")}};
}

QString driftText(const store::ServerClient &known)
{
    switch (known.state) {
    case store::ServerClientState::Unknown:
        return ClientServersModel::tr("Not compared yet");
    case store::ServerClientState::Same:
        return ClientServersModel::tr("None");
    case store::ServerClientState::Differs:
        return ClientServersModel::tr("%n field(s) differ", nullptr, known.differing);
    case store::ServerClientState::OnlyHere:
        return ClientServersModel::tr("Only here");
    case store::ServerClientState::OnlyThere:
        return ClientServersModel::tr("Only there");
    }
    return {};
}

QString timeOr(const QDateTime &time, const QString &never)
{
    return time.isValid() ? localTime(time) : never;
}

}

ClientServersModel::ClientServersModel(ClientDraft &draft, QObject *parent)
    : QAbstractTableModel(parent), m_draft(draft)
{
    connect(&draft, &ClientDraft::changed, this, [this] {
        if (!m_rows.isEmpty())
            Q_EMIT dataChanged(index(0, Enabled), index(rowCount() - 1, Enabled));
    });
}

void ClientServersModel::setRows(const QList<Row> &rows)
{
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

int ClientServersModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ClientServersModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ClientServersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case ServerName:
        return tr("Server");
    case Enabled:
        return tr("Enabled there");
    case Pushed:
        return tr("Last pushed");
    case Compared:
        return tr("Last compared");
    case Drift:
        return tr("Drift");
    default:
        return {};
    }
}

QString ClientServersModel::enabledKey(const QString &server) const
{
    const auto enabled = m_draft.typed().onServers.value(server).enabled;
    return !enabled ? QString() : *enabled ? enabledThere : disabledThere;
}

QString ClientServersModel::text(const Row &row, int column) const
{
    switch (column) {
    case ServerName:
        return row.server;
    case Enabled: {
        const QList<Choice> choices = enabledChoices(m_draft.typed().enabled);
        return std::ranges::find(choices, enabledKey(row.server), &Choice::key)->text;
    }
    case Pushed:
        return timeOr(row.known.pushedAt, tr("Never"));
    case Compared:
        return timeOr(row.known.comparedAt, tr("Never"));
    default:
        return driftText(row.known);
    }
}

QVariant ClientServersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    if (role == Qt::DisplayRole)
        return text(row, index.column());
    if (index.column() != Enabled)
        return {};
    if (role == Qt::EditRole)
        return enabledKey(row.server);
    return role == DraftTable::ChoicesRole ? QVariant::fromValue(enabledChoices(m_draft.typed().enabled))
                                           : QVariant();
}

bool ClientServersModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable))
        return false;
    const QString key = value.toString();
    m_draft.servers().setEnabled(m_rows.at(index.row()).server,
                                 key.isEmpty() ? std::nullopt : std::optional(key == enabledThere));
    return true;
}

Qt::ItemFlags ClientServersModel::flags(const QModelIndex &index) const
{
    return QAbstractTableModel::flags(index).setFlag(
        Qt::ItemIsEditable, index.isValid() && index.column() == Enabled && m_draft.isOpen());
}

}
