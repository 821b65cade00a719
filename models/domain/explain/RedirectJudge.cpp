#include "domain/explain/Case.h"
#include "domain/explain/address/RedirectMatch.h"
#include "domain/explain/masking/SecretParameters.h"
#include "domain/formats/rfc7591/ApplicationType.h"
#include "domain/rules/FieldRules.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::explain {

namespace {

QString listOf(const QList<Difference> &differs)
{
    QStringList names;
    for (const Difference difference : differs)
        names << labelOf(difference);
    return names.join(", "_L1);
}

bool differsIn(const RequestProblem &problem, Difference difference)
{
    return problem.differs.contains(difference);
}

/// Judges one address against the redirects of one kind.
class RedirectJudge
{
public:
    RedirectJudge(Case &judged, ClientField field, const QString &parameter)
        : m_judged(judged)
        , m_field(field)
        , m_parameter(parameter)
        , m_sent(judged.request.value(parameter))
        , m_shown(masked(m_sent))
        , m_allowed(redirectsOnServer(judged.client, field, judged.habits))
        , m_habits(ownHabits())
        , m_refusal(m_habits.kind == JudgedAs::Keycloak ? keycloakRefusal(m_sent, answerNames(m_habits))
                                                        : KeycloakRefusal())
    {
    }

    void judge()
    {
        const RedirectMatch match = matchRedirect(m_sent, m_allowed, m_habits, m_judged.request.server);
        if (match.habit == Habit::Takes || isAllowedButForMask())
            return;
        RequestProblem problem{.cause = m_field == ClientField::LoginRedirects ? Cause::RedirectNotRegistered
                                                                               : Cause::LogoutRedirect,
                               .parameter = m_parameter,
                               .sent = m_shown};
        if (match.habit == Habit::Differs) {
            take(problem, compared(m_sent, match.allowed, true), true);
            problem.text = textOfDoubt(match);
            problem.remedy = ExplainText::tr("Allow the address in full, or send the one that is allowed.");
            offerToAdd(problem);
        } else {
            explain(problem);
        }
        m_judged.add(match.habit, problem);
    }

private:
    /// It was masked before it was pasted: whether what was there is what is allowed, nobody knows.
    bool isAllowedButForMask()
    {
        if (!m_sent.contains(mask) ||
            std::ranges::none_of(m_allowed, [&](const QString &uri) { return masked(uri) == m_sent; }))
            return false;
        m_judged.notes << ExplainText::tr("What is masked in %1 is not known here.").arg(m_parameter);
        return true;
    }

    bool holdsSecret() const { return m_shown != m_sent || m_sent.contains(mask); }

    /// Of oidc-provider the ports of loopback depend on the kind of its client applications, of Keycloak a
    /// parameter on a switch of them.
    ServerHabits ownHabits() const
    {
        ServerHabits habits = m_judged.habits;
        if (habits.kind == JudgedAs::Keycloak &&
            hasOtherGrant(m_judged.client, habits.kind, {u"allow.oidc.params.in.redirect.uris"_s}))
            habits.answerInRedirect = Habit::Takes;
        if (habits.kind == JudgedAs::OidcProvider && applicationtype::of(m_judged.client) != "native"_L1)
            habits.loopbackPort = habits.localhostPort = Habit::Refuses;
        return habits;
    }

    void take(RequestProblem &problem, const Comparison &comparison, bool wildcards) const
    {
        problem.nearest = comparison.nearest;
        problem.differs = comparison.differs;
        problem.inSent = holdsSecret() ? compared(m_shown, masked(comparison.nearest), wildcards).inSent
                                       : comparison.inSent;
        problem.inNearest = comparison.inNearest;
    }

