#include "domain/formats/keycloak/KeycloakClient.h"

#include "domain/DefaultResources.h"
#include "domain/formats/ExportLosses.h"
#include "domain/formats/SecretsInClear.h"
#include "domain/formats/keycloak/KeycloakConsent.h"
#include "domain/formats/keycloak/KeycloakMappers.h"
#include "domain/formats/keycloak/KeycloakNames.h"
#include "domain/rules/ClientRules.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;
using namespace keycloak;

namespace {

struct KeycloakClientText
{
    Q_DECLARE_TR_FUNCTIONS(KeycloakClient)
};

constexpr const char *secretProperty = "secret";
constexpr SecretNames secretNames{secretProperty, "attributes[\"client.secret.expiration.time\"]"};

const char *trueOrFalse(bool flag)
{
    return flag ? "true" : "false";
}

/// Fills one representation, and notes what does not go into it.
class ClientBuilder
{
public:
    ClientBuilder(const ClientApplication &client, const ExportHead &head)
        : m_client(client), m_head(head), m_losses(client)
    {
    }

    KeycloakClient build()
    {
        ChosenSecret secret = chosenSecret(m_client, m_head, secretNames);
        m_losses.addSecrets(secret.loss);
        addFlags();
        m_object["attributes"] = attributes(secret.expires);
        if (!m_client.isMachineToMachine())
            m_object["protocolMappers"] = mappers();
        addScopes();
        addLosses();
        if (secret.inClear)
            m_object[secretProperty] = takeText(std::move(*secret.inClear));
        return {std::move(m_object), m_client, m_losses.all()};
    }

private:
    void addFlags()
    {
        const bool isMachine = m_client.isMachineToMachine();
        json::addText(m_object, "clientId", m_client.clientId);
        json::addText(m_object, "name", m_client.title);
        m_object["enabled"] = m_client.enabled;
        m_object["protocol"] = json::fromText(openIdConnect);
        m_object["publicClient"] = false;
        m_object["clientAuthenticatorType"] = json::fromText(clientSecret);
        m_object["standardFlowEnabled"] = !isMachine;
        m_object["implicitFlowEnabled"] = false;
        m_object["directAccessGrantsEnabled"] = false;
        m_object["serviceAccountsEnabled"] = isMachine;
        m_object["consentRequired"] = m_client.requireConsent;
        m_object["fullScopeAllowed"] = false; // else tokens carry every role of the user
        if (!isMachine)
            m_object["redirectUris"] = json::texts(m_client.loginRedirects);
    }

    Json attributes(const QDateTime &expires)
    {
        Json attributes = Json::object();
        attributes[useRefreshTokens] = trueOrFalse(m_client.supportRefreshTokens);
        if (expires.isValid())
            addExpiry(attributes, expires);
        if (m_client.isMachineToMachine())
            return attributes;
        attributes[pkceMethod] = m_client.requirePkce ? "S256" : "";
        const QString logout = m_client.logoutRedirects.join(logoutSeparator);
        attributes[logoutRedirects] = json::fromText(logout.isEmpty() ? QString(logoutNowhere) : logout);
        json::addText(attributes, logoUri, m_client.logoUri);
        const ConsentScreen screen = consentScreen(m_client, m_head.languages);
        if (!screen.text.isEmpty()) {
            attributes[displayOnConsent] = "true";
            attributes[consentText] = json::fromText(screen.text);
        }
        m_losses.add(ClientField::ConsentTexts, !screen.loss.isEmpty(), screen.loss);
        return attributes;
    }

    void addExpiry(Json &attributes, const QDateTime &expires)
    {
        attributes[secretExpiration] = std::to_string(expires.toSecsSinceEpoch());
        m_losses.addSecrets(KeycloakClientText::tr("Keycloak heeds that it expires on %1 only where a client "
                                                   "policy rotates secrets. Set one up, or remove the secret "
                                                   "there by then.")
                                .arg(expires.toUTC().date().toString(Qt::ISODate)));
    }

