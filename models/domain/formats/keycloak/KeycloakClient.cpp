#include "domain/formats/keycloak/KeycloakClient.h"

#include "domain/DefaultResources.h"
#include "domain/formats/ExportLosses.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/KeptSettings.h"
#include "domain/formats/keycloak/KeycloakClientParts.h"
#include "domain/formats/keycloak/KeycloakMappers.h"
#include "domain/formats/keycloak/KeycloakNames.h"
#include "domain/rules/ClientRules.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;
using namespace keycloak;

namespace {

/// Fills one representation, and notes what does not go into it.
class ClientBuilder
{
public:
    ClientBuilder(const ClientApplication &client, const ExportHead &head)
        : m_client(client), m_head(head), m_losses(client)
    {
    }

    Json said()
    {
        addFlags();
        m_object["attributes"] = clientAttributes(m_client, m_head, m_losses);
        if (!m_client.isMachineToMachine())
            m_object["protocolMappers"] = mappers();
        addScopes();
        if (m_client.usesClientCredentials())
            m_object[serviceAccountUser] = serviceAccountJson(m_client, m_head.users);
        return m_object;
    }

    KeycloakClient build()
    {
        said();
        restoreKept(m_object, m_client);
        Json serviceAccount;
        if (const auto user = m_object.find(serviceAccountUser); user != m_object.end()) {
            serviceAccount = std::move(*user);
            m_object.erase(user);
        }
        addSecrets(m_object, m_client, m_head, m_losses);
        addLosses();
        tellOfServiceAccount(serviceAccount);
        return {std::move(m_object), std::move(serviceAccount), m_client, m_losses.all()};
    }

private:
    void addFlags()
    {
        const bool isMachine = m_client.isMachineToMachine();
        json::addText(m_object, "clientId", m_client.clientId);
        json::addText(m_object, "name", m_client.title);
        json::addText(m_object, "description", m_client.description);
        m_object["enabled"] = m_client.enabled;
        m_object["protocol"] = json::fromText(openIdConnect);
        m_object["publicClient"] = m_client.isPublic();
        if (!m_client.isPublic())
            m_object["clientAuthenticatorType"] = json::fromText(authenticator());
        m_object["standardFlowEnabled"] = !isMachine;
        m_object["serviceAccountsEnabled"] = m_client.usesClientCredentials();
        m_object["consentRequired"] = m_client.requireConsent;
        json::addText(m_object, "baseUrl", m_client.clientUri);
        if (isMachine)
            return;
        m_object["redirectUris"] = json::texts(m_client.loginRedirects);
        m_object["webOrigins"] = json::texts(m_client.allowedCorsOrigins); // else those of the redirects
    }

    QString authenticator() const
    {
        switch (m_client.clientAuthentication) {
        case ClientAuthentication::PrivateKey:
            return clientJwt;
        case ClientAuthentication::Other:
            return authenticatorOf(m_client.tokenEndpointAuthMethod);
        case ClientAuthentication::Secret:
        case ClientAuthentication::None:
            break;
        }
        return clientSecret;
    }

    Json mappers()
    {
        Json mappers = Json::array();
        if (!m_client.supportOpenId)
            return mappers;
        for (const QString &name : m_client.customResources) {
            const auto resource = std::ranges::find(m_head.customResources, name, &CustomResource::name);
            if (resource == m_head.customResources.end() || resource->claims.isEmpty()) {
                loseResource(
                    FormatText::tr("\"%1\" has no claims, so nothing of it is in the file.").arg(name));
                continue;
            }
            for (const ResourceClaim &claim : resource->claims) {
                if (isMappable(claim))
                    mappers.push_back(mapperJson(name, claim, m_client.includeUserInfoInToken));
            }
            addResourceLosses(*resource);
        }
        return mappers;
    }

