#pragma once

#include "domain/rules/ClientRules.h"
#include "domain/rules/FieldRules.h"

namespace gatehouse::rules {

/// Collects the problems of one client application. A risk is left out when it was accepted, and holds back
/// nothing when it came in with a file or is stored already.
class ProblemCollector
{
public:
    ProblemCollector(const ClientApplication &client, const RuleContext &context)
        : m_client(client), m_context(context)
    {
    }

    void add(Severity severity, ClientField field, const QString &text, int row = -1);
    /// What is missing holds back Enabled alone.
    void addMissing(ClientField field, const QString &text);
    void take(ClientField field, const Findings &findings, int row = -1);
    /// `typed` is what it is while it neither came in nor is stored.
    void addRisk(Problem typed, QLatin1StringView rule, const QString &value);
    /// The same of something that is missing.
    void addMissingRisk(ClientField field, const QString &text, QLatin1StringView rule);

    bool applies(ClientField field) const { return fieldState(m_client, field).presence != Presence::Off; }
    bool hasErrorOn(ClientField field) const;
    const ClientApplication &client() const { return m_client; }
    const RuleContext &context() const { return m_context; }
    const QList<Problem> &problems() const { return m_problems; }
    QList<Problem> &problems() { return m_problems; }

private:
    bool isAccepted(QLatin1StringView rule, const QString &value) const;
    bool isKnown(QLatin1StringView rule, const QString &value) const;

    const ClientApplication &m_client;
    const RuleContext &m_context;
    QList<Problem> m_problems;
};

}
