#pragma once

#include "domain/ClientApplication.h"

#include <QVariant>

#include <functional>
#include <optional>
#include <span>

namespace gatehouse {

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

/// Whether people are told of it: all but how a file spelled what other fields say.
constexpr bool isToldOf(ClientField field)
{
    return field != ClientField::Spellings;
}

/// The value as bool, QString (a choice by its name), int or null, QStringList, Logo, ConsentTextMap,
/// FormatSettings, QList<AcceptedRisk> or ServerParts.
QVariant fieldValue(const ClientApplication &client, ClientField field);
/// Sets the value; false, and nothing changed, when it is not of the field's kind.
bool setFieldValue(ClientApplication &client, ClientField field, const QVariant &value);
/// The value as a person reads it in a list of differences: "on", "Client credentials", "a, b".
QString fieldText(const ClientApplication &client, ClientField field);

QString grantTypeName(GrantType type); ///< `client_credentials`
QString grantTypeLabel(GrantType type);
std::optional<GrantType> grantTypeByName(QStringView name);

QString authenticationName(ClientAuthentication authentication); ///< `client_secret`
QString authenticationLabel(ClientAuthentication authentication);
std::optional<ClientAuthentication> authenticationByName(QStringView name);

/// Calls the visitor with every text that the field holds, and its row in a list (-1: there are no rows).
/// What a list has for one server alone comes after the others, see rowsOf() of servers/OnServers.
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