    void addResourceLosses(const CustomResource &resource)
    {
        const bool hasTitle = !resource.title.isEmpty() && resource.title != resource.name;
        if (hasTitle || !resource.texts.isEmpty()) {
            loseResource(FormatText::tr("The title and the texts of \"%1\" are not said: mappers have none.")
                             .arg(resource.name));
        }
        for (const ResourceClaim &claim : resource.claims) {
            const QString attribute = keycloakAttribute(claim.value);
            if (!isMappable(claim)) {
                loseResource(FormatText::tr("Claim \"%1\" is left out: Keycloak makes the name of a "
                                            "user from two attributes, and only as the claim "
                                            "\"name\". Call it so.")
                                 .arg(claim.claim));
            } else if (claim.source == ClaimSource::UserAttribute && !isBuiltInAttribute(attribute)) {
                loseResource(FormatText::tr("Claim \"%1\" is taken from the user attribute \"%2\". "
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
        tellOfOtherMeanings();
        m_losses.add(ClientField::ApiScopes,
                     m_client.supportApi && !m_client.apiScopes.isEmpty() && !m_head.needsAreMade &&
                         !m_head.scopesAreMade,
                     FormatText::tr("Keycloak ignores client scopes that its realm does not have. Add "
                                    "them there first: %1.")
                         .arg(m_client.apiScopes.join(", "_L1)));
    }

    void tellOfOtherMeanings()
    {
        for (const QString &name : m_client.supportApi ? m_client.apiScopes : QStringList()) {
            m_losses.add(ClientField::ApiScopes, isBuiltInScope(name),
                         FormatText::tr("\"%1\" is a client scope of another meaning in Keycloak, "
                                        "which every realm has. Give the API scope another name.")
                             .arg(name));
        }
    }

    void addLosses()
    {
        tellOfRoles();
        tellOfFlows();
        const bool isMachine = m_client.isMachineToMachine();
        m_losses.add(ClientField::SupportOpenId, !isMachine && !m_client.supportOpenId,
                     FormatText::tr("It is off, but in Keycloak every client application may ask for "
                                    "openid."));
        if (!isServiceAccountOf(m_client.identity, m_client.clientId))
            m_losses.addIdentity();
        m_losses.addLogo();
        m_losses.addUnsaid({ClientField::Contacts});
        const bool hasMappers = m_object.contains("protocolMappers") && !m_object["protocolMappers"].empty();
        m_losses.addNotSaid(ClientField::IncludeUserInfoInToken,
                            m_client.includeUserInfoInToken && !hasMappers);
        m_losses.add(ClientField::AllowRememberConsent,
                     m_client.requireConsent && !m_client.allowRememberConsent,
                     FormatText::tr("It is off, but that cannot be expressed in Keycloak, which "
                                    "remembers what a user has allowed."));
        m_losses.addUnused();
    }

    /// Unless Other settings say it.
    void tellOfRoles()
    {
        m_losses.add(ClientField::RequireConsent,
                     m_client.requireConsent && !m_object.contains("fullScopeAllowed"),
                     FormatText::tr("With consent, and where nothing else is said, Keycloak puts no "
                                    "roles into the tokens but those that are assigned to the client "
                                    "application. If it needs them all, turn on Full scope allowed "
                                    "there."));
        // Consent may have been asked there when it came in.
        m_losses.add(
            ClientField::RequireConsent,
            !m_client.requireConsent && !m_object.contains("fullScopeAllowed") &&
                !m_client.isMachineToMachine() && kept::isFrom(m_client, u"keycloak"_s),
            FormatText::tr("Without consent, and where nothing else is said, Keycloak puts all roles "
                           "of a user into the tokens. If it does not need them, turn off Full "
                           "scope allowed there."));
    }

    /// A partial import makes it as it stands in the file, a realm and a server give theirs more.
    void tellOfServiceAccount(const Json &account)
    {
        const bool hasRoles = account.contains("realmRoles") || account.contains("clientRoles");
        m_losses.add(ClientField::Identity, !account.is_null() && !hasRoles && !m_head.needsAreMade,
                     FormatText::tr("The file gives its service account no roles. One that Keycloak makes "
                                    "by itself has the default roles of its realm, and the client "
                                    "application the client scope service_account. Assign them there if "
                                    "its tokens need them."));
    }

    void tellOfFlows()
    {
        const auto flows = m_object.find("authenticationFlowBindingOverrides");
        m_losses.add(ClientField::OtherSettings, flows != m_object.end() && !flows->empty(),
                     FormatText::tr("authenticationFlowBindingOverrides are IDs of one realm: in "
                                    "another one the import fails as a whole. Take them out under "
                                    "Other settings for that."));
    }

    const ClientApplication &m_client;
    const ExportHead &m_head;
    ExportLosses m_losses;
    Json m_object = Json::object();
};

}

Json saidToKeycloak(const ClientApplication &typed, const ExportHead &head)
{
    ClientApplication client = rules::normalized(typed);
    takeDisabledResources(client, head.customResources);
    return ClientBuilder(client, head).said();
}

KeycloakClient keycloakClient(const ClientApplication &typed, const ExportHead &head)
{
    ClientApplication client = rules::normalized(typed);
    const QList<Loss> disabled = takeDisabledResources(client, head.customResources);
    KeycloakClient written = ClientBuilder(client, head).build();
    written.losses << disabled;
    return written;
}

}
