#include "ui/transfer/ImportPlanModel.h"

#include "services/tasks/Task.h"
#include "ui/common/Icons.h"
#include "ui/consent/Background.h"

#include <algorithm>

namespace gatehouse {

namespace {

/// internalId of a row of the first level; a detail has its parent's row there.
constexpr quintptr firstLevel = ~quintptr(0);
constexpr int mostRowsToTell = 10'000;

QIcon iconOf(ImportStatus status)
{
    switch (status) {
    case ImportStatus::New:
        return icons::themed("list-add");
    case ImportStatus::Changed:
        return icons::themed("document-edit");
    case ImportStatus::Unchanged:
    case ImportStatus::Skipped:
        return icons::themed("go-next-skip");
    case ImportStatus::Conflict:
    case ImportStatus::Refused:
        return icons::of(Severity::Error);
    }
    return {};
}

/// Whether details can stand beneath it.
bool canBeParent(const QModelIndex &index)
{
    return index.isValid() && index.internalId() == firstLevel && index.column() == 0;
}

}

void ImportPlanModel::setSource(const QString &heading, const QString &rest)
{
    m_heading = heading;
    m_rest = rest;
}

void ImportPlanModel::setPlan(std::shared_ptr<const ImportPlan> plan, const PlanDetails &details)
{
    beginResetModel();
    ++m_planNumber;
    m_plan = std::move(plan);
    m_rows = m_plan ? planrows::of(*m_plan) : QList<PlanRow>();
    m_details = details;
    m_fetching.clear();
    endResetModel();
}

QModelIndex ImportPlanModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) : firstLevel);
}

QModelIndex ImportPlanModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == firstLevel)
        return {};
    return createIndex(int(child.internalId()), 0, firstLevel);
}

int ImportPlanModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_rows.size());
    const auto found = canBeParent(parent) ? m_details.constFind(parent.row()) : m_details.constEnd();
    return found == m_details.constEnd() ? 0 : int(found->size());
}

bool ImportPlanModel::hasChildren(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return !m_rows.isEmpty();
    return canBeParent(parent) && planrows::hasDetails(*m_plan, m_rows.at(parent.row()));
}

bool ImportPlanModel::canFetchMore(const QModelIndex &parent) const
{
    return canBeParent(parent) && hasChildren(parent) && !m_details.contains(parent.row()) &&
           !m_fetching.contains(parent.row());
}

void ImportPlanModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    using Details = Result<QList<PlanDetail>>;
    const int row = parent.row();
    m_fetching << row;
    const auto fetch = [plan = m_plan, planRow = m_rows.at(row)] {
        return guarded([&]() -> Details { return plandetails::of(*plan, planRow); });
    };
    background::run(this, fetch, [this, row, plan = m_planNumber](const Details &details) {
        if (plan == m_planNumber)
            takeDetails(row, details ? *details : QList{PlanDetail{tr("Note"), details.error().text}});
    });
}

void ImportPlanModel::takeDetails(int row, const QList<PlanDetail> &details)
{
    if (details.isEmpty())
        return;
    beginInsertRows(index(row, What), 0, int(details.size()) - 1);
    m_details.insert(row, details);
    endInsertRows();
    m_fetching.remove(row); // only now: a view asks for more while rows are inserted
}

int ImportPlanModel::columnCount(const QModelIndex &) const
{
    return ColumnTotal;
}

QVariant ImportPlanModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const bool isDetail = index.internalId() != firstLevel;
    if (role == Qt::DisplayRole)
        return textOf(index);
    if (role == Qt::ToolTipRole)
        return textOf(index);
    std::optional<ImportStatus> status;
    if (!isDetail)
        status = planrows::status(*m_plan, m_rows.at(index.row()));
    if (role == Qt::DecorationRole && index.column() == Happens && status)
        return iconOf(*status);
    if (role == StatusRole && status)
        return int(*status);
    if (const QString clientId = role == Qt::CheckStateRole ? choosableAt(index) : QString();
        !clientId.isEmpty())
        return m_choice.takes(clientId) ? Qt::Checked : Qt::Unchecked;
    return {};
}

QString ImportPlanModel::textOf(const QModelIndex &index) const
{
    if (index.internalId() == firstLevel) {
        const PlanRow &row = m_rows.at(index.row());
        if (row.kind == PlanRow::Kind::File && index.column() == What && !m_rest.isEmpty())
            return m_rest;
        return index.column() == What ? planrows::title(*m_plan, row) : planrows::outcome(*m_plan, row);
    }
    const PlanDetail detail = m_details.value(int(index.internalId())).at(index.row());
    return index.column() == What ? detail.title : detail.text;
}

QString ImportPlanModel::clientIdAt(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const PlanRow &row = m_rows.at(index.parent().isValid() ? index.parent().row() : index.row());
    return row.kind == PlanRow::Kind::Client ? m_plan->clients.outline(row.position).name : QString();
}

QString ImportPlanModel::choosableAt(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() != firstLevel || index.column() != What)
        return {};
    const PlanRow &row = m_rows.at(index.row());
    if (row.kind != PlanRow::Kind::Client)
        return {};
    const PlannedClients::Outline &outline = m_plan->clients.outline(row.position);
    return outline.isChoosable() ? outline.name : QString();
}

void ImportPlanModel::takeAll()
{
    choose(ClientChoice::all());
}

void ImportPlanModel::takeNone()
{
    choose(ClientChoice::none());
}

void ImportPlanModel::choose(const ClientChoice &choice)
{
    if (m_choice == choice || m_rows.isEmpty())
        return;
    m_choice = choice;
    // A view draws all that it shows anew, whichever rows it is told of; a million take it 130 ms.
    const int last = std::min(rowCount(), mostRowsToTell) - 1;
    Q_EMIT dataChanged(index(0, What), index(last, What), {Qt::CheckStateRole});
    Q_EMIT choiceChanged();
}

Qt::ItemFlags ImportPlanModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    const bool canBeChecked = m_isChoosable && !choosableAt(index).isEmpty();
    return canBeChecked ? flags | Qt::ItemIsUserCheckable : flags;
}

bool ImportPlanModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const QString clientId = choosableAt(index);
    if (!m_isChoosable || role != Qt::CheckStateRole || clientId.isEmpty())
        return false;
    if (value.value<Qt::CheckState>() == Qt::Checked)
        m_choice.take(clientId);
    else
        m_choice.leaveOut(clientId);
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT choiceChanged();
    return true;
}

QVariant ImportPlanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == What ? m_heading : tr("What happens");
}

}
