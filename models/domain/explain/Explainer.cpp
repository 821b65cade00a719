#include "domain/explain/Explainer.h"

#include "domain/ShortText.h"
#include "domain/explain/AskedServer.h"
#include "domain/explain/Case.h"
#include "domain/explain/NearestClientId.h"
#include "domain/explain/masking/SecretParameters.h"
#include "domain/explain/request/ParameterNames.h"
#include "domain/rules/ClientRules.h"
#include "domain/rules/InvisibleText.h"
#include "domain/servers/OnServers.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::explain {

namespace {

/// Where servers stop first.
int orderOf(const RequestProblem &problem)
{
    static constexpr std::array order{Cause::Malformed,
                                      Cause::ClientUnknown,
                                      Cause::ClientDisabled,
                                      Cause::RedirectMissing,
                                      Cause::RedirectNotRegistered,
                                      Cause::LogoutRedirect,
                                      Cause::ClientAuthentication,
                                      Cause::GrantType,
                                      Cause::ResponseType,
                                      Cause::PkceMissing,
                                      Cause::PkceMethod,
                                      Cause::ScopeNotAllowed,
                                      Cause::OpenIdMissing};
    const auto place = int(std::ranges::find(order, problem.cause) - order.begin());
    return problem.verdict == Verdict::Refused ? place : place + int(order.size());
}

/// All was judged as it was sent. Nobody is shown more of it than this.
void maskSent(Explanation &explanation)
{
    explanation.clientId = masked(explanation.clientId);
    for (RequestProblem &problem : explanation.problems) {
        problem.parameter = shownName(problem.parameter);
        if (problem.sent)
            problem.sent = masked(*problem.sent);
    }
}

void conclude(Explanation &explanation)
{
    maskSent(explanation);
    QList<RequestProblem> &problems = explanation.problems;
    std::ranges::stable_sort(problems, {}, orderOf);
    explanation.verdict = problems.isEmpty() ? Verdict::Taken : problems.first().verdict;
}

RequestProblem missingClientId()
{
    return {.cause = Cause::ClientUnknown,
            .parameter = u"client_id"_s,
            .text = ExplainText::tr(
                "The request does not say which client application it comes from: client_id is "
                "missing."),
            .remedy = ExplainText::tr("Have the client application send its client_id.")};
}

RequestProblem unknownClient(const QString &sent, const QString &nearest)
{
    RequestProblem problem{
        .cause = Cause::ClientUnknown,
        .parameter = u"client_id"_s,
        .sent = sent,
        .text = ExplainText::tr("There is no client application \"%1\".").arg(shownValue(sent)),
        .remedy = ExplainText::tr("Register it, or mend the client ID that is sent.")};
    if (nearest.isEmpty())
        return problem;
    const Comparison comparison = compared(masked(sent), nearest, false);
    problem.nearest = nearest;
    problem.inSent = comparison.inSent;
    problem.inNearest = comparison.inNearest;
    if (sent.compare(nearest, Qt::CaseInsensitive) == 0)
        problem.differs = {Difference::Case};
    problem.text +=
        u' ' + (problem.differs.isEmpty()
                    ? ExplainText::tr("The nearest is \"%1\".").arg(nearest)
                    : ExplainText::tr("There is \"%1\": servers tell capital letters from small ones.")
                          .arg(nearest));
    problem.remedy =
        ExplainText::tr("Have the client application send \"%1\", if that is the one.").arg(nearest);
    problem.action = {Remedy::Kind::OpenClient, ClientField::ClientId, nearest};
    return problem;
}

void judgeStateThere(Case &judged)
{
    judged.add({.cause = Cause::ClientDisabled,
                .parameter = u"client_id"_s,
                .sent = judged.client.clientId,
                .text = ExplainText::tr("Client application \"%1\" is disabled on \"%2\".")
                            .arg(judged.client.clientId, judged.disabledOn),
                .remedy = ExplainText::tr("Turn on Enabled for that server."),
                .action = {Remedy::Kind::GoTo, ClientField::Enabled}});
}

void judgeState(Case &judged)
{
    if (!judged.disabledOn.isEmpty())
        return judgeStateThere(judged);
    if (!judged.client.enabled) {
        judged.add(
            {.cause = Cause::ClientDisabled,
             .parameter = u"client_id"_s,
             .sent = judged.client.clientId,
             .text = ExplainText::tr("Client application \"%1\" is disabled.").arg(judged.client.clientId),
             .remedy = ExplainText::tr("Turn on Enabled."),
             .action = {Remedy::Kind::TurnOn, ClientField::Enabled}});
    }
}

/// By what it says alone: the server's word counts where nothing of it is refused here.
void judgeLog(Case &judged)
{
    if (judged.request.has(u"redirect_uri")) {
        if (judged.request.kind == RequestKind::Logout)
            judgeLogoutRedirect(judged);
        else
            judgeLoginRedirect(judged);
    }
    if (judged.request.has(u"response_type"))
        judgeResponseType(judged);
    if (judged.request.has(u"scope"))
        judgeScopes(judged);
    if (judged.problems.isEmpty() && judged.request.has(u"error"))
        judgeAnswer(judged);
}

void judge(Case &judged)
{
    // The server has taken it, whatever stands here.
    if (judged.request.isGoodAnswer())
        return judgeAnswer(judged);
    judgeState(judged);
    if (judged.request.isLog)
        return judgeLog(judged);
    if (judged.request.isAnswer)
        return judgeAnswer(judged);
    switch (judged.request.kind) {
    case RequestKind::Authorization:
        judgeLoginRedirect(judged);
        judgeResponseType(judged);
        judgeFlow(judged);
        judgeScopes(judged);
        judgeChallenge(judged);
        break;
    case RequestKind::Token:
        judgeAuthentication(judged);
        judgeGrantType(judged);
        break;
    case RequestKind::Logout:
        judgeLogoutRedirect(judged);
        break;
    }
}

/// A logout needs no client application, as long as it asks for no redirect.
bool needsClient(const PastedRequest &request)
{
    return request.kind != RequestKind::Logout || request.has(u"post_logout_redirect_uri");
}

/// Looks the client application up.
class Lookup
{
public:
    Lookup(const PastedRequest &request, const ClientDirectory &clients, const Judgement &judgement)
        : m_request(request), m_clients(clients), m_judgement(judgement)
    {
    }

