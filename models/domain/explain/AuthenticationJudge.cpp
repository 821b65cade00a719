#include "domain/HiddenSecrets.h"
#include "domain/explain/AssertionJudge.h"
#include "domain/explain/Case.h"
#include "domain/explain/address/RedirectMatch.h"
#include "domain/formats/AuthenticationNames.h"

#include <algorithm>

using namespace Qt::StringLiterals;

/// How a token request proves whose it is.
namespace gatehouse::explain {

namespace {

constexpr QLatin1StringView basicMethod("client_secret_basic");
constexpr QLatin1StringView postMethod("client_secret_post");

/// How the client application proves who it is, and how it should.
class ProofJudge
{
public:
    explicit ProofJudge(Case &judged)
        : m_judged(judged), m_client(judged.client), m_proof(judged.request.proof)
    {
    }

    void judge()
    {
        judgeTwice();
        switch (m_client.clientAuthentication) {
        case ClientAuthentication::None:
            return judgePublic();
        case ClientAuthentication::PrivateKey:
            return judgeKey();
        case ClientAuthentication::Secret:
            return judgeSecret();
        case ClientAuthentication::Other:
            break;
        }
        m_judged.notes << ExplainText::tr("Another kind of client authentication cannot be judged.");
    }

private:
    void add(Habit habit, const QString &parameter, const QString &text, const QString &remedy,
             const Remedy &action = {})
    {
        m_judged.add(habit, {.cause = Cause::ClientAuthentication,
                             .parameter = parameter,
                             .text = text,
                             .remedy = remedy,
                             .action = action});
    }

    QString place() const { return m_proof.byHeader ? u"Authorization"_s : u"client_secret"_s; }

    void judgeTwice()
    {
        const Parameter *named = m_judged.request.find(u"client_id");
        if (named && !m_proof.headerClientId.isEmpty() && named->value != m_proof.headerClientId) {
            m_judged.add({.cause = Cause::Malformed,
                          .parameter = u"client_id"_s,
                          .sent = named->value,
                          .text = ExplainText::tr("The form names another client application than the header "
                                                  "Authorization, which names \"%1\".")
                                      .arg(shownValue(m_proof.headerClientId)),
                          .remedy = ExplainText::tr("Have the client application leave one of them out.")});
        }
        if (int(m_proof.byHeader) + int(m_proof.byForm) + int(m_proof.byAssertion) > 1) {
            add(m_proof.byAssertion ? Habit::Refuses : m_judged.habits.secretTwice, place(),
                ExplainText::tr(
                    "It is proved more than once whose request this is, as by the header and in the form "
                    "(RFC 6749 2.3)."),
                ExplainText::tr("Have the client application use one of them."));
        }
    }

    void judgePublic()
    {
        if (m_proof.sendsSecret()) {
            add(m_judged.habits.secretOfPublic, place(),
                ExplainText::tr(
                    "A secret is sent, and the client application is a public one, which has none."),
                ExplainText::tr("Have the client application send its client_id alone, or choose the client "
                                "authentication Client secret."),
                {Remedy::Kind::GoTo, ClientField::ClientAuthentication});
        } else if (m_proof.byAssertion) {
            add(Habit::Refuses, u"client_assertion"_s,
                ExplainText::tr(
                    "client_assertion is sent, and the client application is a public one, which has no "
                    "key."),
                ExplainText::tr(
                    "Have the client application leave it out, or choose the client authentication Private "
                    "key."),
                {Remedy::Kind::GoTo, ClientField::ClientAuthentication});
        }
    }

    void judgeKey()
    {
        if (m_proof.byAssertion)
            return judgeAssertion(m_judged);
        add(Habit::Refuses, m_proof.isEmpty() ? u"client_assertion"_s : place(),
            m_proof.isEmpty()
                ? ExplainText::tr("client_assertion is missing: the client application proves who it is "
                                  "by its private key.")
                : ExplainText::tr("A secret is sent, and the client application proves who it is by its "
                                  "private key."),
            ExplainText::tr(
                "Have the client application send client_assertion (RFC 7523), or choose the client "
                "authentication Client secret."),
            {Remedy::Kind::GoTo, ClientField::ClientAuthentication});
    }

    void judgeSecret()
    {
        if (m_proof.isEmpty()) {
            return add(
                Habit::Refuses, u"client_secret"_s,
                ExplainText::tr("No secret is sent, and the client application proves who it is by one."),
                ExplainText::tr("Have the client application send its secret, or choose the client "
                                "authentication None (public client), where it cannot keep one."),
                {Remedy::Kind::GoTo, ClientField::ClientAuthentication});
        }
        if (!m_proof.sendsSecret()) {
            return add(
                Habit::Refuses, u"client_assertion"_s,
                ExplainText::tr("client_assertion is sent, and the client application proves who it is by a "
                                "secret."),
                ExplainText::tr("Have the client application send its secret, or choose the client "
                                "authentication Private key."),
                {Remedy::Kind::GoTo, ClientField::ClientAuthentication});
        }
        judgePlace();
        judgeValue();
    }

    void judgePlace()
    {
        const QString method = authenticationMethod(m_client);
        const bool isOther = (method == basicMethod && m_proof.byForm && !m_proof.byHeader) ||
                             (method == postMethod && m_proof.byHeader && !m_proof.byForm);
        if (!isOther)
            return;
        add(m_judged.habits.otherSecretPlace, place(),
            method == basicMethod
                ? ExplainText::tr(
                      "The secret is sent in the form (client_secret_post), and the client application is "
                      "registered with client_secret_basic: Hydra and Glewlwyd refuse that, Keycloak, "
                      "oidc-provider and IdentityServer take both.")
                : ExplainText::tr(
                      "The secret is sent by the header Authorization (client_secret_basic), and the client "
                      "application is registered with client_secret_post: Hydra and Glewlwyd refuse that, "
                      "Keycloak, oidc-provider and IdentityServer take both."),
            ExplainText::tr("Have the client application send it the other way."));
    }

    /// A secret is known by its hash.
    void judgeValue()
    {
        const QList<ClientSecret> &secrets = m_client.secrets;
        if (secrets.isEmpty()) {
            return add(Habit::Refuses, place(), ExplainText::tr("The client application has no secret."),
                       ExplainText::tr("Add one, and hand it over."),
                       {Remedy::Kind::GoTo, ClientField::Secrets});
        }
        const auto isUnknown = [](const ClientSecret &secret) {
            return secret.isKnownToServerOnly() || hidden::isHidden(secret);
        };
        if (m_proof.secretHash.isEmpty() || std::ranges::any_of(secrets, isUnknown)) {
            m_judged.notes << ExplainText::tr("Whether the secret is the right one is not known here.");
            return;
        }
        const auto found = std::ranges::find(secrets, m_proof.secretHash, &ClientSecret::hash);
        if (found == secrets.end()) {
            add(Habit::Refuses, place(),
                ExplainText::tr("The secret that is sent is none of those of the client application."),
                ExplainText::tr("Add a secret, and hand it over."),
                {Remedy::Kind::GoTo, ClientField::Secrets});
        } else if (!found->usableAt(m_judged.now)) {
            add(Habit::Refuses, place(),
                ExplainText::tr("The secret that is sent, …%1, has expired.").arg(found->lastFour),
                ExplainText::tr("Add another, and hand it over."),
                {Remedy::Kind::GoTo, ClientField::Secrets});
        }
    }

    Case &m_judged;
    const ClientApplication &m_client;
    const Proof &m_proof;
};

}

void judgeAuthentication(Case &judged)
{
    ProofJudge(judged).judge();
}

}
