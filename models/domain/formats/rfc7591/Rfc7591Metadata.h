#pragma once

#include "domain/ClientApplication.h"
#include "domain/json/JsonRecord.h"

namespace gatehouse {

/// The properties of RFC 7591 2 (and OpenID Connect Registration 1.0, RP-Initiated Logout 1.0) that we know,
/// as they stand in the file. null is the same as absent.
struct Rfc7591Metadata
{
    std::optional<QString> clientId;
    std::optional<QString> clientName;
    std::optional<QStringList> grantTypes;
    std::optional<QStringList> responseTypes;
    std::optional<QStringList> redirectUris;
    std::optional<QStringList> postLogoutRedirectUris;
    std::optional<QString> scope;
    std::optional<QString> tokenEndpointAuthMethod;
    const json::Json *jwks = nullptr;
    std::optional<QString> jwksUri;
    std::optional<QString> clientSecret;
    std::optional<qint64> clientSecretExpiresAt; ///< seconds since 1970, 0: never
    std::optional<QString> logoUri;
    std::optional<QString> clientUri;
    std::optional<QString> policyUri;
    std::optional<QString> tosUri;
    std::optional<QStringList> contacts;
    std::optional<bool> requirePkce; ///< no RFC: an extra that the server has to be told of
    ConsentTextMap consentTexts;     ///< ours: `consent_api#nl`
};

inline constexpr std::tuple rfc7591Table{
    json::Property{"client_id", &Rfc7591Metadata::clientId},
    json::Property{"client_name", &Rfc7591Metadata::clientName},
    json::Property{"grant_types", &Rfc7591Metadata::grantTypes},
    json::Property{"response_types", &Rfc7591Metadata::responseTypes},
    json::Property{"redirect_uris", &Rfc7591Metadata::redirectUris},
    json::Property{"post_logout_redirect_uris", &Rfc7591Metadata::postLogoutRedirectUris},
    json::Property{"scope", &Rfc7591Metadata::scope},
    json::Property{"token_endpoint_auth_method", &Rfc7591Metadata::tokenEndpointAuthMethod},
    json::Property{"jwks", &Rfc7591Metadata::jwks},
    json::Property{"jwks_uri", &Rfc7591Metadata::jwksUri},
    json::Property{"client_secret", &Rfc7591Metadata::clientSecret},
    json::Property{"client_secret_expires_at", &Rfc7591Metadata::clientSecretExpiresAt},
    json::Property{"logo_uri", &Rfc7591Metadata::logoUri},
    json::Property{"client_uri", &Rfc7591Metadata::clientUri},
    json::Property{"policy_uri", &Rfc7591Metadata::policyUri},
    json::Property{"tos_uri", &Rfc7591Metadata::tosUri},
    json::Property{"contacts", &Rfc7591Metadata::contacts},
    json::Property{"require_pkce", &Rfc7591Metadata::requirePkce},
};

}
