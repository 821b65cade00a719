#include "domain/DefaultResources.h"
#include "domain/explain/Case.h"
#include "domain/formats/ExportLosses.h"
#include "domain/formats/keycloak/KeycloakNames.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::explain {

namespace {

/// Goes through the scopes that are asked for.
class ScopeJudge
{
public:
    explicit ScopeJudge(Case &judged)
        : m_judged(judged)
        , m_client(judged.client)
        , m_asked(scopesOf(judged.request))
        , m_allowed(allowedScopes())
        , m_asksForAllowed(std::ranges::any_of(
              m_asked, [this](const QString &scope) { return m_allowed.contains(scope); }))
    {
    }

    void judge()
    {
        if (m_judged.request.has(u"scope"))
            judgeCharacters();
        if (m_asked.isEmpty() && !m_judged.request.hasRequestObject())
            judgeMissing();
        for (const QString &scope : m_asked) {
            if (!m_allowed.contains(scope))
                judgeOne(scope);
        }
        if (m_judged.request.kind == RequestKind::Authorization && !m_judged.request.hasRequestObject())
            judgeOpenId();
    }

private:
    QStringList allowedScopes() const
    {
        QStringList scopes = exportedScopes(m_client);
        if (m_judged.habits.kind != JudgedAs::Keycloak)
            return scopes;
        scopes << QString(keycloak::basicScope);
        // As mappers, which nobody can ask for, unless they came as client scopes.
        if (!m_client.spellings.contains(u"keycloak"_s) && !m_client.otherSettings.contains(u"keycloak"_s))
            scopes.removeIf([&](const QString &scope) { return m_client.customResources.contains(scope); });
        return scopes;
    }

    bool isKnown(const QString &scope) const
    {
        return isReservedScope(scope) || m_judged.knownScopes.contains(scope);
    }

    void judgeCharacters()
    {
        const QString sent = m_judged.request.value(u"scope");
        const bool hasOdd = std::ranges::any_of(sent, [](QChar c) {
            return c != u' ' && (c <= u' ' || c >= u'\u007f' || c == u'"' || c == u'\\');
        });
        if (hasOdd || sent != sent.simplified() || sent.isEmpty()) {
            m_judged.add(
                m_judged.habits.kind == JudgedAs::OidcProvider ? Habit::Refuses : Habit::Differs,
                {.cause = Cause::ScopeNotAllowed,
                 .parameter = u"scope"_s,
                 .sent = sent,
                 .text = ExplainText::tr("\"%1\" is no list of scopes: these are separated by one space each "
                                         "(RFC 6749 3.3).")
                             .arg(shownValue(sent)),
                 .remedy =
                     ExplainText::tr("Have the client application send the names with one space between "
                                     "them.")});
        }
    }

    void judgeMissing()
    {
        m_judged.add(m_judged.habits.scopeMissing,
                     {.cause = Cause::ScopeNotAllowed,
                      .parameter = u"scope"_s,
                      .text = ExplainText::tr("scope is missing, without which %1 gives nothing.")
                                  .arg(titleOf(m_judged.habits.kind)),
                      .remedy = ExplainText::tr("Have the client application ask for its scopes.")});
    }

    void judgeOne(const QString &scope)
    {
        if (scope == offlineAccessScope)
            return judgeOfflineAccess();
        if (scope == openIdScope)
            return judgeUnsupportedOpenId();
        RequestProblem problem{.cause = Cause::ScopeNotAllowed, .parameter = u"scope"_s, .sent = scope};
        if (isJoined(scope)) {
            problem.text =
                ExplainText::tr("\"%1\" is one scope to a server: scopes are separated by spaces, and not by "
                                "commas (RFC 6749 3.3).")
                    .arg(shownValue(scope));
            problem.remedy = ExplainText::tr("Have the client application send spaces.");
            return addScope(scope, problem);
        }
        explain(scope, problem);
        addScope(scope, problem);
    }

    /// A scope that no client application has is passed over by some.
    void addScope(const QString &scope, const RequestProblem &problem)
    {
        const Habit alone = isKnown(scope) ? Habit::Refuses : m_judged.habits.unknownScope;
        if (alone == Habit::Takes)
            return passOver(problem);
        addNotAllowed(alone, problem);
    }

    /// Some pass over what is not allowed, as long as something is left.
    void addNotAllowed(Habit alone, const RequestProblem &problem)
    {
        if (m_asksForAllowed && m_judged.habits.scopeBesideAllowed == Habit::Takes)
            return passOver(problem);
        m_judged.add(alone, problem);
    }

    void passOver(const RequestProblem &problem)
    {
        m_judged.notes
            << ExplainText::tr("%1 %2 passes it over.").arg(problem.text, titleOf(m_judged.habits.kind));
    }

    static QStringList parted(const QString &scope)
    {
        QString spaced = scope;
        return spaced.replace(u',', u' ').replace(u';', u' ').split(u' ', Qt::SkipEmptyParts);
    }
    bool isJoined(const QString &scope) const
    {
        const QStringList parts = parted(scope);
        return parts.size() > 1 && std::ranges::any_of(parts, [&](const QString &part) {
                   return m_allowed.contains(part) || isKnown(part);
               });
    }

