#pragma once

#include "domain/ClientApplication.h"

#include <QVariant>

#include <functional>
#include <optional>
#include <span>

namespace gatehouse {

/// The fields of a client application. Their names are the keys of JSON and the columns of the database.
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
    FieldKind kind;
    const char *name;  ///< `client_id`
    const char *label; ///< untranslated: `Client ID`
};

std::span<const ClientFieldInfo> clientFields();
const ClientFieldInfo &fieldInfo(ClientField field);
std::optional<ClientField> fieldByName(QStringView name);
QString fieldLabel(ClientField field);

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
