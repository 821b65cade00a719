#pragma once

#include "secrets/ClientTrial.h"
#include "store/TableModel.h"

namespace gatehouse {

/// The steps of a trial, each with how it goes.
class TrialStepsModel : public TableModel<trial::StepReport>
{
public:
    enum Column { Name, State, Text };
    static constexpr int SeverityRole = Qt::UserRole;

    explicit TrialStepsModel(QObject *parent = nullptr);

    /// In the place of what was told of that step before.
    void setStep(const trial::StepReport &report);

private:
    QVariant detail(const trial::StepReport &row, int column, int role) const override;
};

}
