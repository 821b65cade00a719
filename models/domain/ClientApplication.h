#pragma once

#include "domain/Logo.h"

#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <array>
#include <optional>
#include <variant>

namespace gatehouse {

enum class GrantType {
    ClientCredentials, ///< RFC 6749 4.4, machine to machine
    AuthorizationCode, ///< RFC 6749 4.1, on behalf of a user
};

/// How a client application proves who it is (OAuth: token_endpoint_auth_method).
enum class ClientAuthentication {
    Secret,     ///< RFC 6749 2.3.1
    PrivateKey, ///< RFC 7523, private_key_jwt
    None,       ///< a public client, RFC 6749 2.1
    Other,      ///< mutual TLS or client_secret_jwt: comes in with a file, cannot be chosen
};

/// Characters that a secret has at least before its last four are kept.
inline constexpr qsizetype leastForLastFour = 20;

/// A client secret as it is stored: its SHA-256, and where it was added encrypted also the sealed secret
/// itself.
struct ClientSecret
{
    QString key;      ///< empty until first stored, unless it is sealed: the seal is bound to it
    QString hash;     ///< base64 of the SHA-256 of the UTF-8 secret; empty: only the server knows it
    QString lastFour; ///< last four characters of one that is long enough, to tell secrets apart
    QString description;
    QDateTime created; ///< UTC
    QDateTime expires; ///< UTC, the last moment at which it is accepted; invalid: never expires
    QByteArray sealed =
        {};              ///< as sealSecret() made it; empty: only the hash is kept, and nobody reads it again
    int weakLength = 0;  ///< characters of one that came in and can be guessed; 0: it cannot
    QString onlyOn = {}; ///< Server::name of the one server that it is for; empty: all

    /// Masked, left out or hashed by the server that it came from: it is neither exported nor pushed.
    bool isKnownToServerOnly() const { return hash.isEmpty(); }
    bool usableAt(const QDateTime &now) const { return !expires.isValid() || now <= expires; }
    bool isRecoverable() const { return !sealed.isEmpty(); }
    bool operator==(const ClientSecret &) const = default;
};

/// What an end user reads about a client application in one language; empty: another language or a built-in
/// text stands in.
struct ConsentTexts
{
    QString profile;
    QString email;
    QString api;

    bool isEmpty() const { return profile.isEmpty() && email.isEmpty() && api.isEmpty(); }
    bool operator==(const ConsentTexts &) const = default;
};

/// What a client application has on one server alone, beside what it has on all of them.
struct ServerPart
{
    std::optional<bool> enabled; ///< none: as it is without a server
    QStringList loginRedirects;
    QStringList logoutRedirects;
    QStringList allowedCorsOrigins;

    bool isEmpty() const { return *this == ServerPart(); }
    bool operator==(const ServerPart &) const = default;
};
using ServerParts = QMap<QString, ServerPart>; ///< by Server::name; what says nothing is left out

/// A risk that an administrator takes knowingly: the rules say nothing of it any more.
struct AcceptedRisk
{
    QString rule;  ///< Problem::rule
    QString value; ///< what it is about; empty: the field itself
    QString reason;
    QString by; ///< User::userId
    QDateTime at;

