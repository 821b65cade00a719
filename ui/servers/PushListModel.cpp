#include "ui/servers/PushListModel.h"

#include "ui/common/Icons.h"

#include <algorithm>

namespace gatehouse {

namespace {

QIcon iconOfStatus(PushStatus status)
{
    switch (status) {
    case PushStatus::New:
        return icons::themed("list-add");
    case PushStatus::Changed:
        return icons::themed("document-edit");
    case PushStatus::Unchanged:
        return icons::themed("go-next-skip");
    case PushStatus::Conflict:
        return icons::of(Severity::Warning);
    case PushStatus::Refused:
        return icons::of(Severity::Error);
    }
    return {};
}

int openIn(const ClientMerge &merge)
{
    return int(std::ranges::count_if(merge.parts, [](const MergePart &part) { return !part.choice; }));
}

/// What can be sent, or could be once something is chosen.
bool canBeLeftOut(const PlannedPush &push)
{
    return push.status == PushStatus::New || push.status == PushStatus::Changed ||
           push.status == PushStatus::Conflict;
}

}

PushListModel::PushListModel(QObject *parent)
    : TableModel({{tr("Client application, or what is made first"),
                   [this](const PushRow &row) { return nameOf(row); }},
                  {tr("What happens"), [this](const PushRow &row) { return happensTo(row); }}},
                 parent)
{
}

void PushListModel::setPlan(std::shared_ptr<const PushPlan> plan)
{
    setRows({});
    m_plan = std::move(plan);
    m_outcome.reset();
    QList<PushRow> rows;
    for (qsizetype step = 0; m_plan && step < m_plan->steps.size(); ++step)
        rows << PushRow{.step = step};
    for (qsizetype client = 0; m_plan && client < m_plan->clients.size(); ++client)
        rows << PushRow{.client = client};
    setRows(rows);
}

void PushListModel::tellChanged(qsizetype client)
{
    const QModelIndex changed = indexOf(client);
    Q_EMIT dataChanged(changed, changed.siblingAtColumn(Happens));
}

void PushListModel::setOutcome(const PushOutcome &outcome)
{
    m_outcome = outcome;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, What), index(rowCount() - 1, Happens));
}

qsizetype PushListModel::clientAt(const QModelIndex &index) const
{
    return index.isValid() ? m_rows.at(index.row()).client : -1;
}

QModelIndex PushListModel::indexOf(qsizetype client) const
{
    return index(int(m_plan->steps.size() + client), What);
}

const PushedClient *PushListModel::outcomeOf(const QString &clientId) const
{
    if (!m_outcome)
        return nullptr;
    const auto found = std::ranges::find(m_outcome->clients, clientId, &PushedClient::clientId);
    return found == m_outcome->clients.end() ? nullptr : &*found;
}

QString PushListModel::happensTo(const PlannedPush &push) const
{
    if (const PushedClient *const done = outcomeOf(push.clientId))
        return done->error ? tr("Not written: %1").arg(done->error->text) : tr("Written");
    if (isLeftOut(push))
        return tr("Left out");
    if (m_outcome && (push.status == PushStatus::New || push.status == PushStatus::Changed))
        return tr("Not written");
    switch (push.status) {
    case PushStatus::Changed:
        return tr("%1: %2").arg(pushStatusLabel(push.status),
                                tr("%Ln field(s)", nullptr, push.merge.count(MergeSide::Here)));
    case PushStatus::Conflict:
        if (push.refusal)
            return tr("%1: %2").arg(pushStatusLabel(push.status), push.refusal->text);
        return tr("%1: %2").arg(pushStatusLabel(push.status),
                                tr("%Ln field(s) wait for a choice", nullptr, openIn(push.merge)));
    case PushStatus::Refused:
        return push.refusal ? tr("%1: %2").arg(pushStatusLabel(push.status), push.refusal->text)
                            : pushStatusLabel(push.status);
    default:
        return pushStatusLabel(push.status);
    }
}

const PlannedPush *PushListModel::clientOf(const PushRow &row) const
{
    return row.client < 0 ? nullptr : &m_plan->clients.at(row.client);
}

QString PushListModel::nameOf(const PushRow &row) const
{
    const PlannedPush *const push = clientOf(row);
    return push ? push->clientId : m_plan->steps.at(row.step).text;
}

QString PushListModel::happensTo(const PushRow &row) const
{
    const PlannedPush *const push = clientOf(row);
    return push ? happensTo(*push) : happensTo(m_plan->steps.at(row.step));
}

QString PushListModel::happensTo(const ServerStep &step) const
{
    if (!m_outcome)
        return tr("Made first");
    return m_outcome->made.contains(step.text) ? tr("Made") : tr("Not made");
}

QIcon PushListModel::iconOf(const PushRow &row) const
{
    const PlannedPush *const push = clientOf(row);
    if (!push)
        return icons::themed("list-add");
    if (const PushedClient *const done = outcomeOf(push->clientId))
        return done->error ? icons::of(Severity::Error) : icons::themed("dialog-ok");
    return isLeftOut(*push) ? icons::themed("go-next-skip") : iconOfStatus(push->status);
}

QVariant PushListModel::detail(const PushRow &row, int column, int role) const
{
    if (role == Qt::DecorationRole && column == Happens)
        return iconOf(row);
    const PlannedPush *const push = clientOf(row);
    if (role == Qt::CheckStateRole && column == What && push && canBeLeftOut(*push))
        return isLeftOut(*push) ? Qt::Unchecked : Qt::Checked;
    return TableModel::detail(row, column, role);
}

bool PushListModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !flags(index).testFlag(Qt::ItemIsUserCheckable))
        return false;
    const QString &clientId = m_plan->clients.at(clientAt(index)).clientId;
    if (value.value<Qt::CheckState>() == Qt::Checked)
        m_leftOut.remove(clientId);
    else
        m_leftOut.insert(clientId);
    Q_EMIT dataChanged(index, index.siblingAtColumn(Happens));
    Q_EMIT choiceChanged();
    return true;
}

Qt::ItemFlags PushListModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = TableModel::flags(index);
    const qsizetype client = clientAt(index);
    const bool canBeChecked = client >= 0 && index.column() == What && m_isChoosable && !m_outcome &&
                              canBeLeftOut(m_plan->clients.at(client));
    return canBeChecked ? flags | Qt::ItemIsUserCheckable : flags;
}

}
