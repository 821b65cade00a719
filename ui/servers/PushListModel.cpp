#include "ui/servers/PushListModel.h"

#include "ui/common/Icons.h"

#include <algorithm>

namespace gatehouse {

namespace {

QIcon iconOf(PushStatus status)
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

void PushListModel::setPlan(std::shared_ptr<const PushPlan> plan)
{
    beginResetModel();
    m_plan = std::move(plan);
    m_outcome.reset();
    endResetModel();
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
    return index.isValid() && m_plan && index.row() >= m_plan->steps.size()
               ? index.row() - m_plan->steps.size()
               : -1;
}

QModelIndex PushListModel::indexOf(qsizetype client) const
{
    return index(int(m_plan->steps.size() + client), What);
}

int PushListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_plan ? 0 : int(m_plan->steps.size() + m_plan->clients.size());
}

int PushListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnTotal;
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
        return tr("%1: %2").arg(pushStatusLabel(push.status),
                                tr("%Ln field(s) wait for a choice", nullptr, openIn(push.merge)));
    case PushStatus::Refused:
        return push.refusal ? tr("%1: %2").arg(pushStatusLabel(push.status), push.refusal->text)
                            : pushStatusLabel(push.status);
    default:
        return pushStatusLabel(push.status);
    }
}

QString PushListModel::textOf(const QModelIndex &index) const
{
    const qsizetype client = clientAt(index);
    if (client >= 0) {
        const PlannedPush &push = m_plan->clients.at(client);
        return index.column() == What ? push.clientId : happensTo(push);
    }
    const ServerStep &step = m_plan->steps.at(index.row());
    if (index.column() == What)
        return step.text;
    if (!m_outcome)
        return tr("Made first");
    return m_outcome->made.contains(step.text) ? tr("Made") : tr("Not made");
}

QVariant PushListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return textOf(index);
    const qsizetype client = clientAt(index);
    if (client < 0)
        return role == Qt::DecorationRole && index.column() == Happens ? QVariant(icons::themed("list-add"))
                                                                       : QVariant();
    const PlannedPush &push = m_plan->clients.at(client);
    if (role == Qt::CheckStateRole && index.column() == What && canBeLeftOut(push))
        return isLeftOut(push) ? Qt::Unchecked : Qt::Checked;
    if (role == Qt::DecorationRole && index.column() == Happens) {
        const PushedClient *const done = outcomeOf(push.clientId);
        if (done)
            return done->error ? icons::of(Severity::Error) : icons::themed("dialog-ok");
        return isLeftOut(push) ? icons::themed("go-next-skip") : iconOf(push.status);
    }
    return {};
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

QVariant PushListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == What ? tr("Client application, or what is made first") : tr("What happens");
}

Qt::ItemFlags PushListModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    const qsizetype client = clientAt(index);
    const bool canBeChecked = client >= 0 && index.column() == What && m_isChoosable && !m_outcome &&
                              canBeLeftOut(m_plan->clients.at(client));
    return canBeChecked ? flags | Qt::ItemIsUserCheckable : flags;
}

}
