#pragma once

#include "domain/explain/Explainer.h"

#include <QCoreApplication>

namespace gatehouse::explain {

struct ExplainText
{
    Q_DECLARE_TR_FUNCTIONS(Explain)
};

/// One request, and all that it is judged by. The judges add what they find.
struct Case
{
    const PastedRequest &request;
    const ClientApplication &client; ///< normalized
    const ServerHabits &habits;
    const QSet<QString> &knownScopes; ///< of whatever client application
    QDateTime now;
    QString disabledOn = {}; ///< the one server on which it is not enabled, while it may be elsewhere
    QList<RequestProblem> problems = {};
    QStringList notes = {};

    void add(RequestProblem problem) { problems << std::move(problem); }
    /// What a server may do, or not: nothing is added where it takes it.
    void add(Habit habit, RequestProblem problem);
    bool asksForOpenId() const;
    /// Written without a value, which is neither sent nor missing there.
    bool isSentEmpty(QStringView name) const
    {
        return habits.emptyIsSent && request.names(name) && !request.has(name);
    }
};

QStringList scopesOf(const PastedRequest &request);

void judgeWriting(Case &judged);
void judgeLoginRedirect(Case &judged);
void judgeLogoutRedirect(Case &judged);
void judgeResponseType(Case &judged);
/// Of a response type with tokens that is allowed.
void judgeTokensInAddress(Case &judged, const QStringList &types);
/// response_mode and prompt.
void judgeFlow(Case &judged);
void judgeScopes(Case &judged);
void judgeChallenge(Case &judged);
void judgeVerifier(Case &judged);
void judgeAuthentication(Case &judged);
void judgeGrantType(Case &judged);
/// What a server's own words in an answer mean.
void judgeAnswer(Case &judged);

/// A value that was sent, as a message can hold it: masked, short, with what cannot be seen named.
QString shownValue(const QString &sent);
/// The same of what is configured, which holds no secret.
QString shownAllowed(const QString &configured);

/// Whether what is kept under Other settings for that server turns one of these grants on.
bool hasOtherGrant(const ClientApplication &client, JudgedAs server, const QStringList &names);

}
