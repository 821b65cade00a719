#include "domain/ClientField.h"

#include "domain/formats/gatehouse/GatehouseProperties.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr std::array table{
    ClientFieldInfo{ClientField::ClientId, FieldKind::Text, "client_id",
                    QT_TRANSLATE_NOOP("ClientField", "Client ID")},
    ClientFieldInfo{ClientField::Title, FieldKind::Text, "title", QT_TRANSLATE_NOOP("ClientField", "Title")},
    ClientFieldInfo{ClientField::Enabled, FieldKind::Flag, "enabled",
                    QT_TRANSLATE_NOOP("ClientField", "Enabled")},
    ClientFieldInfo{ClientField::SupportOpenId, FieldKind::Flag, "support_openid",
                    QT_TRANSLATE_NOOP("ClientField", "Support OpenID Connect")},
    ClientFieldInfo{ClientField::SupportApi, FieldKind::Flag, "support_api",
                    QT_TRANSLATE_NOOP("ClientField", "Support API access")},
    ClientFieldInfo{ClientField::GrantType, FieldKind::Choice, "grant_type",
                    QT_TRANSLATE_NOOP("ClientField", "Grant type")},
    ClientFieldInfo{ClientField::Identity, FieldKind::Text, "identity",
                    QT_TRANSLATE_NOOP("ClientField", "Identity")},
    ClientFieldInfo{ClientField::RequirePkce, FieldKind::Flag, "require_pkce",
                    QT_TRANSLATE_NOOP("ClientField", "Require PKCE")},
    ClientFieldInfo{ClientField::SupportRefreshTokens, FieldKind::Flag, "support_refresh_tokens",
                    QT_TRANSLATE_NOOP("ClientField", "Support refresh tokens")},
    ClientFieldInfo{ClientField::IncludeUserInfoInToken, FieldKind::Flag, "include_user_info_in_token",
                    QT_TRANSLATE_NOOP("ClientField", "Always include user info in token")},
    ClientFieldInfo{ClientField::RequireConsent, FieldKind::Flag, "require_consent",
                    QT_TRANSLATE_NOOP("ClientField", "Require consent")},
    ClientFieldInfo{ClientField::AllowRememberConsent, FieldKind::Flag, "allow_remember_consent",
                    QT_TRANSLATE_NOOP("ClientField", "Allow remember consent")},
    ClientFieldInfo{ClientField::Logo, FieldKind::Image, "logo", QT_TRANSLATE_NOOP("ClientField", "Logo")},
    ClientFieldInfo{ClientField::LogoUri, FieldKind::Text, "logo_uri",
                    QT_TRANSLATE_NOOP("ClientField", "Logo URI")},
    ClientFieldInfo{ClientField::LoginRedirects, FieldKind::List, "login_redirects",
                    QT_TRANSLATE_NOOP("ClientField", "Allowed login redirects")},
    ClientFieldInfo{ClientField::LogoutRedirects, FieldKind::List, "logout_redirects",
                    QT_TRANSLATE_NOOP("ClientField", "Allowed logout redirects")},
    ClientFieldInfo{ClientField::ApiScopes, FieldKind::List, "api_scopes",
                    QT_TRANSLATE_NOOP("ClientField", "API scopes")},
    ClientFieldInfo{ClientField::DefaultResources, FieldKind::List, "default_resources",
                    QT_TRANSLATE_NOOP("ClientField", "Default resources")},
    ClientFieldInfo{ClientField::CustomResources, FieldKind::List, "custom_resources",
                    QT_TRANSLATE_NOOP("ClientField", "Custom resources")},
    ClientFieldInfo{ClientField::ConsentTexts, FieldKind::Texts, "consent_texts",
                    QT_TRANSLATE_NOOP("ClientField", "Default resource translation")},
    ClientFieldInfo{ClientField::Secrets, FieldKind::Secrets, "secrets",
                    QT_TRANSLATE_NOOP("ClientField", "Secrets")},
};

QString translated(const char *text)
{
    return QCoreApplication::translate("ClientField", text);
}

