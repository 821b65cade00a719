#include "draft/ClaimTable.h"

#include "domain/LanguageTag.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// As in the column.
const QString fromAttribute = u"attribute"_s;
const QString fixedValue = u"fixed"_s;

QList<Choice> attributeChoices()
{
    QList<Choice> choices;
    for (const auto &[name, label] : userAttributes())
        choices << Choice{name, label};
    return choices;
}

}

ClaimTable::ClaimTable(const DraftDatabase &database)
    : DraftTable(database, u"custom_resource_claim"_s,
                 {tr("Claim"), tr("Source"), tr("Value"), tr("Problem")})
{
}

DraftRow ClaimTable::blankRow(int row) const
{
    DraftRow blank = DraftTable::blankRow(row);
    blank[Source] = fromAttribute;
    blank[Value] = userAttributes().first().name;
    return blank;
}

ResourceClaim ClaimTable::claimAt(int row) const
{
    return {.claim = valueAt(row, Claim).toString(),
            .source =
                valueAt(row, Source) == fixedValue ? ClaimSource::FixedValue : ClaimSource::UserAttribute,
            .value = valueAt(row, Value).toString()};
}

QList<ResourceClaim> ClaimTable::claims() const
{
    QList<ResourceClaim> claims;
    for (int row = 0; row < rowCount(); ++row)
        claims << claimAt(row);
    return claims;
}

void ClaimTable::fillClaims(const QList<ResourceClaim> &claims)
{
    QList<DraftRow> rows;
    for (const ResourceClaim &claim : claims) {
        const QString source = claim.source == ClaimSource::FixedValue ? fixedValue : fromAttribute;
        rows << DraftRow{claim.claim, source, claim.value} + blankRow(0).sliced(ProblemText);
    }
    fill(rows);
}

/// Nothing is wrong yet with a claim of which nothing was typed.
QString ClaimTable::problemOf(int row) const
{
    const QString claim = claimAt(row).claim;
    if (claim.isEmpty())
        return {};
    for (const rules::Finding &finding : rules::checkClaimName(claim))
        return finding.text;
    if (std::ranges::count(claims(), claim, &ResourceClaim::claim) > 1)
        return tr("Claim \"%1\" stands in the list more than once. Remove one.").arg(claim);
    return {};
}

QModelIndex ClaimTable::firstFault() const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (claimAt(row).claim.isEmpty() || !problemOf(row).isEmpty())
            return index(row, Claim);
        if (claimAt(row).value.isEmpty())
            return index(row, Value);
    }
    return {};
}

QList<Choice> ClaimTable::choicesAt(const QModelIndex &index) const
{
    if (index.column() == Source)
        return {{fromAttribute, tr("User attribute")}, {fixedValue, tr("Fixed value")}};
    const bool isAttribute =
        index.column() == Value && claimAt(index.row()).source == ClaimSource::UserAttribute;
    return isAttribute ? attributeChoices() : QList<Choice>();
}

QVariant ClaimTable::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const bool isProblem = index.column() == ProblemText;
    switch (role) {
    case Qt::DisplayRole: {
        const QString key = valueAt(index.row(), index.column()).toString();
        const QList<Choice> choices = choicesAt(index);
        const auto choice = std::ranges::find(choices, key, &Choice::key);
        return isProblem ? problemOf(index.row()) : choice == choices.end() ? key : choice->text;
    }
    case Qt::ToolTipRole:
        return {};
    case Qt::AccessibleDescriptionRole:
        return problemOf(index.row());
    case SeverityRole:
        return isProblem && !problemOf(index.row()).isEmpty() ? int(Severity::Error) : -1;
    case ChoicesRole:
        return QVariant::fromValue(choicesAt(index));
    default:
        return DraftTable::data(index, role);
    }
}

bool ClaimTable::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || index.column() != Source)
        return DraftTable::setData(index, value, role);
    const DraftRow before = rowAt(index.row());
    DraftRow after = before;
    after[Source] = value;
    if (after != before)
        after[Value] = value == fixedValue ? QString() : userAttributes().first().name;
    write({{before, after}}, Source);
    return true;
}

Qt::ItemFlags ClaimTable::flags(const QModelIndex &index) const
{
    return DraftTable::flags(index).setFlag(Qt::ItemIsEditable,
                                            index.isValid() && index.column() != ProblemText && !isHeld());
}

}