    Result<Explanation> explanation()
    {
        m_explanation.kind = m_request.kind;
        m_explanation.clientId = m_request.clientId();
        return clientId().and_then([&](const QString &id) { return byId(id); }).transform([&] {
            conclude(m_explanation);
            return m_explanation;
        });
    }

private:
    /// An answer names none: then it is whose redirect it came to.
    Result<QString> clientId() const
    {
        if (!m_explanation.clientId.isEmpty() || !m_request.isAnswer)
            return m_explanation.clientId;
        return m_clients.withLoginRedirect(m_request.answerAddress).transform([](const QStringList &ids) {
            return ids.size() == 1 ? ids.first() : QString();
        });
    }

    Result<void> byId(const QString &id)
    {
        if (id.isEmpty())
            return withoutClient();
        return m_clients.find(id).and_then(
            [&](const std::optional<ClientApplication> &found) -> Result<void> {
                if (!found)
                    return m_request.isGoodAnswer() ? withoutClient() : unknown(id);
                if (found->clientId == id || m_request.isAnswer)
                    return judgeBy(*found);
                return inOtherCase(id, *found);
            });
    }

    Result<void> inOtherCase(const QString &id, const ClientApplication &found)
    {
        const ServerHabits &habits = habitsOf(m_judgement.server);
        if (habits.anyClientIdCase == Habit::Takes) {
            m_explanation.notes << ExplainText::tr("%1 takes \"%2\" for \"%3\", whatever the case.")
                                       .arg(titleOf(habits.kind), shownValue(id), found.clientId);
            return judgeBy(found);
        }
        m_explanation.foundClientId = found.clientId;
        return take({unknownClient(id, found.clientId)});
    }

    Result<void> withoutClient()
    {
        const ClientApplication nobody{.enabled = true};
        Case judged{m_request, nobody, habitsOf(m_judgement.server), m_scopes, m_judgement.now};
        judgeWriting(judged);
        if (m_request.isGoodAnswer() || (m_request.isPart() && m_request.has(u"error")))
            judgeAnswer(judged);
        else if (needsClient(m_request) && !m_request.hasRequestObject())
            judged.add(missingClientId());
        m_explanation.notes << judged.notes;
        return take(judged.problems);
    }

    Result<void> unknown(const QString &id)
    {
        return m_clients.clientIds().and_then(
            [&](const QStringList &known) { return take({unknownClient(id, nearestClientId(id, known))}); });
    }

    Result<void> judgeBy(const ClientApplication &found)
    {
        return m_clients.scopes().and_then([&](const QSet<QString> &scopes) {
            const QString server = serverFor(found);
            const bool isOff = found.onServers.value(server).enabled == std::optional(false);
            const ClientApplication client =
                rules::normalized(server.isEmpty() ? found : forServer(found, server));
            m_explanation.foundClientId = found.clientId;
            m_explanation.server = server;
            Case judged{m_request, client,          habitsOf(m_judgement.server),
                        scopes,    m_judgement.now, isOff ? server : QString()};
            judgeWriting(judged);
            judge(judged);
            m_explanation.notes << judged.notes;
            return take(judged.problems);
        });
    }

    /// Whose rows, secrets and Enabled count.
    QString serverFor(const ClientApplication &found)
    {
        if (!m_judgement.onServer.isEmpty())
            return m_judgement.onServer;
        const QStringList alone = serversOf(found);
        const Server *asked = askedServer(m_request, m_judgement.servers);
        if (asked && alone.contains(asked->name)) {
            m_explanation.notes << ExplainText::tr(
                                       "The address is one of \"%1\": what is for that server alone counts, "
                                       "too.")
                                       .arg(asked->name);
        } else if (!asked && !alone.isEmpty()) {
            m_explanation.notes << ExplainText::tr(
                                       "What is for one server alone was not looked at (%1): judge as that "
                                       "server.")
                                       .arg(alone.join(", "_L1));
        }
        return asked ? asked->name : QString();
    }

    Result<void> take(const QList<RequestProblem> &problems)
    {
        m_explanation.problems << problems;
        return {};
    }

    const PastedRequest &m_request;
    const ClientDirectory &m_clients;
    const Judgement &m_judgement;
    const QSet<QString> m_scopes;
    Explanation m_explanation;
};

}

void Case::add(Habit habit, RequestProblem problem)
{
    if (habit == Habit::Takes)
        return;
    problem.verdict = habit == Habit::Refuses ? Verdict::Refused : Verdict::ServersDiffer;
    add(std::move(problem));
}

QString shownValue(const QString &sent)
{
    return shownAllowed(masked(sent));
}

QString shownAllowed(const QString &configured)
{
    constexpr qsizetype longest = 200;
    return rules::withInvisiblesNamed(shortText(configured, longest));
}

Result<Explanation> explain(const PastedRequest &request, const ClientDirectory &clients,
                            const Judgement &judgement)
{
    return Lookup(request, clients, judgement).explanation();
}

}