    Json mappers()
    {
        Json mappers = Json::array();
        if (!m_client.supportOpenId)
            return mappers;
        for (const QString &name : m_client.customResources) {
            const auto resource = std::ranges::find(m_head.customResources, name, &CustomResource::name);
            if (resource == m_head.customResources.end() || resource->claims.isEmpty()) {
                loseResource(KeycloakClientText::tr("\"%1\" has no claims, so nothing of it is in the file.")
                                 .arg(name));
                continue;
            }
            for (const ResourceClaim &claim : resource->claims)
                mappers.push_back(mapperJson(name, claim, m_client.includeUserInfoInToken));
            addResourceLosses(*resource);
        }
        return mappers;
    }

    void addResourceLosses(const CustomResource &resource)
    {
        const bool hasTitle = !resource.title.isEmpty() && resource.title != resource.name;
        if (hasTitle || !resource.texts.isEmpty()) {
            loseResource(KeycloakClientText::tr(
                             "The title and the texts of \"%1\" are not in the file: mappers have none.")
                             .arg(resource.name));
        }
        for (const ResourceClaim &claim : resource.claims) {
            const QString attribute = keycloakAttribute(claim.value);
            if (claim.source == ClaimSource::UserAttribute && !isBuiltInAttribute(attribute)) {
                loseResource(KeycloakClientText::tr("Claim \"%1\" is taken from the user attribute \"%2\". "
                                                    "Declare that in the user profile of the realm.")
                                 .arg(claim.claim, attribute));
            }
        }
    }

    void loseResource(const QString &text) { m_losses.add(ClientField::CustomResources, true, text); }

    /// API scopes are optional, which means that they are given to whom asks for them, as everywhere else.
    void addScopes()
    {
        QStringList always{QString(basicScope)};
        if (m_client.supportOpenId)
            always << m_client.defaultResources;
        always.removeAll(QString(openIdScope));
        always.removeDuplicates();
        QStringList asked;
        if (m_client.supportApi)
            asked << m_client.apiScopes;
        if (m_client.supportOpenId && m_client.supportRefreshTokens)
            asked << QString(offlineAccessScope);
        m_object["defaultClientScopes"] = json::texts(always);
        m_object["optionalClientScopes"] = json::texts(asked);
        m_losses.add(
            ClientField::ApiScopes, m_client.supportApi && !m_client.apiScopes.isEmpty(),
            KeycloakClientText::tr("Keycloak ignores client scopes that its realm does not have. Add "
                                   "them there first: %1.")
                .arg(m_client.apiScopes.join(", "_L1)));
    }

    void addLosses()
    {
        const bool isMachine = m_client.isMachineToMachine();
        m_losses.add(ClientField::SupportOpenId, !isMachine && !m_client.supportOpenId,
                     KeycloakClientText::tr("It is off, but in Keycloak every client application may ask for "
                                            "openid."));
        if (!isServiceAccountOf(m_client.identity, m_client.clientId))
            m_losses.addIdentity();
        m_losses.addLogo();
        const bool hasMappers = m_object.contains("protocolMappers") && !m_object["protocolMappers"].empty();
        m_losses.addNotSaid(ClientField::IncludeUserInfoInToken,
                            m_client.includeUserInfoInToken && !hasMappers);
        m_losses.add(ClientField::AllowRememberConsent,
                     m_client.requireConsent && !m_client.allowRememberConsent,
                     KeycloakClientText::tr("It is off, but that cannot be expressed in Keycloak, which "
                                            "remembers what a user has allowed."));
        m_losses.addUnused();
    }

    const ClientApplication &m_client;
    const ExportHead &m_head;
    ExportLosses m_losses;
    Json m_object = Json::object();
};

}

KeycloakClient keycloakClient(const ClientApplication &typed, const ExportHead &head)
{
    ClientApplication client = rules::normalized(typed);
    const QList<Loss> disabled = takeDisabledResources(client, head.customResources);
    KeycloakClient written = ClientBuilder(client, head).build();
    written.losses << disabled;
    return written;
}

void wipeKeycloakSecret(Json &representation)
{
    if (const auto secret = representation.find(secretProperty); secret != representation.end())
        wipeText(*secret);
}

}
