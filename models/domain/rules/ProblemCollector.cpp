#include "domain/rules/ProblemCollector.h"

#include <algorithm>

namespace gatehouse::rules {

void ProblemCollector::add(Severity severity, ClientField field, const QString &text, int row)
{
    m_problems << Problem{severity, severity == Severity::Error ? Gate::Save : Gate::None, field, text, row};
}

void ProblemCollector::addMissing(ClientField field, const QString &text)
{
    m_problems << Problem{Severity::Warning, Gate::Enable, field, text, -1};
}

void ProblemCollector::take(ClientField field, const Findings &findings, int row)
{
    for (const Finding &finding : findings) {
        if (finding.rule.isEmpty()) {
            add(finding.severity, field, finding.text, row);
            continue;
        }
        const Gate gate = finding.severity == Severity::Error ? Gate::Save : Gate::None;
        addRisk({finding.severity, gate, field, finding.text, row}, finding.rule, finding.value);
    }
}

void ProblemCollector::addRisk(Problem typed, QLatin1StringView rule, const QString &value)
{
    if (isAccepted(rule, value))
        return;
    typed.rule = rule;
    typed.value = value;
    if (isKnown(rule, value)) {
        typed.severity = Severity::Warning;
        typed.gate = Gate::None;
    }
    m_problems << typed;
}

void ProblemCollector::addMissingRisk(ClientField field, const QString &text, QLatin1StringView rule)
{
    addRisk({Severity::Warning, Gate::Enable, field, text, -1}, rule, {});
}

bool ProblemCollector::hasErrorOn(ClientField field) const
{
    return std::ranges::any_of(m_problems, [&](const Problem &problem) {
        return problem.field == field && problem.severity == Severity::Error;
    });
}

bool ProblemCollector::isAccepted(QLatin1StringView rule, const QString &value) const
{
    return std::ranges::any_of(m_client.acceptedRisks, [&](const AcceptedRisk &risk) {
        return risk.rule == rule && risk.value == value;
    });
}

bool ProblemCollector::isKnown(QLatin1StringView rule, const QString &value) const
{
    return m_context.takesRisks || m_context.knownRisks.contains(KnownRisk(rule, value));
}

}