/// Calls visit with the member that holds the field, by reference; secrets and grant type have none of these
/// types.
template<typename Client, typename Visitor>
void visitMember(Client &client, ClientField field, Visitor &&visit)
{
    switch (field) {
    case ClientField::ClientId:
        return visit(client.clientId);
    case ClientField::Title:
        return visit(client.title);
    case ClientField::Enabled:
        return visit(client.enabled);
    case ClientField::SupportOpenId:
        return visit(client.supportOpenId);
    case ClientField::SupportApi:
        return visit(client.supportApi);
    case ClientField::GrantType:
        return visit(client.grantType);
    case ClientField::Identity:
        return visit(client.identity);
    case ClientField::RequirePkce:
        return visit(client.requirePkce);
    case ClientField::SupportRefreshTokens:
        return visit(client.supportRefreshTokens);
    case ClientField::IncludeUserInfoInToken:
        return visit(client.includeUserInfoInToken);
    case ClientField::RequireConsent:
        return visit(client.requireConsent);
    case ClientField::AllowRememberConsent:
        return visit(client.allowRememberConsent);
    case ClientField::Logo:
        return visit(client.logo);
    case ClientField::LogoUri:
        return visit(client.logoUri);
    case ClientField::LoginRedirects:
        return visit(client.loginRedirects);
    case ClientField::LogoutRedirects:
        return visit(client.logoutRedirects);
    case ClientField::ApiScopes:
        return visit(client.apiScopes);
    case ClientField::DefaultResources:
        return visit(client.defaultResources);
    case ClientField::CustomResources:
        return visit(client.customResources);
    case ClientField::ConsentTexts:
        return visit(client.consentTexts);
    case ClientField::Secrets:
        return;
    }
}

/// Takes a member of any type, and passes on the texts in it.
struct TextVisitor
{
    const std::function<void(const QString &text, int row)> &visit;

    void operator()(const QString &text) const { visit(text, -1); }
    void operator()(bool) const {}
    void operator()(GrantType) const {}
    void operator()(const Logo &logo) const { visit(logo.name, -1); }
    void operator()(const QStringList &texts) const
    {
        for (int row = 0; row < texts.size(); ++row)
            visit(texts.at(row), row);
    }
    void operator()(const ConsentTextMap &texts) const
    {
        for (const auto &[tag, written] : texts.asKeyValueRange()) {
            visit(tag, -1);
            for (const auto &[name, member] : gatehouseproperties::consentTexts)
                visit(written.*member, -1);
        }
    }
};

}

std::span<const ClientFieldInfo> clientFields()
{
    return table;
}

const ClientFieldInfo &fieldInfo(ClientField field)
{
    return *std::ranges::find(table, field, &ClientFieldInfo::field);
}

std::optional<ClientField> fieldByName(QStringView name)
{
    const auto found =
        std::ranges::find_if(table, [&](const auto &info) { return name == QLatin1StringView(info.name); });
    return found == table.end() ? std::nullopt : std::optional(found->field);
}

QString fieldLabel(ClientField field)
{
    return translated(fieldInfo(field).label);
}

QVariant fieldValue(const ClientApplication &client, ClientField field)
{
    QVariant value;
    visitMember(client, field, [&]<typename T>(const T &member) {
        if constexpr (std::is_same_v<T, GrantType>)
            value = grantTypeName(member);
        else
            value = QVariant::fromValue(member);
    });
    return value;
}

bool setFieldValue(ClientApplication &client, ClientField field, const QVariant &value)
{
    bool fits = false;
    visitMember(client, field, [&]<typename T>(T &member) {
        if constexpr (std::is_same_v<T, GrantType>) {
            const auto type = grantTypeByName(value.toString());
            fits = type.has_value();
            member = type.value_or(member);
        } else if ((fits = value.metaType() == QMetaType::fromType<T>())) {
            member = value.value<T>();
        }
    });
    return fits;
}

void visitTexts(const ClientApplication &client, ClientField field,
                const std::function<void(const QString &text, int row)> &visitor)
{
    const TextVisitor visit{visitor};
    if (field != ClientField::Secrets)
        return visitMember(client, field, visit);
    for (int row = 0; row < client.secrets.size(); ++row) {
        for (const auto &[name, member] : gatehouseproperties::secretTexts)
            visitor(client.secrets.at(row).*member, row);
    }
}

QString grantTypeName(GrantType type)
{
    return type == GrantType::ClientCredentials ? u"client_credentials"_s : u"authorization_code"_s;
}

QString grantTypeLabel(GrantType type)
{
    return type == GrantType::ClientCredentials
               ? QCoreApplication::translate("ClientField", "Client credentials")
               : QCoreApplication::translate("ClientField", "Authorization code");
}

std::optional<GrantType> grantTypeByName(QStringView name)
{
    for (const GrantType type : {GrantType::ClientCredentials, GrantType::AuthorizationCode}) {
        if (name == grantTypeName(type))
            return type;
    }
    return std::nullopt;
}

QList<FieldDifference> differences(const ClientApplication &before, const ClientApplication &after)
{
    QList<FieldDifference> found;
    for (const ClientFieldInfo &info : table) {
        const bool same = info.field == ClientField::Secrets
                              ? before.secrets == after.secrets
                              : fieldValue(before, info.field) == fieldValue(after, info.field);
        if (!same)
            found << FieldDifference{info.field, fieldText(before, info.field), fieldText(after, info.field)};
    }
    return found;
}

}
