#include "ui/transfer/PlanDetails.h"

#include "domain/ShortText.h"
#include "domain/rules/ClientRules.h"
#include "ui/transfer/PlanRow.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace gatehouse::plandetails {

namespace {

constexpr qsizetype mostDetails = 1000;
/// A longer list is easier to read with its rows closed.
constexpr qsizetype mostRowsToOpen = 30;
constexpr qsizetype mostDetailsToOpen = 300;

/// Counts what it does not keep.
class DetailList
{
public:
    void add(const QString &title, const QString &text)
    {
        if (m_details.size() < mostDetails)
            m_details << PlanDetail{shortText(title), text};
        else
            ++m_more;
    }

    QList<PlanDetail> take()
    {
        if (m_more > 0)
            m_details << PlanDetail{PlanText::tr("… and %1 more").arg(QLocale().toString(m_more)), {}};
        return std::move(m_details);
    }

private:
    QList<PlanDetail> m_details;
    qsizetype m_more = 0;
};

QString shown(const QString &value)
{
    return value.isEmpty() ? PlanText::tr("(empty)") : shortText(value);
}

QString shown(ClientField field, const QString &value)
{
    return fieldInfo(field).kind == FieldKind::List && !value.isEmpty() ? shortList(value) : shown(value);
}

QString beforeAndAfter(const QString &before, const QString &after)
{
    return u"%1 → %2"_s.arg(before, after);
}

QString columnLabel(const QString &column)
{
    QString label = column;
    label.replace(u'_', u' ');
    label[0] = label.at(0).toUpper();
    return label;
}

void addLosses(DetailList &details, const QList<Loss> &losses)
{
    for (const Loss &loss : losses)
        details.add(PlanText::tr("Not taken: %1").arg(loss.field), shortText(loss.text));
}

void addClient(DetailList &details, const PlannedClient &planned)
{
    const bool isNew = planned.status == ImportStatus::New;
    const auto changes = isNew ? differences(rules::normalized({}), planned.client) : planned.differences;
    for (const FieldDifference &change : changes) {
        const QString after = shown(change.field, change.after);
        details.add(fieldLabel(change.field),
                    isNew ? after : beforeAndAfter(shown(change.field, change.before), after));
    }
    for (const QString &note : planned.notes)
        details.add(PlanText::tr("Adjusted"), shortText(note));
    addLosses(details, planned.losses);
}

void addClient(DetailList &details, const PlannedClients &clients, qsizetype position)
{
    const auto planned = clients.at(position);
    if (!planned)
        return details.add(PlanText::tr("Note"), shortText(planned.error().text));
    if (planned->refusal && !clients.reason(position))
        details.add(PlanText::tr("Reason"), shortText(planned->refusal->text));
    addClient(details, *planned);
}

template<typename Record>
void addRecord(DetailList &details, const PlannedRecord<Record> &planned)
{
    for (const ColumnDifference &difference : planned.differences)
        details.add(columnLabel(difference.column),
                    beforeAndAfter(shown(difference.before), shown(difference.after)));
    if (!planned.note.isEmpty())
        details.add(PlanText::tr("Note"), shortText(planned.note));
}

}

QList<PlanDetail> of(const ImportPlan &plan, const PlanRow &row)
{
    DetailList details;
    if (row.kind == PlanRow::Kind::File)
        addLosses(details, plan.losses);
    else if (row.kind == PlanRow::Kind::Client)
        addClient(details, plan.clients, row.position);
    else
        planrows::visitRecord(plan, row, [&](const auto &planned) { addRecord(details, planned); });
    return details.take();
}

PlanDetails first(const ImportPlan &plan)
{
    const QList<PlanRow> rows = planrows::of(plan);
    PlanDetails found;
    qsizetype left = rows.size() > mostRowsToOpen ? 0 : mostDetailsToOpen;
    for (int row = 0; row < rows.size() && left > 0; ++row) {
        if (!planrows::hasDetails(plan, rows.at(row)))
            continue;
        const QList<PlanDetail> lines = of(plan, rows.at(row));
        left -= lines.size();
        if (left >= 0)
            found.insert(row, lines);
    }
    return found;
}

}