    bool operator==(const AcceptedRisk &) const = default;
};

/// The text of a JSON value for each format, by the format's name.
using FormatSettings = QMap<QString, QString>;

using ConsentTextMap =
    QMap<QString, ConsentTexts>; ///< by language tag; languages without any text are left out

/// A client application with everything that is saved together with it. Default values are those of a new
/// one.
struct ClientApplication
{
    QString key; ///< empty or chosen beforehand until first stored
    int version =
        0; ///< counts the saves, so that two administrators never overwrite each other; 0: not stored yet
    QString clientId;
    QString title;
    QString description; ///< what it is for, and who looks after it
    bool enabled = false;
    bool supportOpenId = true;
    bool supportApi = false;
    GrantType grantType = GrantType::AuthorizationCode;
    bool alsoClientCredentials = false; ///< beside AuthorizationCode
    QString identity;                   ///< User::userId, of whom acts by Client credentials
    ClientAuthentication clientAuthentication = ClientAuthentication::Secret;
    QString tokenEndpointAuthMethod; ///< RFC 7591 2, where it is not the usual one: `client_secret_post`
    QString jwksUri;
    QStringList keys; ///< public ones, the text of a JSON Web Key each (RFC 7517 4)
    bool requirePkce = true;
    bool supportRefreshTokens = false;
    QStringList allowedCorsOrigins;
    bool includeUserInfoInToken = false;
    std::optional<int> accessTokenLifetime; ///< seconds; none: the server's own
    std::optional<int> idTokenLifetime;
    std::optional<int> refreshTokenLifetime;
    bool requireConsent = false;
    bool allowRememberConsent = false;
    Logo logo;
    QString logoUri;
    QString clientUri; ///< home page
    QString policyUri;
    QString tosUri;
    QStringList contacts;
    QStringList loginRedirects;
    QStringList logoutRedirects;
    QStringList apiScopes{QStringLiteral("api")};
    QStringList defaultResources{QStringLiteral("openid")};
    QStringList customResources;
    ConsentTextMap consentTexts;
    QList<ClientSecret> secrets;
    FormatSettings otherSettings; ///< an object each: what Gatehouse has no field for
    FormatSettings spellings;     ///< how the file wrote what a field says, see formats/KeptSettings
    QList<AcceptedRisk> acceptedRisks;
    ServerParts onServers; ///< see servers/OnServers

    bool operator==(const ClientApplication &) const = default;

