#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonText.h"

#include <optional>

namespace gatehouse {

/// The properties of Keycloak's ClientRepresentation that we know, as they stand in the file. null is the
/// same as absent.
struct KeycloakProperties
{
    std::optional<QString> clientId;
    std::optional<QString> name;
    std::optional<QString> description;
    std::optional<QString> protocol;
    std::optional<QString> clientAuthenticatorType;
    std::optional<QString> secret;
    std::optional<QString> rootUrl;
    std::optional<QString> baseUrl;
    std::optional<bool> enabled;
    std::optional<bool> publicClient;
    std::optional<bool> bearerOnly;
    std::optional<bool> standardFlowEnabled;
    std::optional<bool> implicitFlowEnabled;
    std::optional<bool> directAccessGrantsEnabled;
    std::optional<bool> directGrantsOnly; ///< what old versions had in place of the last two flows
    std::optional<bool> serviceAccountsEnabled;
    std::optional<bool> authorizationServicesEnabled; ///< turns on the service account, too
    std::optional<bool> consentRequired;
    std::optional<QStringList> redirectUris;
    std::optional<QStringList> webOrigins;
    std::optional<QStringList> defaultClientScopes;
    std::optional<QStringList> optionalClientScopes;

    std::optional<QString> pkceMethod; ///< this and the next stand among the attributes
    std::optional<QString> useRefreshTokens;
    std::optional<QString> deviceGrant;
    std::optional<QString> cibaGrant;
    std::optional<QString> logoUri;
    std::optional<QString> policyUri;
    std::optional<QString> tosUri;
    std::optional<QString> accessTokenLifespan;
    std::optional<QString> sessionIdleTimeout;
    std::optional<QString> logoutRedirects;
    std::optional<QString> secretCreation;
    std::optional<QString> secretExpiration;
    std::optional<QString> rotatedSecret;
    std::optional<QString> rotatedCreation;
    std::optional<QString> rotatedExpiration;
    std::optional<QString> useKeysUri;
    std::optional<QString> keysUri;
    std::optional<QString> useKeys;
    std::optional<QString> keys;
    std::optional<QString> certificate;
    std::optional<QString> displayOnConsent;
    std::optional<QString> consentText;

    const json::Json *protocolMappers = nullptr; ///< an array, in the object that was read; null: absent

    /// The error is a value of the wrong type. Others are Other settings.
    Result<void> read(const json::Json &object, const QString &place);

    bool isPublic() const { return publicClient.value_or(false); }
    bool hasServiceAccount() const
    {
        return serviceAccountsEnabled.value_or(false) || authorizationServicesEnabled.value_or(false);
    }
    QString root() const { return rootUrl.value_or(QString()); }
};

/// What is not taken of the redirects, and so does not go back: as the file has it.
struct KeycloakLeftOut
{
    QStringList redirects;
    std::optional<QString> logoutRedirects; ///< the attribute without them
};

/// Takes the grants, which decide what the rest means. The error refuses a client that has none of ours.
Result<void> takeKeycloakGrants(ImportedClient &imported, const KeycloakProperties &properties);
/// Takes the redirects of one client application and its CORS origins, after its grants. Relative ones are
/// put behind `rootUrl` where that is a web address, as Keycloak does.
KeycloakLeftOut takeKeycloakRedirects(ImportedClient &imported, const KeycloakProperties &properties);
/// Takes how it proves to Keycloak who it is: its secrets, of which `now` is the creation time where the file
/// has none, or its keys.
void takeKeycloakAuthentication(ImportedClient &imported, const KeycloakProperties &properties,
                                const QDateTime &now);

namespace keycloak {

/// Whether users can come back to it.
bool hasRedirect(const KeycloakProperties &properties);

}

}
