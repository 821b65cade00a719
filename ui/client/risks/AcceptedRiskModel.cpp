#include "ui/client/risks/AcceptedRiskModel.h"

#include "domain/TimeText.h"
#include "domain/rules/RiskNames.h"
#include "draft/ClientDraft.h"
#include "ui/client/risks/RiskLabel.h"

namespace gatehouse {

AcceptedRiskModel::AcceptedRiskModel(ClientDraft &draft, QObject *parent)
    : QIdentityProxyModel(parent), m_table(draft.table(ClientField::AcceptedRisks))
{
    setSourceModel(&m_table);
}

void AcceptedRiskModel::add(ClientDraft &draft, const AcceptedRisk &risk)
{
    DraftTable &table = draft.table(ClientField::AcceptedRisks);
    DraftRow row = table.blankRow(table.rowCount());
    row[Rule] = risk.rule;
    row[Value] = risk.value;
    row[Reason] = risk.reason;
    row[By] = risk.by;
    row[At] = risk.at.toUTC().toString(Qt::ISODate);
    table.write({{{}, row}});
}

void AcceptedRiskModel::takeBack(const QList<int> &rows)
{
    m_table.removeRowsAt(rows);
}

QVariant AcceptedRiskModel::data(const QModelIndex &index, int role) const
{
    const QVariant value = QIdentityProxyModel::data(index, role);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return value;
    const QString text = QIdentityProxyModel::data(index, Qt::DisplayRole).toString();
    switch (index.column()) {
    case Rule:
        return riskLabel(text);
    case Value: // of a secret it is its key, which tells nobody anything
        return m_table.valueAt(index.row(), Rule).toString() == risks::weakSecret ? QString() : text;
    case At:
        return localTime(text);
    default:
        return text;
    }
}

Qt::ItemFlags AcceptedRiskModel::flags(const QModelIndex &index) const
{
    return QIdentityProxyModel::flags(index).setFlag(Qt::ItemIsEditable, false);
}

}
