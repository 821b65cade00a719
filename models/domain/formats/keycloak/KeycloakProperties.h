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
    std::optional<QString> protocol;
    std::optional<QString> clientAuthenticatorType;
    std::optional<QString> secret;
    std::optional<QString> rootUrl;
    std::optional<bool> enabled;
    std::optional<bool> publicClient;
    std::optional<bool> bearerOnly;
    std::optional<bool> standardFlowEnabled;
    std::optional<bool> implicitFlowEnabled;
    std::optional<bool> directAccessGrantsEnabled;
    std::optional<bool> directGrantsOnly; ///< what old versions had in place of the last two flows
    std::optional<bool> serviceAccountsEnabled;
    std::optional<bool> consentRequired;
    std::optional<bool> fullScopeAllowed;
    std::optional<QStringList> redirectUris;
    std::optional<QStringList> defaultClientScopes;
    std::optional<QStringList> optionalClientScopes;

    std::optional<QString> pkceMethod; ///< this and the next stand among the attributes
    std::optional<QString> useRefreshTokens;
    std::optional<QString> logoUri;
    std::optional<QString> logoutRedirects;
    std::optional<QString> secretExpiration;
    std::optional<QString> consentText;

    const json::Json *protocolMappers = nullptr; ///< an array, in the object that was read; null: absent

    /// Gives the names of the other properties that say something through `unknown`; the error is a value of
    /// the wrong type.
    Result<void> read(const json::Json &object, const QString &place, QStringList &unknown);
};

/// Takes the redirects of one client application, after its grant type. Relative ones are put behind
/// `rootUrl` where that is a web address, as Keycloak does; patterns are left out.
void takeKeycloakRedirects(ImportedClient &imported, const KeycloakProperties &properties);
/// Takes how it proves to Keycloak who it is: its secret, of which `now` is the creation time, or why a new
/// one comes in disabled.
void takeKeycloakAuthentication(ImportedClient &imported, const KeycloakProperties &properties,
                                const QDateTime &now);

}
