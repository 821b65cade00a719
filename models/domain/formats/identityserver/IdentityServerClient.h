#pragma once

#include "domain/formats/identityserver/Configuration.h"
#include "domain/formats/identityserver/IdentityServer.h"

namespace gatehouse::identityserver {

struct Claim
{
    std::optional<QString> type;
    std::optional<QString> value;
};
inline constexpr std::tuple claimTable{
    json::Property{"Type", &Claim::type},
    json::Property{"Value", &Claim::value},
};

/// The properties of a client of IdentityServer (Duende.IdentityServer.Models.Client) that we know, as they
/// stand in the file.
struct Client
{
    std::optional<QString> clientId;
    std::optional<QString> clientName;
    std::optional<QString> description;
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
    std::optional<qint64> accessTokenLifetime;
    std::optional<qint64> identityTokenLifetime;
    std::optional<qint64> absoluteRefreshTokenLifetime;
    std::optional<QString> logoUri;
    std::optional<QString> clientUri;
    std::optional<QStringList> redirectUris;
    std::optional<QStringList> postLogoutRedirectUris;
    std::optional<QStringList> allowedCorsOrigins;
    std::optional<QString> clientClaimsPrefix;
    std::optional<QString> profile;            ///< of Microsoft's template, not of IdentityServer
    const json::Json *clientSecrets = nullptr; ///< into the document, as the next two
    const json::Json *claims = nullptr;
    const json::Json *properties = nullptr;
};

/// Those of its Properties that are ours, but for consent texts.
struct OwnProperties
{
    std::optional<QString> policyUri;
    std::optional<QString> tosUri;
    std::optional<QString> contacts; ///< one a line
};
inline constexpr std::tuple ownPropertyTable{
    json::Property{policyProperty, &OwnProperties::policyUri},
    json::Property{tosProperty, &OwnProperties::tosUri},
    json::Property{contactsProperty, &OwnProperties::contacts},
};

inline auto clientTable(const IdentityServerVariant &variant)
{
    using configuration::readNumber;
    using configuration::readTexts;
    using json::Property;
    using json::PropertyBy;
    using json::readFlag;
    return std::tuple{
        Property{"ClientId", &Client::clientId},
        Property{"ClientName", &Client::clientName},
        Property{"Description", &Client::description},
        Property{"ProtocolType", &Client::protocolType},
        PropertyBy{"Enabled", &Client::enabled, readFlag},
        PropertyBy{"RequireClientSecret", &Client::requireClientSecret, readFlag},
        PropertyBy{"AllowedGrantTypes", &Client::allowedGrantTypes, readTexts},
        PropertyBy{"AllowedScopes", &Client::allowedScopes, readTexts},
        PropertyBy{"AllowOfflineAccess", &Client::allowOfflineAccess, readFlag},
        PropertyBy{"RequirePkce", &Client::requirePkce, readFlag},
        PropertyBy{"RequireConsent", &Client::requireConsent, readFlag},
        PropertyBy{"AllowRememberConsent", &Client::allowRememberConsent, readFlag},
        PropertyBy{"AlwaysIncludeUserClaimsInIdToken", &Client::alwaysIncludeUserClaimsInIdToken, readFlag},
        PropertyBy{"AccessTokenLifetime", &Client::accessTokenLifetime, readNumber},
        PropertyBy{"IdentityTokenLifetime", &Client::identityTokenLifetime, readNumber},
        PropertyBy{"AbsoluteRefreshTokenLifetime", &Client::absoluteRefreshTokenLifetime, readNumber},
        Property{"LogoUri", &Client::logoUri},
        Property{"ClientUri", &Client::clientUri},
        PropertyBy{"RedirectUris", &Client::redirectUris, readTexts},
        PropertyBy{"PostLogoutRedirectUris", &Client::postLogoutRedirectUris, readTexts},
        PropertyBy{"AllowedCorsOrigins", &Client::allowedCorsOrigins, readTexts},
        Property{prefixProperty, &Client::clientClaimsPrefix},
        Property{"Profile", &Client::profile},
        Property{secretsProperty, &Client::clientSecrets},
        Property{variant.claims, &Client::claims},
        Property{"Properties", &Client::properties},
    };
}

/// A client as it came, without secrets and with our spelling of the names of its properties, which .NET
/// reads in any. `secrets` is of readSecrets(). Other settings that are secrets go to `losses`.
json::Json asItCame(const ImportedClient &imported, const json::Json &object, const json::Json &secrets,
                    const IdentityServerVariant &variant, QList<Loss> &losses);

}