    void explain(RequestProblem &problem) const
    {
        const QStringList all = fieldValue(m_judged.client, m_field).toStringList();
        const bool wildcards = m_habits.wildcards || m_habits.kind == JudgedAs::Standard;
        const auto nearest = nearestTo(m_sent, all, wildcards);
        if (!nearest) {
            problem.text =
                m_field == ClientField::LoginRedirects
                    ? ExplainText::tr("\"%1\" is not allowed: the client application has no login redirects.")
                    : ExplainText::tr(
                          "\"%1\" is not allowed: the client application has no logout redirects.");
            problem.text = problem.text.arg(shownValue(m_sent));
            problem.remedy = ExplainText::tr("Allow it.");
            return offerToAdd(problem);
        }
        take(problem, *nearest, wildcards);
        // By the whole of it, as of what no address may hold.
        if (problem.differs.isEmpty() && !isLeftOut(problem.nearest))
            problem.differs = {Difference::Path};
        problem.text = textOf(problem);
        problem.remedy = remedyOf(problem);
        if (!isBehindProxy(problem))
            offerToAdd(problem);
    }

    bool isLeftOut(const QString &uri) const { return !m_allowed.contains(uri); }

    QString textOf(const RequestProblem &problem) const
    {
        if (problem.differs.isEmpty() && isLeftOut(problem.nearest)) {
            return ExplainText::tr(
                       "\"%1\" is allowed here, but the server does not get it: its format leaves it out. "
                       "See what an export says of it.")
                .arg(shownValue(m_sent));
        }
        const QString kind = m_field == ClientField::LoginRedirects
                                 ? ExplainText::tr("allowed login redirects")
                                 : ExplainText::tr("allowed logout redirects");
        if (problem.differs.isEmpty()) {
            return ExplainText::tr("\"%1\" is not one of the %2. The nearest is \"%3\".")
                .arg(shownValue(m_sent), kind, shownAllowed(problem.nearest));
        }
        const QString text =
            ExplainText::tr("\"%1\" is not one of the %2. The nearest is \"%3\", which differs in: %4.")
                .arg(shownValue(m_sent), kind, shownAllowed(problem.nearest), listOf(problem.differs));
        const QString story = storyOf(problem);
        return story.isEmpty() ? text : text + u' ' + story;
    }

    /// http is sent where https is allowed, on a host that others reach.
    bool isBehindProxy(const RequestProblem &problem) const
    {
        const AddressParts sent = partsOf(m_sent);
        return differsIn(problem, Difference::Scheme) && sent.scheme.text == "http"_L1 &&
               partsOf(problem.nearest).scheme.text == "https"_L1 && !differsIn(problem, Difference::Host) &&
               !isLoopbackAddress(sent.host.text) && !isLocalhost(sent.host.text);
    }

    /// What people come across most, in their words.
    QString storyOf(const RequestProblem &problem) const
    {
        const AddressParts sent = partsOf(m_sent);
        const AddressParts allowed = partsOf(problem.nearest);
        if (isEncodedWhole(m_sent))
            return ExplainText::tr(
                "It is encoded twice: after it is decoded as a value of the request, it is "
                "still encoded.");
        if (!m_refusal.always.isEmpty())
            return m_refusal.always;
        if (!m_refusal.byPatterns.isEmpty() && problem.nearest.endsWith(u'*'))
            return m_refusal.byPatterns;
        if (isBehindProxy(problem)) {
            return ExplainText::tr(
                "As a rule a proxy ends TLS in front of the client application, which then takes "
                "itself to be reached by http.");
        }
        if (problem.differs == QList{Difference::TrailingSlash}) {
            return sent.path.text.endsWith(u'/')
                       ? ExplainText::tr("It is sent with a slash at the end, which is not allowed with one.")
                       : ExplainText::tr("It is sent without the slash at the end that is allowed.");
        }
        if (differsIn(problem, Difference::Host) && isLocalhost(sent.host.text) &&
            isLoopbackAddress(allowed.host.text))
            return ExplainText::tr(
                "localhost is a name, and not the address that is allowed (RFC 8252 8.3).");
        if (differsIn(problem, Difference::Host) && isLoopbackAddress(sent.host.text) &&
            isLocalhost(allowed.host.text))
            return ExplainText::tr("What is allowed is the name localhost, and not its address.");
        if (differsIn(problem, Difference::Port) && isLocalhost(sent.host.text)) {
            return ExplainText::tr(
                "Any port is taken of 127.0.0.1 and [::1] alone, where servers follow RFC 8252 7.3.");
        }
        if (problem.nearest.endsWith(u'*') && !m_habits.wildcards)
            return ExplainText::tr("The * in it is no pattern where addresses are matched letter by letter.");
        if (differsIn(problem, Difference::Case))
            return ExplainText::tr("Addresses are matched letter by letter, capital letters too.");
        return {};
    }

