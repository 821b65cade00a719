#pragma once

#include <QLatin1StringView>
#include <QString>

#include <algorithm>
#include <array>
#include <optional>

/// Names of Keycloak that reading and writing share.
namespace gatehouse::keycloak {

inline constexpr const char *pkceMethod = "pkce.code.challenge.method";
inline constexpr const char *useRefreshTokens = "use.refresh.tokens";
inline constexpr const char *logoUri = "logoUri";
inline constexpr const char *logoutRedirects = "post.logout.redirect.uris";
inline constexpr const char *secretExpiration = "client.secret.expiration.time"; ///< seconds since 1970
inline constexpr const char *consentText = "consent.screen.text";
inline constexpr const char *displayOnConsent = "display.on.consent.screen";

inline constexpr QLatin1StringView logoutSeparator("##");
inline constexpr QLatin1StringView logoutAsLogin("+"); ///< the same as redirectUris
inline constexpr QLatin1StringView logoutNowhere("-");

inline constexpr QLatin1StringView openIdConnect("openid-connect");
inline constexpr QLatin1StringView clientSecret("client-secret");

/// What a token needs for `sub` and `auth_time` since Keycloak 25.
inline constexpr QLatin1StringView basicScope("basic");

/// Client scopes that every realm has and that say nothing of what a client application may call.
inline constexpr std::array builtInScopes{
    basicScope,
    QLatin1StringView("web-origins"),
    QLatin1StringView("acr"),
    QLatin1StringView("roles"),
    QLatin1StringView("microprofile-jwt"),
    QLatin1StringView("service_account"),
    QLatin1StringView("organization"),
    QLatin1StringView("role_list"),
    QLatin1StringView("saml_organization"),
};

inline bool isBuiltInScope(QStringView name)
{
    return std::ranges::any_of(builtInScopes, [&](QLatin1StringView known) { return name == known; });
}

/// A text that Keycloak replaces by another, as `${client_account}` or `${env.SECRET}`.
inline bool isReplaced(QStringView text)
{
    return text.startsWith(u"${") && text.endsWith(u'}');
}

/// Attribute of a service account that Keycloak needs while the client application acts as another user here:
/// reading leaves that account out.
inline constexpr const char *standIn = "gatehouse.stand-in";

/// The user that Keycloak makes for a client application with client credentials.
inline QString serviceAccountName(const QString &clientId)
{
    return QStringLiteral("service-account-") + clientId;
}

inline bool isServiceAccountOf(const QString &userId, const QString &clientId)
{
    return userId.compare(serviceAccountName(clientId), Qt::CaseInsensitive) == 0;
}

/// What Keycloak calls one of userAttributes().
QString keycloakAttribute(const QString &userAttribute);
std::optional<QString> ourAttribute(const QString &keycloakAttribute);
/// Whether each user of Keycloak has it, without an administrator who declares it.
bool isBuiltInAttribute(const QString &keycloakAttribute);

/// The default resource that shares this claim from this attribute; empty: none does.
QString defaultResourceWith(const QString &claim, const QString &keycloakAttribute);

}
