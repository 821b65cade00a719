#pragma once

#include "domain/ClientField.h"

#include <QList>
#include <QString>

#include <algorithm>

namespace gatehouse {

enum class Severity { Advice, Warning, Error };

/// What a problem holds back: nothing, Enabled, or Save.
enum class Gate { None, Enable, Save };

/// Something about one field that the administrator should know: the text names field, value and remedy.
struct Problem
{
    Severity severity = Severity::Advice;
    Gate gate = Gate::None;
    ClientField field = ClientField::ClientId;
    QString text;
    int row = -1;       ///< index in a list field, or -1
    QString rule = {};  ///< of a risk, see RiskNames.h; empty: it cannot be accepted
    QString value = {}; ///< what the risk is about; empty: the field itself

    bool operator==(const Problem &) const = default;
};

inline bool stopsSave(const QList<Problem> &problems)
{
    return std::ranges::contains(problems, Gate::Save, &Problem::gate);
}

inline bool stopsEnable(const QList<Problem> &problems)
{
    return std::ranges::any_of(problems, [](const Problem &problem) { return problem.gate != Gate::None; });
}

}
