#include "ui/client/tryit/TrialStepsModel.h"

#include "domain/rules/Problem.h"

#include <QCoreApplication>

namespace gatehouse {

namespace {

struct TrialStepsText
{
    Q_DECLARE_TR_FUNCTIONS(TrialStepsModel)
};

int severityOf(trial::StepState state)
{
    const bool isFault = state == trial::StepState::Refused || state == trial::StepState::Failed;
    return isFault ? int(Severity::Error) : -1;
}

}

TrialStepsModel::TrialStepsModel(QObject *parent)
    : TableModel(
          {{TrialStepsText::tr("Step"), [](const trial::StepReport &row) { return labelOf(row.step); }},
           {TrialStepsText::tr("State"), [](const trial::StepReport &row) { return labelOf(row.state); }},
           {TrialStepsText::tr("What happened"), [](const trial::StepReport &row) { return row.text; }}},
          parent)
{
}

void TrialStepsModel::setStep(const trial::StepReport &report)
{
    const int row = rowWhere(&trial::StepReport::step, report.step);
    if (row < 0) {
        setRows(QList(m_rows) << report);
        return;
    }
    m_rows[row] = report;
    Q_EMIT dataChanged(index(row, Name), index(row, Text));
}

QVariant TrialStepsModel::detail(const trial::StepReport &row, int column, int role) const
{
    if (role == SeverityRole)
        return column == State ? severityOf(row.state) : -1;
    return {}; // no tool tips: they would take what a server says for rich text
}

}
