#include "services/trial/ClientTrial.h"

#include "domain/explain/Explainer.h"
#include "domain/formats/AuthenticationNames.h"
#include "domain/rules/ClientRules.h"
#include "domain/servers/OnServers.h"
#include "services/certificates/CertificateToolsLoader.h"
#include "services/explain/StoredClients.h"
#include "services/export/Disclosure.h"
#include "services/servers/ServerConnectionsLoader.h"
#include "services/trial/ProvenIssuer.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct ClientTrialServiceText
{
    Q_DECLARE_TR_FUNCTIONS(ClientTrialService)
};

/// Explains what is refused on its way to whoever watches.
class ExplainingWatcher final : public trial::Watcher
{
public:
    ExplainingWatcher(Database &database, const TrialChoice &choice, const ClientApplication &there,
                      trial::Watcher &watcher)
        : m_clients(database, there), m_watcher(watcher)
    {
        if (choice.server)
            m_server = explain::judgedAs(*choice.server);
    }

    bool goesOn() override { return m_watcher.goesOn(); }
    void stepChanged(const trial::StepReport &report) override { m_watcher.stepChanged(report); }
    void gotToken(const trial::Token &token) override { m_watcher.gotToken(token); }
    void visitBegan(const trial::BrowserVisit &visit) override { m_watcher.visitBegan(visit); }
    trial::BrowserWord browserWord() override { return m_watcher.browserWord(); }
    void visitEnded() override { m_watcher.visitEnded(); }

    void refused(const trial::Refusal &refusal) override
    {
        trial::Refusal explained = refusal;
        if (!refusal.sent.parameters.isEmpty()) {
            if (const auto why = explain::explain(refusal.sent, m_clients, {.server = m_server})) {
                explained.explanation = *why;
                explained.isExplained = true;
                if (why->verdict == explain::Verdict::Taken)
                    explained.text += u' ' + ClientTrialServiceText::tr(
                                                 "By what is configured here it would be taken: compare with "
                                                 "the server, which may have something else.");
            }
        }
        m_watcher.refused(explained);
    }

private:
    StoredClients m_clients;
    trial::Watcher &m_watcher;
    explain::JudgedAs m_server = explain::JudgedAs::Standard;
};

trial::Authentication authenticationOf(const ClientApplication &client)
{
    switch (client.clientAuthentication) {
    case ClientAuthentication::None:
        return trial::Authentication::None;
    case ClientAuthentication::PrivateKey:
        return trial::Authentication::PrivateKey;
    case ClientAuthentication::Secret:
    case ClientAuthentication::Other:
        break;
    }
    return authenticationMethod(client) == "client_secret_post"_L1 ? trial::Authentication::SecretPost
                                                                   : trial::Authentication::SecretBasic;
}

Error missingProof(TrialOffer::Need need)
{
    if (need == TrialOffer::Need::TypedKey) {
        return {Error::Kind::Rule,
                ClientTrialServiceText::tr("It proves who it is by its private key, which Gatehouse does not "
                                           "have. Give the key's file; it is not stored."),
                u"secret"_s};
    }
    return {
        Error::Kind::Rule,
        ClientTrialServiceText::tr("Of its client secret only the hash is stored, or the server alone knows "
                                   "it. Type the secret; it is not stored."),
        u"secret"_s};
}

Error unproven(const QString &host)
{
    return {
        Error::Kind::Rule,
        ClientTrialServiceText::tr(
            "The stored client secret would go to %1. No server of the list is proven to have that address, "
            "and nobody was asked. Add the server under Settings > Servers, or enter its secret there again "
            "and save, or say that the client secret may go there.")
            .arg(host),
        u"issuer"_s, u"--yes"_s};
}

/// The one that was added last.
const ClientSecret *openableSecret(const ClientApplication &client, const QDateTime &now)
{
    const ClientSecret *newest = nullptr;
    for (const ClientSecret &secret : client.secrets) {
        if (secret.isRecoverable() && secret.usableAt(now) && (!newest || secret.created >= newest->created))
            newest = &secret;
    }
    return newest;
}

/// What the choice comes to.
class Preparation
{
public:
    Preparation(Database &database, const Encryption &encryption, const TrialChoice &choice)
        : m_database(database)
        , m_encryption(encryption)
        , m_choice(choice)
        , m_offer(trialOffer(choice.client, choice.server, m_now))
        , m_there(
              rules::normalized(forServer(choice.client, choice.server ? choice.server->name : QString())))
    {
    }

