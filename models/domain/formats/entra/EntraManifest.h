#pragma once

#include "domain/json/JsonRecord.h"

/// The properties of a manifest that we know, in the shapes of Microsoft Graph and of the portal.
namespace gatehouse::entra {

using json::Property;

/// The parts of Microsoft Graph's shape.
struct Platform
{
    std::optional<QStringList> redirectUris;
    std::optional<QString> logoutUrl;
    std::optional<QString> homePageUrl;
    const json::Json *implicit = nullptr; ///< into the document
};
inline constexpr std::tuple platformTable{
    Property{"redirectUris", &Platform::redirectUris},
    Property{"logoutUrl", &Platform::logoutUrl},
    Property{"homePageUrl", &Platform::homePageUrl},
    Property{"implicitGrantSettings", &Platform::implicit},
};

struct Implicit
{
    bool accessTokens = false;
    bool idTokens = false;
};
inline constexpr std::tuple implicitTable{
    Property{"enableAccessTokenIssuance", &Implicit::accessTokens},
    Property{"enableIdTokenIssuance", &Implicit::idTokens},
};

struct Informational
{
    std::optional<QString> logoUrl;
    std::optional<QString> privacyStatementUrl;
    std::optional<QString> privacy; ///< the portal's name
    std::optional<QString> termsOfServiceUrl;
    std::optional<QString> termsOfService;
};
inline constexpr std::tuple informationalTable{
    Property{"logoUrl", &Informational::logoUrl},
    Property{"privacyStatementUrl", &Informational::privacyStatementUrl},
    Property{"privacy", &Informational::privacy},
    Property{"termsOfServiceUrl", &Informational::termsOfServiceUrl},
    Property{"termsOfService", &Informational::termsOfService},
};

/// A redirect of the portal's shape.
struct ReplyUrl
{
    QString url;
    QString type; ///< Web, Spa or InstalledClient
};
inline constexpr std::tuple replyUrlTable{
    Property{"url", &ReplyUrl::url},
    Property{"type", &ReplyUrl::type},
};

struct Permission
{
    QString id;
    QString type; ///< Scope or Role
};
inline constexpr std::tuple permissionTable{
    Property{"id", &Permission::id},
    Property{"type", &Permission::type},
};

/// Both shapes of a manifest.
struct Manifest
{
    std::optional<QString> appId;
    std::optional<QString> displayName;
    std::optional<QString> name;
    std::optional<QString> logoUrl;
    std::optional<QString> logoutUrl;
    std::optional<QString> description;
    std::optional<QString> signInUrl; ///< the portal's name of a home page
    std::optional<QStringList> replyUrls;
    std::optional<bool> implicitAccessTokens;
    std::optional<bool> implicitIdTokens;
    std::optional<bool> allowPublicClient;
    std::optional<bool> isFallbackPublicClient;
    const json::Json *replyUrlsWithType = nullptr; ///< into the document, as the next
    const json::Json *web = nullptr;
    const json::Json *spa = nullptr;
    const json::Json *publicClient = nullptr; ///< a bool in the oldest manifests
    const json::Json *info = nullptr;
    const json::Json *access = nullptr;
    const json::Json *passwords = nullptr;
    const json::Json *keys = nullptr;
};
inline constexpr std::tuple manifestTable{
    Property{"appId", &Manifest::appId},
    Property{"displayName", &Manifest::displayName},
    Property{"name", &Manifest::name},
    Property{"logoUrl", &Manifest::logoUrl},
    Property{"logoutUrl", &Manifest::logoutUrl},
    Property{"description", &Manifest::description},
    Property{"signInUrl", &Manifest::signInUrl},
    Property{"replyUrls", &Manifest::replyUrls},
    Property{"oauth2AllowImplicitFlow", &Manifest::implicitAccessTokens},
    Property{"oauth2AllowIdTokenImplicitFlow", &Manifest::implicitIdTokens},
    Property{"allowPublicClient", &Manifest::allowPublicClient},
    Property{"isFallbackPublicClient", &Manifest::isFallbackPublicClient},
    Property{"replyUrlsWithType", &Manifest::replyUrlsWithType},
    Property{"web", &Manifest::web},
    Property{"spa", &Manifest::spa},
    Property{"publicClient", &Manifest::publicClient},
    Property{"info", &Manifest::info},
    Property{"informationalUrls", &Manifest::info},
    Property{"requiredResourceAccess", &Manifest::access},
    Property{"passwordCredentials", &Manifest::passwords},
    Property{"keyCredentials", &Manifest::keys},
};

}
