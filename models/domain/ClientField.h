#pragma once

#include "domain/ClientApplication.h"

#include <QVariant>

#include <array>
#include <functional>
#include <optional>
#include <span>
#include <variant>

namespace gatehouse {

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

std::span<const ClientFieldInfo> clientFields();
const ClientFieldInfo &fieldInfo(ClientField field);
std::optional<ClientField> fieldByName(QStringView name);
QString fieldLabel(ClientField field);

/// Calls visit with the member that holds the field, by reference.
template<typename Client, typename Visitor>
auto visitMember(Client &client, ClientField field, Visitor &&visit)
{
    return std::visit([&](auto member) { return visit(client.*member); }, fieldInfo(field).member);
}

/// The value as bool, QString (a grant type by its OAuth name), QStringList, Logo or ConsentTextMap.
QVariant fieldValue(const ClientApplication &client, ClientField field);
/// Sets the value; false, and nothing changed, when it is not of the field's kind.
bool setFieldValue(ClientApplication &client, ClientField field, const QVariant &value);
/// The value as a person reads it in a list of differences: "on", "Client credentials", "a, b".
QString fieldText(const ClientApplication &client, ClientField field);

QString grantTypeName(GrantType type); ///< `client_credentials`
QString grantTypeLabel(GrantType type);
std::optional<GrantType> grantTypeByName(QStringView name);

/// Calls the visitor with every text that the field holds, and its row in a list (-1: there are no rows).
void visitTexts(const ClientApplication &client, ClientField field,
                const std::function<void(const QString &text, int row)> &visitor);

struct FieldDifference
{
    ClientField field;
    QString before;
    QString after;
};
QList<FieldDifference> differences(const ClientApplication &before, const ClientApplication &after);

}
