#include "app/cli/Access.h"
#include "app/cli/Credentials.h"
#include "app/cli/SignedInVerb.h"
#include "app/cli/Verbs.h"
#include "app/cli/explain/TrialConsole.h"
#include "services/import/PipeInput.h"
#include "services/trial/ClientTrial.h"
#include "services/trial/ProvenIssuer.h"
#include "store/records/ServerStore.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

constexpr qint64 largestKeyFile = 64 * 1024;

constexpr const char *codeGrant = "authorization_code";
constexpr const char *machineGrant = "client_credentials";

/// `try`: whether a client application works on a server.
class TryVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(TryVerb)

public:
    void declare(CLI::App &program) override
    {
        CLI::App &app = command(
            program, "try",
            tr("Try a client application on a server: discovery, tokens, user info and logout, each step and "
               "each claim shown; no token is shown or stored. Where the client secret cannot be opened "
               "here, it is what GATEHOUSE_CLIENT_SECRET says, else it is asked. Exit status: 0 all that was "
               "tried "
               "worked; 1 something was refused, and why; 4 the server is out of reach"),
            u"gatehouse try price-feed --server production\n"
            "gatehouse try web-shop --issuer https://id.example.com --redirect http://127.0.0.1/callback\n"
            "gatehouse try web-shop --server test --scope openid --scope email --json"_s);
        positional("CLIENT_ID", m_clientId, tr("The client application"))->required();
        option("--server", m_server, "SERVER",
               tr("The server, as it was added; what the client application has only there counts"));
        option("--issuer", m_issuer, "URL",
               tr("Any issuer; with --server the one of that server, where its address does not say it"));
        option("--grant", m_grant, "GRANT", tr("Where it uses both; else the one that it uses"))
            ->check(CLI::IsMember({codeGrant, machineGrant}));
        app.add_option(
               "--scope", m_scopes,
               utf8(tr("Ask for this scope, and no others than those given so; else for all that it may "
                       "ask for")))
            ->type_name("SCOPE")
            ->allow_extra_args(false);
        option("--redirect", m_redirect, "URI",
               tr("The login redirect; else the first that is allowed, of loopback ones before others. Where "
                  "it is a loopback one, Gatehouse listens there"));
        option("--logout-redirect", m_logoutRedirect, "URI",
               tr("The logout redirect; else the first that is allowed"));
        flag("--no-logout", m_noLogout, tr("Do not sign out in the end"));
        flag("--no-pkce", m_noPkce, tr("Leave PKCE out, to see whether the server demands it"));
        option(
            "--key", m_keyFile, "FILE",
            tr("The private key of a client application that has one, as PEM without passphrase or JSON Web "
               "Key"))
            ->check(namesFile);
        flag("--yes", m_yes,
             tr("Do not ask before the stored client secret goes to an issuer that no server of the list is "
                "proven to be"));
        jsonFlag(m_json);
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        const SecretBytes given = environmentClientSecret();
        if (m_server.empty() && m_issuer.empty()) {
            console.note(tr("Say on which server to try it: --server SERVER or --issuer URL."));
            return ExitStatus::WrongUsage;
        }
        auto choice = chosen(session, given);
        if (!choice)
            return std::unexpected(choice.error());
        const auto refusal = refused(console, session, *choice);
        if (!refusal)
            return std::unexpected(refusal.error());
        if (*refusal)
            return **refusal;
        choice->mayLeaveList = true;
        TrialConsole watcher(console, m_json);
        return tryClient(session.database, Encryption(session.settings), *choice, watcher)
            .transform([&](trial::Outcome outcome) {
                if (m_json)
                    console.json(watcher.report(choice->client.clientId, choice->issuer, outcome));
                return outcome == trial::Outcome::Worked ? ExitStatus::Done : ExitStatus::Refused;
            })
            .transform_error([&](const Error &error) {
                return watcher.isAlone() ? Error{Error::Kind::Rule,
                                                 tr("Nobody pasted the address where the browser ended: "
                                                    "standard input has ended. Run it at a terminal, or "
                                                    "choose a loopback redirect, where Gatehouse listens.")}
                                         : error;
            });
    }

    bool usesEncryptionKey() const override { return true; }

