#include "ui/client/ValidationController.h"

#include "ui/client/ClientDraft.h"

#include <algorithm>

namespace gatehouse {

ValidationController::ValidationController(ClientDraft &draft, QObject *parent)
    : QObject(parent), m_draft(draft)
{
    connect(&draft, &ClientDraft::changed, this, &ValidationController::validate);
}

void ValidationController::setRecords(const QList<User> &users, const QList<ApiScope> &scopes)
{
    m_users = users;
    m_scopes = scopes;
    m_context.users.clear();
    m_context.apiScopes.clear();
    for (const User &user : users)
        m_context.users.insert(user.userId.toLower(), user);
    for (const ApiScope &scope : scopes)
        m_context.apiScopes.insert(scope.name);
    validate();
}

void ValidationController::validate()
{
    m_context.now = QDateTime::currentDateTimeUtc();
    m_problems = m_draft.isOpen() ? rules::check(m_draft.normalized(), m_context) : QList<Problem>();
    Q_EMIT validated();
}

QList<Problem> ValidationController::problemsOf(ClientField field) const
{
    QList<Problem> found;
    std::ranges::copy_if(m_problems, std::back_inserter(found),
                         [&](const Problem &problem) { return problem.field == field; });
    return found;
}

rules::FieldState ValidationController::stateOf(ClientField field) const
{
    if (field == ClientField::Enabled && !m_draft.typed().enabled && lacksSomethingForEnabled())
        return {rules::Presence::Locked, false, tr("Off until nothing is missing: see Problems.")};
    return rules::fieldState(m_draft.typed(), field);
}

bool ValidationController::lacksSomethingForEnabled() const
{
    return stopsEnable(m_problems);
}

bool ValidationController::canSave() const
{
    return m_draft.isModified() && !stopsSave(m_problems);
}

}