    Result<trial::Request> request() const
    {
        return check().and_then([&] { return secret(); }).transform([&](const SecretBytes &inClear) {
            return trial::Request{.issuer = issuer(),
                                  .certificate = m_choice.server ? m_choice.server->certificate : QString(),
                                  .clientId = m_there.clientId,
                                  .grant = m_choice.grant,
                                  .authentication = authenticationOf(m_there),
                                  .secret = inClear,
                                  .publicKeys = m_there.keys,
                                  .scopes = m_choice.scopes,
                                  .pkce = m_choice.pkce,
                                  .loginRedirect = m_choice.loginRedirect,
                                  .logoutRedirect = m_choice.logoutRedirect,
                                  .whyNoLogout = whyNoLogout()};
        });
    }

    const ClientApplication &there() const { return m_there; }

private:
    /// The ID token would stand in the browser's history.
    QString whyNoLogout() const
    {
        const auto kind = m_choice.server ? explain::judgedAs(*m_choice.server) : explain::JudgedAs::Standard;
        if (explain::habitsOf(kind).logoutWithoutHint != explain::Habit::Refuses)
            return {};
        return ClientTrialServiceText::tr(
            "The server signs out by the ID token alone, which Gatehouse puts into no address");
    }

    QString issuer() const { return m_choice.issuer.isEmpty() ? m_offer.issuer : m_choice.issuer; }

    Result<void> check() const
    {
        if (!m_offer.obstacle.isEmpty())
            return fail(Error::Kind::Rule, m_offer.obstacle);
        if (issuer().isEmpty()) {
            return fail(
                Error::Kind::Rule,
                ClientTrialServiceText::tr("The server's address does not say which issuer its tokens "
                                           "come from. Name the issuer."),
                u"issuer"_s, u"--issuer URL"_s);
        }
        if (!m_offer.grants.contains(m_choice.grant)) {
            return fail(
                Error::Kind::Rule,
                ClientTrialServiceText::tr("The client application does not use this grant. Change its "
                                           "grant type, or try the one that it uses."),
                u"grant_type"_s);
        }
        if (m_choice.grant == trial::Grant::AuthorizationCode && m_choice.loginRedirect.isEmpty()) {
            return fail(
                Error::Kind::Rule,
                ClientTrialServiceText::tr("Choose the login redirect that the browser comes back to."),
                u"login_redirects"_s);
        }
        return {};
    }

    Result<SecretBytes> secret() const
    {
        if (!m_choice.secret.isEmpty() || m_offer.need == TrialOffer::Need::Nothing)
            return m_choice.secret;
        const ClientSecret *stored =
            m_offer.need == TrialOffer::Need::StoredSecret ? openableSecret(m_there, m_now) : nullptr;
        if (!stored)
            return std::unexpected(missingProof(m_offer.need));
        if (const auto known = provenIssuer(); !known)
            return std::unexpected(known.error());
        return disclosure::reveal(m_database, m_encryption, m_choice.client.key, *stored, issuer());
    }

    Result<void> provenIssuer() const
    {
        if (m_choice.mayLeaveList)
            return {};
        return unprovenHost(m_database, m_encryption, m_choice)
            .and_then([](const QString &host) -> Result<void> {
                return host.isEmpty() ? Result<void>() : std::unexpected(unproven(host));
            });
    }

    Database &m_database;
    const Encryption &m_encryption;
    const TrialChoice &m_choice;
    QDateTime m_now = QDateTime::currentDateTimeUtc();
    TrialOffer m_offer;
    ClientApplication m_there;
};

}

TrialRunner trialByPlugin()
{
    return [](const trial::Request &request, trial::Watcher &watcher) {
        return certificateTools().and_then([&](CertificateTools *tools) {
            return serverConnections().and_then([&](ServerConnections *connections) {
                return connections->tryClient(request, *tools, watcher);
            });
        });
    };
}

Result<trial::Outcome> tryClient(Database &database, const Encryption &encryption, const TrialChoice &choice,
                                 trial::Watcher &watcher, const TrialRunner &run)
{
    const Preparation preparation(database, encryption, choice);
    return preparation.request().and_then([&](const trial::Request &request) {
        ExplainingWatcher explaining(database, choice, preparation.there(), watcher);
        return run(request, explaining);
    });
}

}
