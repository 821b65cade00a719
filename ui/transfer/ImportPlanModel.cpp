#include "ui/transfer/ImportPlanModel.h"

#include "domain/ClientRules.h"
#include "ui/common/Icons.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// internalId of a row of the first level; a detail has its parent's row there.
constexpr quintptr firstLevel = ~quintptr(0);

QString shown(const QString &value)
{
    return value.isEmpty() ? ImportPlanModel::tr("(empty)") : value;
}

QString beforeAndAfter(const QString &before, const QString &after)
{
    return u"%1 → %2"_s.arg(shown(before), shown(after));
}

QString statusText(ImportStatus status, const std::optional<Error> &refusal)
{
    const QString label = importStatusLabel(status);
    return refusal ? ImportPlanModel::tr("%1: %2").arg(label, refusal->text) : label;
}

QString columnLabel(const QString &column)
{
    QString label = column;
    label.replace(u'_', u' ');
    label[0] = label.at(0).toUpper();
    return label;
}

QString titleOf(const ApiScope &scope)
{
    return ImportPlanModel::tr("API scope \"%1\"").arg(scope.name);
}

QString titleOf(const CustomResource &resource)
{
    return ImportPlanModel::tr("Custom resource \"%1\"").arg(resource.name);
}

QString titleOf(const Language &language)
{
    return ImportPlanModel::tr("Language \"%1\"").arg(language.tag);
}

QString titleOf(const User &user)
{
    return ImportPlanModel::tr("User \"%1\"").arg(user.userId);
}

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

}

void ImportPlanModel::setPlan(std::shared_ptr<const ImportPlan> plan)
{
    beginResetModel();
    m_plan = std::move(plan);
    m_details.clear();
    listRows();
    endResetModel();
}

void ImportPlanModel::listRows()
{
    m_rows.clear();
    if (!m_plan)
        return;
    for (qsizetype i = 0; i < m_plan->clients.size(); ++i)
        m_rows << Row{Kind::Client, i};
    listRecords(Kind::Scope, m_plan->apiScopes);
    listRecords(Kind::Resource, m_plan->customResources);
    listRecords(Kind::Language, m_plan->languages);
    listRecords(Kind::User, m_plan->users);
    if (!m_plan->losses.isEmpty())
        m_rows << Row{Kind::File, 0};
}

template<typename Planned>
void ImportPlanModel::listRecords(Kind kind, const QList<Planned> &records)
{
    for (qsizetype i = 0; i < records.size(); ++i) {
        if (records.at(i).status != ImportStatus::Unchanged)
            m_rows << Row{kind, i};
    }
}

template<typename Visitor>
void ImportPlanModel::visitRecord(const Row &row, Visitor visit) const
{
    switch (row.kind) {
    case Kind::Scope:
        return visit(m_plan->apiScopes.at(row.position));
    case Kind::Resource:
        return visit(m_plan->customResources.at(row.position));
    case Kind::Language:
        return visit(m_plan->languages.at(row.position));
    case Kind::User:
        return visit(m_plan->users.at(row.position));
    case Kind::Client:
    case Kind::File:
        return;
    }
}

std::optional<ImportStatus> ImportPlanModel::statusOf(const Row &row) const
{
    if (row.kind == Kind::Client)
        return m_plan->clients.outline(row.position).status;
    std::optional<ImportStatus> status;
    visitRecord(row, [&](const auto &planned) { status = planned.status; });
    return status;
}

QString ImportPlanModel::titleOfRow(const Row &row) const
{
    if (row.kind == Kind::Client)
        return m_plan->clients.outline(row.position).name;
    QString title = tr("The rest of the file");
    visitRecord(row, [&](const auto &planned) { title = titleOf(planned.record); });
    return title;
}

/// Only the reason of a refusal has to be fetched.
QString ImportPlanModel::outcomeOf(const Row &row) const
{
    if (row.kind == Kind::Client) {
        const ImportStatus status = m_plan->clients.outline(row.position).status;
        if (status != ImportStatus::Refused)
            return importStatusLabel(status);
        const auto planned = m_plan->clients.at(row.position);
        return statusText(status, planned ? planned->refusal : planned.error());
    }
    QString text = tr("Not taken");
    visitRecord(row, [&](const auto &planned) { text = statusText(planned.status, planned.refusal); });
    return text;
}

const QList<ImportPlanModel::Line> &ImportPlanModel::detailsOf(int row) const
{
    auto found = m_details.find(row);
    if (found == m_details.end())
        found = m_details.insert(row, makeDetails(m_rows.at(row)));
    return *found;
}