    void explain(const QString &scope, RequestProblem &problem) const
    {
        const QString shown = shownValue(scope);
        if (isDefaultResource(scope)) {
            problem.text =
                m_client.supportOpenId
                    ? ExplainText::tr("The client application may not ask for the default resource \"%1\".")
                    : ExplainText::tr("\"%1\" is a resource of OpenID Connect, which is off here.");
            problem.text = problem.text.arg(shown);
            problem.remedy =
                ExplainText::tr("Choose it under Default resources, or have the client application leave it "
                                "out.");
            problem.action = offer(ClientField::DefaultResources, scope);
        } else if (m_client.customResources.contains(scope)) {
            problem.text =
                ExplainText::tr("\"%1\" is a custom resource, which Keycloak gives by mappers to every "
                                "request: there is no scope of that name.")
                    .arg(shown);
            problem.remedy = ExplainText::tr("Have the client application leave it out.");
        } else if (isKnown(scope)) {
            problem.text =
                ExplainText::tr("The client application may not ask for the scope \"%1\".").arg(shown);
            problem.remedy =
                ExplainText::tr("Choose it under API scopes or Custom resources, or have the client "
                                "application leave it out.");
            problem.action = offer(ClientField::ApiScopes, scope);
        } else {
            problem.text = ExplainText::tr("There is no scope \"%1\".").arg(shown);
            problem.remedy =
                ExplainText::tr("Mend its name where the request is made, or add it on the page API scopes.");
            problem.action = {Remedy::Kind::GoTo, ClientField::ApiScopes};
        }
    }

    Remedy offer(ClientField field, const QString &scope) const
    {
        const bool isFree = field == ClientField::ApiScopes ? m_client.supportApi : m_client.supportOpenId;
        return isFree ? Remedy{Remedy::Kind::Add, field, scope} : Remedy{Remedy::Kind::GoTo, field};
    }

    void judgeOfflineAccess()
    {
        addNotAllowed(
            m_judged.habits.offlineAccess,
            {.cause = Cause::ScopeNotAllowed,
             .parameter = u"scope"_s,
             .sent = QString(offlineAccessScope),
             .text =
                 ExplainText::tr("offline_access asks for a refresh token, and the client application gets "
                                 "none."),
             .remedy = ExplainText::tr("Turn on Support refresh tokens, or have the client application leave "
                                       "offline_access out."),
             .action = {Remedy::Kind::TurnOn, ClientField::SupportRefreshTokens}});
    }

    void judgeUnsupportedOpenId()
    {
        addNotAllowed(
            m_judged.habits.openIdUnsupported,
            {.cause = Cause::ScopeNotAllowed,
             .parameter = u"scope"_s,
             .sent = QString(openIdScope),
             .text =
                 ExplainText::tr("openid asks to sign a user in by OpenID Connect, and that is off here."),
             .remedy = ExplainText::tr("Turn on Support OpenID Connect, or have the client application leave "
                                       "openid out."),
             .action = {Remedy::Kind::TurnOn, ClientField::SupportOpenId}});
    }

    bool asksForApi() const
    {
        return m_client.supportApi && std::ranges::any_of(m_asked, [&](const QString &scope) {
                   return m_client.apiScopes.contains(scope);
               });
    }

    /// A request for an API alone is one of OAuth.
    void judgeOpenId()
    {
        const bool isAsked = std::ranges::any_of(
            m_asked, [](const QString &scope) { return parted(scope).contains(openIdScope); });
        if (!m_client.supportOpenId || isAsked)
            return;
        const Habit habit = habitWithoutOpenId();
        if (habit == Habit::Takes || (asksForApi() && habit != Habit::Refuses))
            return;
        m_judged.add(
            habit,
            {.cause = Cause::OpenIdMissing,
             .parameter = u"scope"_s,
             .sent = m_judged.request.find(u"scope") ? std::optional(m_judged.request.value(u"scope"))
                                                     : std::nullopt,
             .text = ExplainText::tr("openid is not among the scopes, so that this is no request of OpenID "
                                     "Connect: some servers refuse it, others answer without an ID token."),
             .remedy = ExplainText::tr("Have the client application ask for openid.")});
    }

    Habit habitWithoutOpenId() const
    {
        static constexpr std::array ofOpenId{"acr_values"_L1,    "claims"_L1,  "claims_locales"_L1,
                                             "id_token_hint"_L1, "max_age"_L1, "nonce"_L1};
        const bool isGated = std::ranges::any_of(
            ofOpenId, [&](QLatin1StringView name) { return m_judged.request.has(QString(name)); });
        const bool asksForClaims = std::ranges::any_of(m_asked, [&](const QString &scope) {
            return isDefaultResource(scope) || m_client.customResources.contains(scope);
        });
        if (m_judged.habits.kind == JudgedAs::OidcProvider)
            return isGated ? Habit::Refuses : Habit::Takes;
        if (m_judged.habits.kind == JudgedAs::IdentityServer)
            return asksForClaims || m_asked.isEmpty() ? Habit::Refuses : Habit::Takes;
        return m_judged.habits.openIdMissing;
    }

    Case &m_judged;
    const ClientApplication &m_client;
    QStringList m_asked;
    QStringList m_allowed;
    bool m_asksForAllowed;
};

}

QStringList scopesOf(const PastedRequest &request)
{
    constexpr qsizetype most = 200;
    QStringList scopes = request.value(u"scope").split(u' ', Qt::SkipEmptyParts);
    scopes.removeDuplicates();
    return scopes.first(std::min(scopes.size(), most));
}

bool Case::asksForOpenId() const
{
    return scopesOf(request).contains(openIdScope);
}

void judgeScopes(Case &judged)
{
    if (judged.client.isMachineToMachine() && judged.request.kind == RequestKind::Authorization)
        return;
    ScopeJudge(judged).judge();
}

}