    QString remedyOf(const RequestProblem &problem) const
    {
        if (isBehindProxy(problem)) {
            return ExplainText::tr(
                "Have the client application heed X-Forwarded-Proto, or tell it its public address. "
                "Do not allow http instead.");
        }
        if (isEncodedWhole(m_sent))
            return ExplainText::tr("Have the client application encode the address once.");
        if (rules::hasError(findings()) || !m_refusal.always.isEmpty())
            return ExplainText::tr(
                "Mend the address in the client application: it cannot be allowed as it was sent.");
        return ExplainText::tr(
            "Have the client application send the address that is allowed, or allow this one, too.");
    }

    /// A mask is no part of what was sent.
    rules::Findings findings() const
    {
        return m_sent.contains(mask) || isEncodedWhole(m_sent) ? rules::Findings()
                                                               : rules::checkRedirect(m_sent);
    }

    /// What holds a secret is for a person to decide.
    void offerToAdd(RequestProblem &problem) const
    {
        if (rules::hasError(findings())) {
            problem.action = {Remedy::Kind::GoTo, m_field};
            problem.text += u' ' + masked(findings().first().text);
        } else if (holdsSecret() || isEncodedWhole(m_sent) || !m_refusal.always.isEmpty()) {
            problem.action = {Remedy::Kind::GoTo, m_field};
        } else {
            problem.action = {Remedy::Kind::Add, m_field, m_sent};
        }
    }

    QString textOfDoubt(const RedirectMatch &match) const
    {
        const QString sent = shownValue(m_sent);
        const QString allowed = shownAllowed(match.allowed);
        switch (match.doubt) {
        case Doubt::Wildcard:
            return ExplainText::tr(
                       "\"%1\" fits the wildcard \"%2\": Keycloak takes it, servers that match letter by "
                       "letter refuse it (RFC 9700 2.1).")
                .arg(sent, allowed);
        case Doubt::Relative:
            return ExplainText::tr(
                       "\"%1\" fits \"%2\" below the address of the server: Keycloak takes it, other "
                       "servers do not know what to complete that by.")
                .arg(sent, allowed);
        case Doubt::Localhost:
            return ExplainText::tr(
                       "\"%1\" differs from \"%2\" in its port: Keycloak takes any port of localhost where "
                       "none is written, oidc-provider of native client applications, others refuse it "
                       "(RFC 8252 8.3). Use 127.0.0.1.")
                .arg(sent, allowed);
        case Doubt::LoopbackPort:
            return ExplainText::tr(
                       "\"%1\" differs from \"%2\" in its port: IdentityServer takes any port only once "
                       "AddAppAuthRedirectUriValidator is set up.")
                .arg(sent, allowed);
        case Doubt::Case:
        case Doubt::None:
            break;
        }
        return ExplainText::tr(
                   "\"%1\" differs from \"%2\" in capital letters: some versions of the server take that.")
            .arg(sent, allowed);
    }