QList<ImportPlanModel::Line> ImportPlanModel::makeDetails(const Row &row) const
{
    if (row.kind == Kind::File)
        return lossLines(m_plan->losses);
    if (row.kind == Kind::Client) {
        const auto planned = m_plan->clients.at(row.position);
        return planned ? clientDetails(*planned) : QList{Line{tr("Note"), planned.error().text}};
    }
    QList<Line> lines;
    visitRecord(row, [&](const auto &planned) {
        for (const ColumnDifference &difference : planned.differences)
            lines << Line{columnLabel(difference.column),
                          beforeAndAfter(difference.before, difference.after)};
        if (!planned.note.isEmpty())
            lines << Line{tr("Note"), planned.note};
    });
    return lines;
}

QList<ImportPlanModel::Line> ImportPlanModel::clientDetails(const PlannedClient &planned)
{
    QList<Line> lines;
    const bool isNew = planned.status == ImportStatus::New;
    const auto changes = isNew ? differences(rules::normalized({}), planned.client) : planned.differences;
    for (const FieldDifference &change : changes)
        lines << Line{fieldLabel(change.field),
                      isNew ? shown(change.after) : beforeAndAfter(change.before, change.after)};
    for (const QString &note : planned.notes)
        lines << Line{tr("Adjusted"), note};
    return lines + lossLines(planned.losses);
}

QList<ImportPlanModel::Line> ImportPlanModel::lossLines(const QList<Loss> &losses)
{
    QList<Line> lines;
    for (const Loss &loss : losses)
        lines << Line{tr("Not taken: %1").arg(loss.field), loss.text};
    return lines;
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
    const bool hasDetails = parent.internalId() == firstLevel && parent.column() == 0;
    return hasDetails ? int(detailsOf(parent.row()).size()) : 0;
}

bool ImportPlanModel::hasChildren(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return !m_rows.isEmpty();
    return parent.internalId() == firstLevel && parent.column() == 0 && hasDetails(m_rows.at(parent.row()));
}

bool ImportPlanModel::hasDetails(const Row &row) const
{
    if (row.kind == Kind::Client) {
        const PlannedClients::Outline &outline = m_plan->clients.outline(row.position);
        return outline.status == ImportStatus::New || outline.hasDetails;
    }
    bool has = row.kind == Kind::File;
    visitRecord(
        row, [&](const auto &planned) { has = !planned.differences.isEmpty() || !planned.note.isEmpty(); });
    return has;
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
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return textOf(index);
    std::optional<ImportStatus> status;
    if (!isDetail)
        status = statusOf(m_rows.at(index.row()));
    if (role == Qt::DecorationRole && index.column() == Happens && status)
        return iconOf(*status);
    if (role == StatusRole && status)
        return int(*status);
    if (const QString clientId = role == Qt::CheckStateRole ? choiceOf(index) : QString();
        !clientId.isEmpty())
        return m_leftOut.contains(clientId) ? Qt::Unchecked : Qt::Checked;
    return {};
}

QString ImportPlanModel::textOf(const QModelIndex &index) const
{
    if (index.internalId() == firstLevel) {
        const Row &row = m_rows.at(index.row());
        return index.column() == What ? titleOfRow(row) : outcomeOf(row);
    }
    const Line &line = detailsOf(int(index.internalId())).at(index.row());
    return index.column() == What ? line.title : line.text;
}

QString ImportPlanModel::choiceOf(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() != firstLevel || index.column() != What)
        return {};
    const Row &row = m_rows.at(index.row());
    if (row.kind != Kind::Client)
        return {};
    const PlannedClients::Outline &outline = m_plan->clients.outline(row.position);
    const QString clientId = outline.name.toLower();
    const bool canBeTaken = isWritten(outline.status) || outline.status == ImportStatus::Conflict;
    return canBeTaken || m_leftOut.contains(clientId) ? clientId : QString();
}

void ImportPlanModel::takeAll()
{
    leaveOut({});
}

void ImportPlanModel::takeNone()
{
    QSet<QString> clientIds;
    for (int row = 0; row < rowCount(); ++row)
        clientIds << choiceOf(index(row, What));
    clientIds.remove(QString());
    leaveOut(clientIds);
}

void ImportPlanModel::leaveOut(const QSet<QString> &clientIds)
{
    if (m_leftOut == clientIds)
        return;
    m_leftOut = clientIds;
    Q_EMIT dataChanged(index(0, What), index(rowCount() - 1, What), {Qt::CheckStateRole});
    Q_EMIT leftOutChanged();
}

Qt::ItemFlags ImportPlanModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    return choiceOf(index).isEmpty() ? flags : flags | Qt::ItemIsUserCheckable;
}

bool ImportPlanModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const QString clientId = choiceOf(index);
    if (role != Qt::CheckStateRole || clientId.isEmpty())
        return false;
    if (value.value<Qt::CheckState>() == Qt::Checked)
        m_leftOut.remove(clientId);
    else
        m_leftOut.insert(clientId);
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT leftOutChanged();
    return true;
}

QVariant ImportPlanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == What ? tr("In the file") : tr("What happens");
}

}
