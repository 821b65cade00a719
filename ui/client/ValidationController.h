#pragma once

#include "domain/ClientRules.h"

#include <QObject>

namespace gatehouse {

class ClientDraft;

/// Applies the rules to a draft whenever it changes, and answers what the form may offer. It decides nothing
/// by itself.
class ValidationController : public QObject
{
    Q_OBJECT

public:
    explicit ValidationController(ClientDraft &draft, QObject *parent = nullptr);

    /// Users and scopes that exist; the time is taken anew at each check.
    void setRecords(const QList<User> &users, const QList<ApiScope> &scopes);
    const QList<User> &users() const { return m_users; }
    const QList<ApiScope> &apiScopes() const { return m_scopes; }

    const QList<Problem> &problems() const { return m_problems; }
    QList<Problem> problemsOf(ClientField field) const;
    rules::FieldState stateOf(ClientField field) const;
    bool canSave() const;

Q_SIGNALS:
    void validated();

private:
    void validate();
    bool lacksSomethingForEnabled() const;

    ClientDraft &m_draft;
    QList<User> m_users;
    QList<ApiScope> m_scopes;
    rules::RuleContext m_context;
    QList<Problem> m_problems;
};

}
