#include "domain/rules/ClientChecks.h"

#include "domain/rules/JsonWebKey.h"
#include "domain/rules/PkceMethod.h"
#include "domain/rules/RiskNames.h"
#include "domain/rules/RuleText.h"
#include "domain/rules/SecretRisk.h"
#include "domain/rules/ServerCheck.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::rules {

namespace {

void checkExpiry(ProblemCollector &problems, const ClientSecret &secret, int row, bool anyUsable)
{
    const QDateTime now = problems.context().now;
    if (!secret.usableAt(now)) {
        if (anyUsable) {
            problems.add(Severity::Advice, ClientField::Secrets,
                         RuleText::tr("Secret …%1 has expired. Remove it.").arg(secret.lastFour), row);
        }
    } else if (secret.expires.isValid() && now >= secret.expires.addDays(-secretWarningDays)) {
        problems.add(Severity::Warning, ClientField::Secrets,
                     RuleText::tr("Secret …%1 expires on %2. Add a new one and hand it over before that.")
                         .arg(secret.lastFour, secret.expires.toUTC().date().toString(Qt::ISODate)),
                     row);
    }
}

void checkSecret(ProblemCollector &problems, const ClientSecret &secret, int row, bool anyUsable)
{
    problems.take(
        ClientField::Secrets,
        checkLine(RuleText::tr("Description of secret …%1").arg(secret.lastFour), secret.description), row);
    checkExpiry(problems, secret, row, anyUsable);
    if (secret.weakLength > 0) {
        problems.addRisk(
            {Severity::Warning, Gate::None, ClientField::Secrets,
             RuleText::tr("A secret has %1 characters and can be guessed. Add a generated one, hand it "
                          "over, and remove this one (RFC 6819 5.1.4.2.2).")
                 .arg(secret.weakLength),
             row},
            risks::weakSecret, risks::valueOf(secret));
    }
}

/// Where there are only secrets for one server alone, others lack one.
void checkSecretsOnServers(ProblemCollector &problems)
{
    const QDateTime now = problems.context().now;
    QSet<QString> served;
    for (const ClientSecret &secret : problems.client().secrets) {
        if (secret.usableAt(now))
            served << secret.onlyOn;
    }
    for (const QString &server : serversLeftOut(problems, served)) {
        problems.add(
            Severity::Warning, ClientField::Secrets,
            RuleText::tr("On server \"%1\" it has no usable secret, and it is enabled there. Add one "
                         "that is for it or for all servers, or disable it there on the tab Servers.")
                .arg(shortened(server)));
    }
}

/// By a secret, although none can be chosen for it: it goes out in formats that know the method.
bool signsWithSecret(const ClientApplication &client)
{
    return client.clientAuthentication == ClientAuthentication::Other &&
           client.tokenEndpointAuthMethod == "client_secret_jwt"_L1;
}

void checkSecrets(ProblemCollector &problems)
{
    const QList<ClientSecret> &secrets = problems.client().secrets;
    if (secrets.size() > mostSecrets) {
        return problems.add(
            Severity::Error, ClientField::Secrets,
            RuleText::tr("There are %1 secrets. Keep at most %2: remove those that no program "
                         "uses any more.")
                .arg(QString::number(secrets.size()), QString::number(mostSecrets)));
    }
    if (!problems.applies(ClientField::Secrets)) {
        if (!secrets.isEmpty() && !signsWithSecret(problems.client())) {
            problems.add(Severity::Advice, ClientField::Secrets,
                         RuleText::tr("Secrets do not apply to %1. They are kept, but not exported.")
                             .arg(authenticationLabel(problems.client().clientAuthentication)));
        }
        return;
    }
    const QDateTime now = problems.context().now;
    const bool anyUsable = std::ranges::any_of(secrets, [&](const auto &s) { return s.usableAt(now); });
    if (!anyUsable) {
        problems.addMissing(ClientField::Secrets,
                            secrets.isEmpty()
                                ? RuleText::tr("A secret is missing. Add one on the tab Secrets.")
                                : RuleText::tr("Every secret has expired. Add one on the tab Secrets."));
    }
    if (anyUsable)
        checkSecretsOnServers(problems);
    for (qsizetype row = 0; row < secrets.size(); ++row)
        checkSecret(problems, secrets.at(row), int(row), anyUsable);
}

void checkKeys(ProblemCollector &problems)
{
    const ClientApplication &client = problems.client();
    if (!problems.applies(ClientField::Keys)) {
        for (qsizetype row = 0; row < client.keys.size(); ++row) // which are kept, where everybody reads them
            problems.take(ClientField::Keys, checkNothingPrivate(client.keys.at(row)), int(row));
        return;
    }
    problems.take(ClientField::JwksUri, checkWebAddress(fieldLabel(ClientField::JwksUri), client.jwksUri));
    QString fault;
    bool anyUsable = !client.jwksUri.isEmpty();
    for (qsizetype row = 0; row < client.keys.size(); ++row) {
        const KeyFacts facts = keyFacts(client.keys.at(row));
        problems.take(ClientField::Keys, checkPublicKey(client.keys.at(row)), int(row));
        anyUsable = anyUsable || facts.fault.isEmpty();
        fault = fault.isEmpty() ? facts.fault : fault;
    }
    if (!anyUsable) {
        problems.addMissing(ClientField::Keys,
                            fault.isEmpty()
                                ? RuleText::tr("A key is missing. Add one on the tab Keys, or enter "
                                               "the JWKS URI where its keys are.")
                                : fault);
    }
}

void checkPkce(ProblemCollector &problems)
{
    const ClientApplication &client = problems.client();
    if (client.isMachineToMachine() || client.requirePkce)
        return;
    const QString text =
        client.isPublic()
            ? RuleText::tr(
                  "Require PKCE is off: whoever catches a code of a public client application gets its "
                  "tokens. Turn it on (RFC 9700 2.1.1).")
            : RuleText::tr("Require PKCE is off: a stolen code can be used. Turn it on unless the client "
                           "application cannot do it (RFC 9700 2.1.1).");
    problems.take(ClientField::RequirePkce,
                  {{client.isPublic() ? Severity::Error : Severity::Warning, text, risks::noPkce}});
}

/// It is no field of ours: a file or the server alone can change it.
void checkPkceMethod(ProblemCollector &problems)
{
    const QString method = keycloakPkceMethod(problems.client());
    if (method.isEmpty() || method == safePkceMethod)
        return;
    const QString text =
        RuleText::tr(
            "Keycloak demands the PKCE method \"%1\" of it, with which whoever reads a request knows "
            "the verifier, too. Have the client application send S256, set the method to that on the "
            "server or in its file, and take it from there (RFC 7636 7.2, RFC 9700 2.1.1).")
            .arg(shortened(method));
    problems.take(ClientField::RequirePkce,
                  {{Severity::Error, text, risks::plainPkce,
                    u"keycloak.attributes.pkce.code.challenge.method %1"_s.arg(shortened(method))}});
}

void checkChoice(ProblemCollector &problems)
{
    const ClientApplication &client = problems.client();
    if (client.isMachineToMachine() && client.isPublic()) {
        problems.add(
            Severity::Error, ClientField::ClientAuthentication,
            RuleText::tr("A machine has to prove who it is: with Client credentials choose Client secret "
                         "or Private key (RFC 6749 4.4)."));
    }
    if (client.clientAuthentication == ClientAuthentication::Other && !problems.context().takesRisks &&
        !problems.context().knownRisks.contains(KnownRisk(risks::otherAuthentication, {}))) {
        problems.add(
            Severity::Error, ClientField::ClientAuthentication,
            RuleText::tr("Another kind of client authentication comes in with a file alone. Choose Client "
                         "secret, Private key or None (public client)."));
    }
    problems.take(
        ClientField::TokenEndpointAuthMethod,
        checkLine(fieldLabel(ClientField::TokenEndpointAuthMethod), client.tokenEndpointAuthMethod));
}

}

void checkAuthentication(ProblemCollector &problems)
{
    checkChoice(problems);
    checkPkce(problems);
    checkPkceMethod(problems);
    checkSecrets(problems);
    checkKeys(problems);
}

}
