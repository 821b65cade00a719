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

QString timeOrNever(const QDateTime &time)
{
    return time.isValid() ? localTime(time) : ClientServersModel::tr("Never");
}

}

ClientServersModel::ClientServersModel(ClientDraft &draft, QObject *parent)
    : TableModel(
          {{tr("Server"), &ClientOnServer::server},
           {tr("Enabled there"), [this](const ClientOnServer &row) { return enabledText(row.server); }},
           {tr("Last pushed"), [](const ClientOnServer &row) { return timeOrNever(row.known.pushedAt); }},
           {tr("Last compared"), [](const ClientOnServer &row) { return timeOrNever(row.known.comparedAt); }},
           {tr("Drift"), [](const ClientOnServer &row) { return driftText(row.known); }}},
          parent)
    , m_draft(draft)
{
    connect(&draft, &ClientDraft::changed, this, [this] {
        if (!m_rows.isEmpty())
            Q_EMIT dataChanged(index(0, Enabled), index(rowCount() - 1, Enabled));
    });
}

QString ClientServersModel::enabledKey(const QString &server) const
{
    const auto enabled = m_draft.typed().onServers.value(server).enabled;
    return !enabled ? QString() : *enabled ? enabledThere : disabledThere;
}

QString ClientServersModel::enabledText(const QString &server) const
{
    const QList<Choice> choices = enabledChoices(m_draft.typed().enabled);
    return std::ranges::find(choices, enabledKey(server), &Choice::key)->text;
}

QVariant ClientServersModel::detail(const ClientOnServer &row, int column, int role) const
{
    if (column == Enabled && role == Qt::EditRole)
        return enabledKey(row.server);
    if (column == Enabled && role == DraftTable::ChoicesRole)
        return QVariant::fromValue(enabledChoices(m_draft.typed().enabled));
    return TableModel::detail(row, column, role);
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
    return TableModel::flags(index).setFlag(Qt::ItemIsEditable, index.isValid() &&
                                                                    index.column() == Enabled &&
                                                                    m_draft.isOpen() && !m_draft.isHeld());
}

}
