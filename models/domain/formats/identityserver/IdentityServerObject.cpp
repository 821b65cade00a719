#include "domain/formats/identityserver/IdentityServerSecrets.h"

#include "domain/DefaultResources.h"
#include "domain/formats/ConsentProperties.h"
#include "domain/formats/ExportLosses.h"

namespace gatehouse {

using json::Json;

namespace {

QStringList grantTypes(const ClientApplication &client)
{
    QStringList types{grantTypeName(client.grantType)};
    if (!client.isMachineToMachine() && client.alsoClientCredentials)
        types << grantTypeName(GrantType::ClientCredentials);
    return types;
}

void addLifetime(Json &object, const char *name, const std::optional<int> &seconds)
{
    if (seconds)
        object[name] = *seconds;
}

void addCodeFlow(Json &object, const ClientApplication &client)
{
    object["RequirePkce"] = client.requirePkce;
    object["AllowOfflineAccess"] = client.supportRefreshTokens;
    object["RequireConsent"] = client.requireConsent;
    object["AllowRememberConsent"] = client.allowRememberConsent;
    if (client.supportOpenId)
        object["AlwaysIncludeUserClaimsInIdToken"] = client.includeUserInfoInToken;
    addLifetime(object, "IdentityTokenLifetime", client.idTokenLifetime);
    addLifetime(object, "AbsoluteRefreshTokenLifetime", client.refreshTokenLifetime);
    json::addText(object, "LogoUri", client.logoUri);
    object["RedirectUris"] = json::texts(client.loginRedirects);
    object["PostLogoutRedirectUris"] = json::texts(client.logoutRedirects);
    if (!client.allowedCorsOrigins.isEmpty())
        object["AllowedCorsOrigins"] = json::texts(client.allowedCorsOrigins);
}

/// What IdentityServer has no property for.
void addProperties(Json &object, const ClientApplication &client)
{
    Json properties = Json::object();
    if (!client.isMachineToMachine())
        addConsentProperties(properties, client.consentTexts);
    json::addText(properties, policyProperty, client.policyUri);
    json::addText(properties, tosProperty, client.tosUri);
    json::addText(properties, contactsProperty, client.contacts.join(u'\n'));
    if (!properties.empty())
        object["Properties"] = std::move(properties);
}

}

Json identityServerObject(const ClientApplication &client, const IdentityServerVariant &variant)
{
    QStringList scopes = exportedScopes(client);
    scopes.removeAll(offlineAccessScope); // AllowOfflineAccess says it
    Json object{{"ClientId", json::fromText(client.clientId)}};
    json::addText(object, "ClientName", client.title);
    json::addText(object, "Description", client.description);
    object["Enabled"] = client.enabled;
    object["RequireClientSecret"] = !client.isPublic();
    object["AllowedGrantTypes"] = json::texts(grantTypes(client));
    object["AllowedScopes"] = json::texts(scopes);
    addLifetime(object, "AccessTokenLifetime", client.accessTokenLifetime);
    json::addText(object, "ClientUri", client.clientUri);
    if (!client.isMachineToMachine())
        addCodeFlow(object, client);
    // the user that it acts as is the subject of its tokens
    if (client.usesClientCredentials() && !client.identity.isEmpty())
        object[variant.claims] = Json::array({{{"Type", "sub"}, {"Value", json::fromText(client.identity)}}});
    addProperties(object, client);
    if (Json secrets = identityserver::secretsWithIdentity(client); !secrets.is_null())
        object[secretsProperty] = std::move(secrets);
    return object;
}

}
