#include "ui/transfer/PlanRow.h"

#include "domain/ShortText.h"

namespace gatehouse::planrows {

namespace {

QString statusText(ImportStatus status, const Error *refusal)
{
    const QString label = importStatusLabel(status);
    return refusal ? PlanText::tr("%1: %2").arg(label, shortText(refusal->text)) : label;
}

QString titleOf(const ApiScope &scope)
{
    return PlanText::tr("API scope \"%1\"").arg(shortText(scope.name));
}

QString titleOf(const CustomResource &resource)
{
    return PlanText::tr("Custom resource \"%1\"").arg(shortText(resource.name));
}

QString titleOf(const Language &language)
{
    return PlanText::tr("Language \"%1\"").arg(shortText(language.tag));
}

QString titleOf(const User &user)
{
    return PlanText::tr("User \"%1\"").arg(shortText(user.userId));
}

template<typename Planned>
void addRecords(QList<PlanRow> &rows, PlanRow::Kind kind, const QList<Planned> &records)
{
    for (qsizetype i = 0; i < records.size(); ++i) {
        if (records.at(i).status != ImportStatus::Unchanged)
            rows << PlanRow{kind, i};
    }
}

}

QList<PlanRow> of(const ImportPlan &plan)
{
    QList<PlanRow> rows;
    rows.reserve(plan.clients.size());
    for (qsizetype i = 0; i < plan.clients.size(); ++i)
        rows << PlanRow{PlanRow::Kind::Client, i};
    addRecords(rows, PlanRow::Kind::Scope, plan.apiScopes);
    addRecords(rows, PlanRow::Kind::Resource, plan.customResources);
    addRecords(rows, PlanRow::Kind::Language, plan.languages);
    addRecords(rows, PlanRow::Kind::User, plan.users);
    if (!plan.losses.isEmpty())
        rows << PlanRow{PlanRow::Kind::File, 0};
    return rows;
}

QString title(const ImportPlan &plan, const PlanRow &row)
{
    if (row.kind == PlanRow::Kind::Client)
        return shortText(plan.clients.outline(row.position).name);
    QString text = PlanText::tr("The rest of the file");
    visitRecord(plan, row, [&](const auto &planned) { text = titleOf(planned.record); });
    return text;
}

QString outcome(const ImportPlan &plan, const PlanRow &row)
{
    if (row.kind == PlanRow::Kind::Client)
        return statusText(plan.clients.outline(row.position).status, plan.clients.reason(row.position));
    QString text = PlanText::tr("Not taken");
    visitRecord(plan, row, [&](const auto &planned) {
        text = statusText(planned.status, planned.refusal ? &*planned.refusal : nullptr);
    });
    return text;
}

std::optional<ImportStatus> status(const ImportPlan &plan, const PlanRow &row)
{
    if (row.kind == PlanRow::Kind::Client)
        return plan.clients.outline(row.position).status;
    std::optional<ImportStatus> status;
    visitRecord(plan, row, [&](const auto &planned) { status = planned.status; });
    return status;
}

bool hasDetails(const ImportPlan &plan, const PlanRow &row)
{
    if (row.kind == PlanRow::Kind::Client) {
        const PlannedClients::Outline &outline = plan.clients.outline(row.position);
        const bool hasMoreReason =
            outline.status == ImportStatus::Refused && !plan.clients.reason(row.position);
        return outline.status == ImportStatus::New || outline.hasDetails || hasMoreReason;
    }
    bool has = row.kind == PlanRow::Kind::File;
    visitRecord(plan, row, [&](const auto &planned) {
        has = !planned.differences.isEmpty() || !planned.note.isEmpty();
    });
    return has;
}

}
