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
inline constexpr const char *deviceGrant = "oauth2.device.authorization.grant.enabled";
inline constexpr const char *cibaGrant = "oidc.ciba.grant.enabled";
inline constexpr const char *logoUri = "logoUri";
inline constexpr const char *policyUri = "policyUri";
inline constexpr const char *tosUri = "tosUri";
inline constexpr const char *accessTokenLifespan = "access.token.lifespan"; ///< seconds
/// Seconds: as long a refresh token is good for, and each use gives another.
inline constexpr const char *sessionIdleTimeout = "client.session.idle.timeout";
inline constexpr const char *logoutRedirects = "post.logout.redirect.uris";
inline constexpr const char *secretCreation = "client.secret.creation.time"; ///< seconds since 1970
inline constexpr const char *secretExpiration = "client.secret.expiration.time";
inline constexpr const char *rotatedSecret = "client.secret.rotated"; ///< accepted beside the new one
inline constexpr const char *rotatedCreation = "client.secret.rotated.creation.time";
inline constexpr const char *rotatedExpiration = "client.secret.rotated.expiration.time";
inline constexpr const char *useKeysUri = "use.jwks.url";
inline constexpr const char *keysUri = "jwks.url";
inline constexpr const char *useKeys = "use.jwks.string";
inline constexpr const char *keys = "jwks.string"; ///< a JSON Web Key Set
inline constexpr const char *certificate = "jwt.credential.certificate";
inline constexpr const char *consentText = "consent.screen.text";
inline constexpr const char *displayOnConsent = "display.on.consent.screen";

inline constexpr QLatin1StringView logoutSeparator("##");
inline constexpr QLatin1StringView logoutAsLogin("+"); ///< the same as redirectUris
inline constexpr QLatin1StringView logoutNowhere("-");

inline constexpr QLatin1StringView openIdConnect("openid-connect");
inline constexpr QLatin1StringView clientSecret("client-secret");
inline constexpr QLatin1StringView clientJwt("client-jwt");
inline constexpr QLatin1StringView clientSecretJwt("client-secret-jwt");
inline constexpr QLatin1StringView clientX509("client-x509");

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
    QLatin1StringView("AuthnContextClassRef"),
};

/// What a new realm gives to client applications that name no client scopes.
inline constexpr std::array newRealmScopes{
    basicScope,
    QLatin1StringView("profile"),
    QLatin1StringView("email"),
    QLatin1StringView("roles"),
    QLatin1StringView("web-origins"),
    QLatin1StringView("acr"),
};
inline constexpr std::array newRealmOptionalScopes{
    QLatin1StringView("address"),
    QLatin1StringView("phone"),
    QLatin1StringView("offline_access"),
    QLatin1StringView("microprofile-jwt"),
};

inline bool isBuiltInScope(QStringView name)
{
    return std::ranges::any_of(builtInScopes, [&](QLatin1StringView known) { return name == known; });
}

/// In webOrigins the origins of the redirects.
inline constexpr QLatin1StringView originsOfRedirects("+");

/// Client applications that every realm has.
inline constexpr std::array builtInClients{
    QLatin1StringView("account"),          QLatin1StringView("account-console"),
    QLatin1StringView("admin-cli"),        QLatin1StringView("broker"),
    QLatin1StringView("realm-management"), QLatin1StringView("security-admin-console"),
};

/// A member of ours under Other settings: the user that Keycloak made for the client application, as the file
/// has it.
inline constexpr const char *serviceAccountUser = "serviceAccountUser";

/// Attributes of ours, as `gatehouse.consent.nl.api`: a consent text as it is typed, in each language.
inline constexpr const char *consentAttributes = "gatehouse.consent.";

/// Keys of ours in a realm's localization begin so, and no other is ever changed.
inline constexpr QLatin1StringView localizationPrefix("gatehouse.");

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

/// The name in RFC 7591 2 of an authenticator of Keycloak, and the other way round. One that RFC 7591 does
/// not have keeps its name.
QString methodOf(const QString &authenticator);
QString authenticatorOf(const QString &method);

/// `scheme://host:port` of an address, as Keycloak makes it; empty where it is not http or https.
QString originOf(const QString &uri);
/// A relative redirect behind `rootUrl`, where that is a web address, as Keycloak resolves it.
QString resolved(const QString &uri, const QString &rootUrl);

/// What Keycloak calls one of userAttributes().
QString keycloakAttribute(const QString &userAttribute);
std::optional<QString> ourAttribute(const QString &keycloakAttribute);
/// Whether each user of Keycloak has it, without an administrator who declares it.
bool isBuiltInAttribute(const QString &keycloakAttribute);

/// The default resource that shares this claim from this attribute; empty: none does.
QString defaultResourceWith(const QString &claim, const QString &keycloakAttribute);

}