    bool isMachineToMachine() const { return !supportOpenId && grantType == GrantType::ClientCredentials; }
    bool isPublic() const { return clientAuthentication == ClientAuthentication::None; }
    /// Whether it acts as itself, with or without users.
    bool usesClientCredentials() const { return isMachineToMachine() || alsoClientCredentials; }
};

/// The fields of a client application, each with a line in clientFieldTable. Their names are the keys of JSON
/// and the columns of the database.
enum class ClientField {
    ClientId,
    Title,
    Description,
    Enabled,
    SupportOpenId,
    SupportApi,
    GrantType,
    AlsoClientCredentials,
    Identity,
    ClientAuthentication,
    TokenEndpointAuthMethod,
    JwksUri,
    Keys,
    RequirePkce,
    SupportRefreshTokens,
    AllowedCorsOrigins,
    IncludeUserInfoInToken,
    AccessTokenLifetime,
    IdTokenLifetime,
    RefreshTokenLifetime,
    RequireConsent,
    AllowRememberConsent,
    Logo,
    LogoUri,
    ClientUri,
    PolicyUri,
    TosUri,
    Contacts,
    LoginRedirects,
    LogoutRedirects,
    ApiScopes,
    DefaultResources,
    CustomResources,
    ConsentTexts,
    Secrets, ///< has no value of its own here: secrets are never shown or exported as text
    OtherSettings,
    Spellings, ///< no difference between two client applications
    AcceptedRisks,
    OnServers,
};

enum class FieldKind {
    Text,
    Flag,
    Grant,          ///< a GrantType
    Authentication, ///< a ClientAuthentication
    Number,         ///< seconds, or none
    List,
    Image, ///< a Logo
    Texts, ///< a ConsentTextMap
    Secrets,
    Settings, ///< FormatSettings
    Risks,
    Servers, ///< ServerParts
    Keys,    ///< a list of the texts of JSON Web Keys
};

/// Whether it has one value, which stands in the row of the client application itself.
constexpr bool isPlain(FieldKind kind)
{
    return kind <= FieldKind::Number;
}
constexpr bool isChoice(FieldKind kind)
{
    return kind == FieldKind::Grant || kind == FieldKind::Authentication;
}

/// One line of the table that forms, formats, differences and the database are driven by.
struct ClientFieldInfo
{
    ClientField field;
    const char *name;  ///< `client_id`
    const char *label; ///< untranslated: `Client ID`
    /// In the order of FieldKind.
    std::variant<QString ClientApplication::*, bool ClientApplication::*, GrantType ClientApplication::*,
                 ClientAuthentication ClientApplication::*, std::optional<int> ClientApplication::*,
                 QStringList ClientApplication::*, Logo ClientApplication::*,
                 ConsentTextMap ClientApplication::*, QList<ClientSecret> ClientApplication::*,
                 FormatSettings ClientApplication::*, QList<AcceptedRisk> ClientApplication::*,
                 ServerParts ClientApplication::*>
        member;
    FieldKind kind = FieldKind(member.index());
};

inline constexpr std::array clientFieldTable{
    ClientFieldInfo{ClientField::ClientId, "client_id", QT_TRANSLATE_NOOP("ClientField", "Client ID"),
                    &ClientApplication::clientId},
    ClientFieldInfo{ClientField::Title, "title", QT_TRANSLATE_NOOP("ClientField", "Title"),
                    &ClientApplication::title},
    ClientFieldInfo{ClientField::Description, "description", QT_TRANSLATE_NOOP("ClientField", "Description"),
                    &ClientApplication::description},
    ClientFieldInfo{ClientField::Enabled, "enabled", QT_TRANSLATE_NOOP("ClientField", "Enabled"),
                    &ClientApplication::enabled},
    ClientFieldInfo{ClientField::SupportOpenId, "support_openid",
                    QT_TRANSLATE_NOOP("ClientField", "Support OpenID Connect"),
                    &ClientApplication::supportOpenId},
    ClientFieldInfo{ClientField::SupportApi, "support_api",
                    QT_TRANSLATE_NOOP("ClientField", "Support API access"), &ClientApplication::supportApi},
    ClientFieldInfo{ClientField::GrantType, "grant_type", QT_TRANSLATE_NOOP("ClientField", "Grant type"),
                    &ClientApplication::grantType},
    ClientFieldInfo{ClientField::AlsoClientCredentials, "also_client_credentials",
                    QT_TRANSLATE_NOOP("ClientField", "Also allow client credentials"),
                    &ClientApplication::alsoClientCredentials},
    ClientFieldInfo{ClientField::Identity, "identity", QT_TRANSLATE_NOOP("ClientField", "Identity"),
                    &ClientApplication::identity},
    ClientFieldInfo{ClientField::ClientAuthentication, "client_authentication",
                    QT_TRANSLATE_NOOP("ClientField", "Client authentication"),
                    &ClientApplication::clientAuthentication},
    ClientFieldInfo{ClientField::TokenEndpointAuthMethod, "token_endpoint_auth_method",
                    QT_TRANSLATE_NOOP("ClientField", "Method of authentication"),
                    &ClientApplication::tokenEndpointAuthMethod},
    ClientFieldInfo{ClientField::JwksUri, "jwks_uri", QT_TRANSLATE_NOOP("ClientField", "JWKS URI"),
                    &ClientApplication::jwksUri},
    ClientFieldInfo{ClientField::Keys, "jwks", QT_TRANSLATE_NOOP("ClientField", "Keys"),
                    &ClientApplication::keys, FieldKind::Keys},
    ClientFieldInfo{ClientField::RequirePkce, "require_pkce",
                    QT_TRANSLATE_NOOP("ClientField", "Require PKCE"), &ClientApplication::requirePkce},
    ClientFieldInfo{ClientField::SupportRefreshTokens, "support_refresh_tokens",
                    QT_TRANSLATE_NOOP("ClientField", "Support refresh tokens"),
                    &ClientApplication::supportRefreshTokens},
    ClientFieldInfo{ClientField::AllowedCorsOrigins, "allowed_cors_origins",
                    QT_TRANSLATE_NOOP("ClientField", "Allowed CORS origins"),
                    &ClientApplication::allowedCorsOrigins},
    ClientFieldInfo{ClientField::IncludeUserInfoInToken, "include_user_info_in_token",
                    QT_TRANSLATE_NOOP("ClientField", "Always include user info in token"),
                    &ClientApplication::includeUserInfoInToken},
    ClientFieldInfo{ClientField::AccessTokenLifetime, "access_token_lifetime",
                    QT_TRANSLATE_NOOP("ClientField", "Access token lifetime"),
                    &ClientApplication::accessTokenLifetime},
    ClientFieldInfo{ClientField::IdTokenLifetime, "id_token_lifetime",
                    QT_TRANSLATE_NOOP("ClientField", "ID token lifetime"),
                    &ClientApplication::idTokenLifetime},
    ClientFieldInfo{ClientField::RefreshTokenLifetime, "refresh_token_lifetime",
                    QT_TRANSLATE_NOOP("ClientField", "Refresh token lifetime"),
                    &ClientApplication::refreshTokenLifetime},
    ClientFieldInfo{ClientField::RequireConsent, "require_consent",
                    QT_TRANSLATE_NOOP("ClientField", "Require consent"), &ClientApplication::requireConsent},
    ClientFieldInfo{ClientField::AllowRememberConsent, "allow_remember_consent",
                    QT_TRANSLATE_NOOP("ClientField", "Allow remember consent"),
                    &ClientApplication::allowRememberConsent},
    ClientFieldInfo{ClientField::Logo, "logo", QT_TRANSLATE_NOOP("ClientField", "Logo"),
                    &ClientApplication::logo},
    ClientFieldInfo{ClientField::LogoUri, "logo_uri", QT_TRANSLATE_NOOP("ClientField", "Logo URI"),
                    &ClientApplication::logoUri},
    ClientFieldInfo{ClientField::ClientUri, "client_uri", QT_TRANSLATE_NOOP("ClientField", "Home page"),
                    &ClientApplication::clientUri},
    ClientFieldInfo{ClientField::PolicyUri, "policy_uri", QT_TRANSLATE_NOOP("ClientField", "Privacy policy"),
                    &ClientApplication::policyUri},
    ClientFieldInfo{ClientField::TosUri, "tos_uri", QT_TRANSLATE_NOOP("ClientField", "Terms of service"),
                    &ClientApplication::tosUri},
    ClientFieldInfo{ClientField::Contacts, "contacts", QT_TRANSLATE_NOOP("ClientField", "Contacts"),
                    &ClientApplication::contacts},
    ClientFieldInfo{ClientField::LoginRedirects, "login_redirects",
                    QT_TRANSLATE_NOOP("ClientField", "Allowed login redirects"),
                    &ClientApplication::loginRedirects},
    ClientFieldInfo{ClientField::LogoutRedirects, "logout_redirects",
                    QT_TRANSLATE_NOOP("ClientField", "Allowed logout redirects"),
                    &ClientApplication::logoutRedirects},
    ClientFieldInfo{ClientField::ApiScopes, "api_scopes", QT_TRANSLATE_NOOP("ClientField", "API scopes"),
                    &ClientApplication::apiScopes},
    ClientFieldInfo{ClientField::DefaultResources, "default_resources",
                    QT_TRANSLATE_NOOP("ClientField", "Default resources"),
                    &ClientApplication::defaultResources},
    ClientFieldInfo{ClientField::CustomResources, "custom_resources",
                    QT_TRANSLATE_NOOP("ClientField", "Custom resources"),
                    &ClientApplication::customResources},
    ClientFieldInfo{ClientField::ConsentTexts, "consent_texts",
                    QT_TRANSLATE_NOOP("ClientField", "Default resource translation"),
                    &ClientApplication::consentTexts},
    ClientFieldInfo{ClientField::Secrets, "secrets", QT_TRANSLATE_NOOP("ClientField", "Secrets"),
                    &ClientApplication::secrets},
    ClientFieldInfo{ClientField::OtherSettings, "other_settings",
                    QT_TRANSLATE_NOOP("ClientField", "Other settings"), &ClientApplication::otherSettings},
    ClientFieldInfo{ClientField::Spellings, "spellings",
                    QT_TRANSLATE_NOOP("ClientField", "Spelling in files"), &ClientApplication::spellings},
    ClientFieldInfo{ClientField::AcceptedRisks, "accepted_risks",
                    QT_TRANSLATE_NOOP("ClientField", "Accepted risks"), &ClientApplication::acceptedRisks},
    ClientFieldInfo{ClientField::OnServers, "on_servers", QT_TRANSLATE_NOOP("ClientField", "Servers"),
                    &ClientApplication::onServers},
};

}
