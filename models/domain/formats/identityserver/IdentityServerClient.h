#pragma once

#include "domain/formats/identityserver/IdentityServerVariant.h"
#include "domain/json/JsonText.h"

#include <optional>

namespace gatehouse {

/// The properties of a client of IdentityServer (Duende.IdentityServer.Models.Client) that we know, as they
/// stand in the file.
struct IdentityServerClient
{
    std::optional<QString> clientId;
    std::optional<QString> clientName;
    std::optional<QString> protocolType;
    std::optional<bool> enabled;
    std::optional<bool> requireClientSecret;
    std::optional<QStringList> allowedGrantTypes;
    std::optional<QStringList> allowedScopes;
    std::optional<bool> allowOfflineAccess;
    std::optional<bool> requirePkce;
    std::optional<bool> requireConsent;
    std::optional<bool> allowRememberConsent;
    std::optional<bool> alwaysIncludeUserClaimsInIdToken;
    std::optional<QString> logoUri;
    std::optional<QStringList> redirectUris;
    std::optional<QStringList> postLogoutRedirectUris;
    std::optional<QString> clientClaimsPrefix;
    const json::Json *clientSecrets = nullptr; ///< into the document, as the next two
    const json::Json *claims = nullptr;
    const json::Json *properties = nullptr;
};

}