    Case &m_judged;
    ClientField m_field;
    QString m_parameter;
    QString m_sent;
    QString m_shown;
    QStringList m_allowed;
    ServerHabits m_habits;
    KeycloakRefusal m_refusal;
};

void judgeMissing(Case &judged)
{
    if (judged.request.hasRequestObject())
        return;
    const QStringList redirects =
        redirectsOnServer(judged.client, ClientField::LoginRedirects, judged.habits);
    // Keycloak takes a pattern for what stands before it.
    const bool takesPattern =
        judged.habits.kind == JudgedAs::Keycloak || judged.habits.kind == JudgedAs::Standard;
    const bool isOnly = redirects.size() == 1 && (takesPattern || !redirects.first().endsWith(u'*')) &&
                        !judged.isSentEmpty(u"redirect_uri");
    const Habit habit = !isOnly                  ? Habit::Refuses
                        : judged.asksForOpenId() ? judged.habits.missingRedirectOpenId
                                                 : judged.habits.missingRedirect;
    const QString text =
        isOnly ? ExplainText::tr(
                     "redirect_uri is missing. With OpenID Connect it is required, and without it some "
                     "servers take the only one that is allowed.")
               : ExplainText::tr(
                     "redirect_uri is missing, so that the server does not know where to go back to.");
    judged.add(habit,
               {.cause = Cause::RedirectMissing,
                .parameter = u"redirect_uri"_s,
                .text = text,
                .remedy = ExplainText::tr("Have the client application send one of its login redirects."),
                .action = {Remedy::Kind::GoTo, ClientField::LoginRedirects}});
}

/// Before OpenID Connect RP-Initiated Logout had a name of its own for it.
void judgeOldName(Case &judged)
{
    const Parameter *old = judged.request.find(u"redirect_uri");
    if (!old || judged.request.has(u"post_logout_redirect_uri"))
        return;
    judged.add({.cause = Cause::LogoutRedirect,
                .parameter = u"redirect_uri"_s,
                .sent = old->value,
                .text = ExplainText::tr(
                    "A logout is sent back by post_logout_redirect_uri. redirect_uri was Keycloak's "
                    "name for it up to version 17, and is refused since."),
                .remedy = ExplainText::tr(
                    "Have the client application send post_logout_redirect_uri, with client_id or "
                    "id_token_hint.")});
}

/// OpenID Connect RP-Initiated Logout 1.0, 2
void judgeAudience(Case &judged)
{
    const Parameter *named = judged.request.find(u"client_id");
    const QString &audience = judged.request.audience;
    if (!named || audience.isEmpty() || named->value == audience)
        return;
    judged.add({.cause = Cause::Malformed,
                .parameter = u"id_token_hint"_s,
                .text = ExplainText::tr("id_token_hint is an ID token of \"%1\", and client_id names \"%2\".")
                            .arg(shownValue(audience), shownValue(named->value)),
                .remedy = ExplainText::tr("Have the client application send its own ID token, or leave "
                                          "client_id out.")});
}

void judgeHint(Case &judged)
{
    if (judged.request.has(u"id_token_hint"))
        return;
    judged.add(
        judged.habits.logoutWithoutHint,
        {.cause = Cause::LogoutRedirect,
         .parameter = u"id_token_hint"_s,
         .text = ExplainText::tr("id_token_hint is missing, without which the server goes back nowhere."),
         .remedy = ExplainText::tr("Have the client application send the ID token of the user as "
                                   "id_token_hint.")});
}

}

void judgeLoginRedirect(Case &judged)
{
    if (judged.client.isMachineToMachine())
        return;
    if (!judged.request.has(u"redirect_uri"))
        return judgeMissing(judged);
    RedirectJudge(judged, ClientField::LoginRedirects, u"redirect_uri"_s).judge();
}

void judgeLogoutRedirect(Case &judged)
{
    if (judged.request.isLog)
        return RedirectJudge(judged, ClientField::LogoutRedirects, u"redirect_uri"_s).judge();
    judgeAudience(judged);
    judgeOldName(judged);
    if (!judged.request.has(u"post_logout_redirect_uri"))
        return;
    judgeHint(judged);
    RedirectJudge(judged, ClientField::LogoutRedirects, u"post_logout_redirect_uri"_s).judge();
}

}
