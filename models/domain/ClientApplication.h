#pragma once

#include "domain/Logo.h"

#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <array>
#include <variant>

namespace gatehouse {

enum class GrantType {
    ClientCredentials, ///< RFC 6749 4.4, machine to machine
    AuthorizationCode, ///< RFC 6749 4.1, on behalf of a user
};

/// A client secret as it is stored: its SHA-256, and where it was added encrypted also the sealed secret
/// itself.
struct ClientSecret
{
    QString key;      ///< empty until first stored, unless it is sealed: the seal is bound to it
    QString hash;     ///< base64 of the SHA-256 of the UTF-8 secret
    QString lastFour; ///< last four characters, to tell secrets apart
    QString description;
    QDateTime created; ///< UTC
    QDateTime expires; ///< UTC, the last moment at which it is accepted; invalid: never expires
    QByteArray sealed =
        {}; ///< as sealSecret() made it; empty: only the hash is kept, and nobody reads it again

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
    bool enabled = false;
    bool supportOpenId = true;
    bool supportApi = false;
    GrantType grantType = GrantType::AuthorizationCode;
    QString identity; ///< User::userId, machine to machine only
    bool requirePkce = true;
    bool supportRefreshTokens = false;
    bool includeUserInfoInToken = false;
    bool requireConsent = false;
    bool allowRememberConsent = false;
    Logo logo;
    QString logoUri;
    QStringList loginRedirects;
    QStringList logoutRedirects;
    QStringList apiScopes{QStringLiteral("api")};
    QStringList defaultResources{QStringLiteral("openid")};
    QStringList customResources;
    ConsentTextMap consentTexts;
    QList<ClientSecret> secrets;

    bool operator==(const ClientApplication &) const = default;

    bool isMachineToMachine() const { return !supportOpenId && grantType == GrantType::ClientCredentials; }
};

/// The fields of a client application, each with a line in clientFieldTable. Their names are the keys of JSON
/// and the columns of the database.
enum class ClientField {
    ClientId,
    Title,
    Enabled,
    SupportOpenId,
    SupportApi,
    GrantType,
    Identity,
    RequirePkce,
    SupportRefreshTokens,
    IncludeUserInfoInToken,
    RequireConsent,
    AllowRememberConsent,
    Logo,
    LogoUri,
    LoginRedirects,
    LogoutRedirects,
    ApiScopes,
    DefaultResources,
    CustomResources,
    ConsentTexts,
    Secrets, ///< has no value of its own here: secrets are never shown or exported as text
};

enum class FieldKind {
    Text,
    Flag,
    Choice,
    List,
    Image, ///< a Logo
    Texts, ///< a ConsentTextMap
    Secrets,
};

/// One line of the table that forms, formats, differences and the database are driven by.
struct ClientFieldInfo
{
    ClientField field;
    const char *name;  ///< `client_id`
    const char *label; ///< untranslated: `Client ID`
    /// In the order of FieldKind.
    std::variant<QString ClientApplication::*, bool ClientApplication::*, GrantType ClientApplication::*,
                 QStringList ClientApplication::*, Logo ClientApplication::*,
                 ConsentTextMap ClientApplication::*, QList<ClientSecret> ClientApplication::*>
        member;
    FieldKind kind = FieldKind(member.index());
};

inline constexpr std::array clientFieldTable{
    ClientFieldInfo{ClientField::ClientId, "client_id", QT_TRANSLATE_NOOP("ClientField", "Client ID"),
                    &ClientApplication::clientId},
    ClientFieldInfo{ClientField::Title, "title", QT_TRANSLATE_NOOP("ClientField", "Title"),
                    &ClientApplication::title},
    ClientFieldInfo{ClientField::Enabled, "enabled", QT_TRANSLATE_NOOP("ClientField", "Enabled"),
                    &ClientApplication::enabled},
    ClientFieldInfo{ClientField::SupportOpenId, "support_openid",
                    QT_TRANSLATE_NOOP("ClientField", "Support OpenID Connect"),
                    &ClientApplication::supportOpenId},
    ClientFieldInfo{ClientField::SupportApi, "support_api",
                    QT_TRANSLATE_NOOP("ClientField", "Support API access"), &ClientApplication::supportApi},
    ClientFieldInfo{ClientField::GrantType, "grant_type", QT_TRANSLATE_NOOP("ClientField", "Grant type"),
                    &ClientApplication::grantType},
    ClientFieldInfo{ClientField::Identity, "identity", QT_TRANSLATE_NOOP("ClientField", "Identity"),
                    &ClientApplication::identity},
    ClientFieldInfo{ClientField::RequirePkce, "require_pkce",
                    QT_TRANSLATE_NOOP("ClientField", "Require PKCE"), &ClientApplication::requirePkce},
    ClientFieldInfo{ClientField::SupportRefreshTokens, "support_refresh_tokens",
                    QT_TRANSLATE_NOOP("ClientField", "Support refresh tokens"),
                    &ClientApplication::supportRefreshTokens},
    ClientFieldInfo{ClientField::IncludeUserInfoInToken, "include_user_info_in_token",
                    QT_TRANSLATE_NOOP("ClientField", "Always include user info in token"),
                    &ClientApplication::includeUserInfoInToken},
    ClientFieldInfo{ClientField::RequireConsent, "require_consent",
                    QT_TRANSLATE_NOOP("ClientField", "Require consent"), &ClientApplication::requireConsent},
    ClientFieldInfo{ClientField::AllowRememberConsent, "allow_remember_consent",
                    QT_TRANSLATE_NOOP("ClientField", "Allow remember consent"),
                    &ClientApplication::allowRememberConsent},
    ClientFieldInfo{ClientField::Logo, "logo", QT_TRANSLATE_NOOP("ClientField", "Logo"),
                    &ClientApplication::logo},
    ClientFieldInfo{ClientField::LogoUri, "logo_uri", QT_TRANSLATE_NOOP("ClientField", "Logo URI"),
                    &ClientApplication::logoUri},
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
};

}
