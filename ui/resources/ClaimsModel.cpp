#include "ui/resources/ClaimsModel.h"

#include "domain/LanguageTag.h"
#include "ui/common/Icons.h"
#include "ui/common/KeyComboBox.h"
#include "ui/resources/ClaimChoices.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

void ClaimsModel::setClaims(const QList<ResourceClaim> &claims)
{
    if (claims == m_claims)
        return;
    if (claims.size() != m_claims.size()) {
        beginResetModel();
        m_claims = claims;
        endResetModel();
        return;
    }
    // Rows are kept, so that an open editor and the selection survive.
    m_claims = claims;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void ClaimsModel::add()
{
    Q_EMIT edited(m_claims + QList{ResourceClaim{.value = claimchoices::attributes().first().key}});
}

void ClaimsModel::removeRowsAt(QList<int> rows)
{
    QList<ResourceClaim> claims = m_claims;
    std::ranges::sort(rows, std::greater{});
    for (const int row : rows)
        claims.removeAt(row);
    Q_EMIT edited(claims);
}

/// Nothing is wrong yet with a claim of which nothing was typed.
QString ClaimsModel::problemOf(int row) const
{
    const QString &claim = m_claims.at(row).claim;
    if (claim.isEmpty())
        return {};
    for (const rules::Finding &finding : rules::checkClaimName(claim))
        return finding.text;
    if (std::ranges::count(m_claims, claim, &ResourceClaim::claim) > 1)
        return tr("Claim \"%1\" stands in the list more than once. Remove one.").arg(claim);
    return {};
}

QModelIndex ClaimsModel::firstFault() const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (m_claims.at(row).claim.isEmpty() || !problemOf(row).isEmpty())
            return index(row, Claim);
        if (m_claims.at(row).value.isEmpty())
            return index(row, Value);
    }
    return {};
}

int ClaimsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_claims.size());
}

int ClaimsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ClaimsModel::key(const ResourceClaim &claim, int column) const
{
    return column == Claim    ? claim.claim
           : column == Source ? claimchoices::key(claim.source)
           : column == Value  ? claim.value
                              : QString();
}

QString ClaimsModel::shownText(const ResourceClaim &claim, int column) const
{
    if (column == Source)
        return claimchoices::text(claimchoices::sources(), claimchoices::key(claim.source));
    if (column == Value && claim.source == ClaimSource::UserAttribute)
        return claimchoices::text(claimchoices::attributes(), claim.value);
    return key(claim, column);
}

QVariant ClaimsModel::choices(const ResourceClaim &claim, int column) const
{
    if (column == Source)
        return QVariant::fromValue(claimchoices::sources());
    if (column == Value && claim.source == ClaimSource::UserAttribute)
        return QVariant::fromValue(claimchoices::attributes());
    return {};
}

QVariant ClaimsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ResourceClaim &claim = m_claims.at(index.row());
    const bool isProblem = index.column() == ProblemText;
    switch (role) {
    case Qt::DisplayRole:
        return isProblem ? problemOf(index.row()) : shownText(claim, index.column());
    case Qt::EditRole:
        return isProblem ? problemOf(index.row()) : key(claim, index.column());
    case Qt::AccessibleDescriptionRole:
        return problemOf(index.row());
    case Qt::DecorationRole:
        return isProblem && !problemOf(index.row()).isEmpty() ? icons::of(Severity::Error) : QVariant();
    case ChoicesRole:
        return choices(claim, index.column());
    default:
        return {};
    }
}

bool ClaimsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    QList<ResourceClaim> claims = m_claims;
    ResourceClaim &claim = claims[index.row()];
    if (index.column() == Claim) {
        claim.claim = value.toString();
    } else if (index.column() == Value) {
        claim.value = value.toString();
    } else if (const ClaimSource source = claimchoices::source(value.toString()); source != claim.source) {
        claim.source = source;
        claim.value =
            source == ClaimSource::UserAttribute ? claimchoices::attributes().first().key : QString();
    }
    if (claims != m_claims)
        Q_EMIT edited(claims);
    return true;
}

QVariant ClaimsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return QStringList{tr("Claim"), tr("Source"), tr("Value"), tr("Problem")}.value(section);
}

Qt::ItemFlags ClaimsModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() != ProblemText ? flags | Qt::ItemIsEditable : flags;
}

}