private:
    Result<TrialChoice> chosen(Session &session, const SecretBytes &given) const
    {
        TrialChoice choice{.issuer = QString::fromStdString(m_issuer), .pkce = !m_noPkce, .secret = given};
        const auto client = findClient(session.database, m_clientId);
        if (!client)
            return std::unexpected(client.error());
        choice.client = *client;
        if (!m_server.empty()) {
            const auto server = store::findServer(session.database, QString::fromStdString(m_server));
            if (!server)
                return std::unexpected(server.error());
            choice.server = *server;
        }
        const TrialOffer offer = trialOffer(choice.client, choice.server, QDateTime::currentDateTimeUtc());
        choose(choice, offer);
        return withProof(choice, offer);
    }

    /// The stored secret goes to a server of the list that is proven, or a person says where.
    Result<std::optional<ExitStatus>> refused(Console &console, Session &session,
                                              const TrialChoice &choice) const
    {
        const TrialOffer offer = trialOffer(choice.client, choice.server, QDateTime::currentDateTimeUtc());
        if (!choice.secret.isEmpty() || offer.need != TrialOffer::Need::StoredSecret)
            return std::nullopt;
        if (m_yes)
            return std::nullopt;
        return unprovenHost(session.database, Encryption(session.settings), choice)
            .transform([&](const QString &host) {
                return refusedByPerson(console, host.isEmpty(),
                                       tr("Send the stored client secret of \"%1\" to %2? No server of the "
                                          "list is proven to have that address. Whoever runs it can act as "
                                          "the client application then.")
                                           .arg(choice.client.clientId, host));
            });
    }

    void choose(TrialChoice &choice, const TrialOffer &offer) const
    {
        if (choice.issuer.isEmpty())
            choice.issuer = offer.issuer;
        if (m_grant == machineGrant)
            choice.grant = trial::Grant::ClientCredentials;
        else if (m_grant.empty() && !offer.grants.isEmpty())
            choice.grant = offer.grants.first();
        for (const std::string &scope : m_scopes)
            choice.scopes << QString::fromStdString(scope);
        if (m_scopes.empty())
            choice.scopes = scopesFor(offer, choice.grant);
        choice.loginRedirect =
            m_redirect.empty() ? offer.loginRedirects.value(0) : QString::fromStdString(m_redirect);
        if (!m_noLogout)
            choice.logoutRedirect = m_logoutRedirect.empty() ? offer.logoutRedirects.value(0)
                                                             : QString::fromStdString(m_logoutRedirect);
    }

    Result<TrialChoice> withProof(TrialChoice choice, const TrialOffer &offer) const
    {
        Result<SecretBytes> proof = choice.secret;
        if (offer.need == TrialOffer::Need::TypedKey)
            proof = m_keyFile.empty() ? missingKey() : key();
        else if (choice.secret.isEmpty() && offer.need == TrialOffer::Need::TypedSecret)
            proof = askedClientSecret(tr("Client secret of %1:").arg(choice.client.clientId));
        return proof.transform([&](const SecretBytes &inClear) {
            choice.secret = inClear;
            return choice;
        });
    }

    static Result<SecretBytes> missingKey()
    {
        return fail(Error::Kind::Rule, tr("It proves who it is by its private key, which Gatehouse does not "
                                          "have. Give the key's file by --key FILE; it is not stored."));
    }

    Result<SecretBytes> key() const
    {
        return readPipe(QString::fromStdString(m_keyFile), largestKeyFile, {})
            .transform([](QByteArray content) { return takeSecret(std::move(content)); })
            .transform_error([this](Error error) {
                error.text = tr("The key file \"%1\" cannot be read: %2.")
                                 .arg(QString::fromStdString(m_keyFile), error.text);
                return error;
            });
    }

    std::string m_clientId;
    std::string m_server;
    std::string m_issuer;
    std::string m_grant;
    std::vector<std::string> m_scopes;
    std::string m_redirect;
    std::string m_logoutRedirect;
    std::string m_keyFile;
    bool m_noLogout = false;
    bool m_noPkce = false;
    bool m_yes = false;
    bool m_json = false;
};

}

Verbs tryVerb()
{
    return made<TryVerb>();
}

}
