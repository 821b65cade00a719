#include "domain/ClientField.h"

#include "domain/formats/gatehouse/GatehouseProperties.h"
#include "domain/servers/OnServers.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("ClientField", text);
}

/// Takes a member of any type, and passes on the texts in it.
struct TextVisitor
{
    const std::function<void(const QString &text, int row)> &visit;

    void operator()(const QString &text) const { visit(text, -1); }
    void operator()(bool) const {}
    void operator()(GrantType) const {}
    void operator()(ClientAuthentication) const {}
    void operator()(std::optional<int>) const {}
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
    void operator()(const QList<ClientSecret> &secrets) const
    {
        for (int row = 0; row < secrets.size(); ++row) {
            for (const auto &[name, member] : gatehouseproperties::secretTexts)
                visit(secrets.at(row).*member, row);
        }
    }
    void operator()(const FormatSettings &settings) const
    {
        for (const auto &[format, value] : settings.asKeyValueRange()) {
            visit(format, -1);
            visit(value, -1);
        }
    }
    void operator()(const QList<AcceptedRisk> &risks) const
    {
        for (int row = 0; row < risks.size(); ++row) {
            for (const auto &[name, member] : gatehouseproperties::riskTexts)
                visit(risks.at(row).*member, row);
        }
    }
    void operator()(const ServerParts &) const {} // see visitTexts()
};

constexpr std::array authenticationNames{
    std::pair{ClientAuthentication::Secret, "client_secret"_L1},
    std::pair{ClientAuthentication::PrivateKey, "private_key"_L1},
    std::pair{ClientAuthentication::None, "none"_L1},
    std::pair{ClientAuthentication::Other, "other"_L1},
};

}

std::span<const ClientFieldInfo> clientFields()
{
    return clientFieldTable;
}

const ClientFieldInfo &fieldInfo(ClientField field)
{
    return *std::ranges::find(clientFieldTable, field, &ClientFieldInfo::field);
}

std::optional<ClientField> fieldByName(QStringView name)
{
    const auto found = std::ranges::find_if(
        clientFieldTable, [&](const auto &info) { return name == QLatin1StringView(info.name); });
    return found == clientFieldTable.end() ? std::nullopt : std::optional(found->field);
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
        else if constexpr (std::is_same_v<T, ClientAuthentication>)
            value = authenticationName(member);
        else if constexpr (std::is_same_v<T, std::optional<int>>)
            value = member ? QVariant(*member) : QVariant();
        else if constexpr (!std::is_same_v<T, QList<ClientSecret>>)
            value = QVariant::fromValue(member);
    });
    return value;
}

namespace {

/// False, and nothing changed, when there is no value.
template<typename T>
bool assign(T &member, const std::optional<T> &value)
{
    member = value.value_or(member);
    return value.has_value();
}

bool assignNumber(std::optional<int> &member, const QVariant &value)
{
    const qint64 number = value.toLongLong();
    const bool isWhole = value.typeId() == QMetaType::Int || value.typeId() == QMetaType::LongLong;
    const bool fits = value.isNull() || (isWhole && std::in_range<int>(number));
    if (fits)
        member = value.isNull() ? std::nullopt : std::optional(int(number));
    return fits;
}

}

bool setFieldValue(ClientApplication &client, ClientField field, const QVariant &value)
{
    return visitMember(client, field, [&]<typename T>(T &member) {
        if constexpr (std::is_same_v<T, GrantType>)
            return assign(member, grantTypeByName(value.toString()));
        else if constexpr (std::is_same_v<T, ClientAuthentication>)
            return assign(member, authenticationByName(value.toString()));
        else if constexpr (std::is_same_v<T, std::optional<int>>)
            return assignNumber(member, value);
        else if constexpr (std::is_same_v<T, QList<ClientSecret>>)
            return false; // never as a value
        else
            return assign(member, value.metaType() == QMetaType::fromType<T>()
                                      ? std::optional(value.value<T>())
                                      : std::nullopt);
    });
}

void visitTexts(const ClientApplication &client, ClientField field,
                const std::function<void(const QString &text, int row)> &visitor)
{
    if (field == ClientField::OnServers) {
        for (const QString &server : serversOf(client))
            visitor(server, -1);
    } else if (serverListOf(field)) {
        const QList<ServerRow> rows = rowsOf(client, field);
        for (qsizetype row = 0; row < rows.size(); ++row)
            visitor(rows.at(row).text, int(row));
    } else {
        visitMember(client, field, TextVisitor{visitor});
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

QString authenticationName(ClientAuthentication authentication)
{
    return std::ranges::find(authenticationNames, authentication,
                             [](const auto &known) { return known.first; })
        ->second;
}

QString authenticationLabel(ClientAuthentication authentication)
{
    switch (authentication) {
    case ClientAuthentication::Secret:
        return translated(QT_TRANSLATE_NOOP("ClientField", "Client secret"));
    case ClientAuthentication::PrivateKey:
        return translated(QT_TRANSLATE_NOOP("ClientField", "Private key"));
    case ClientAuthentication::None:
        return translated(QT_TRANSLATE_NOOP("ClientField", "None (public client)"));
    case ClientAuthentication::Other:
        break;
    }
    return translated(QT_TRANSLATE_NOOP("ClientField", "Other (as it came in)"));
}

std::optional<ClientAuthentication> authenticationByName(QStringView name)
{
    const auto found =
        std::ranges::find_if(authenticationNames, [&](const auto &known) { return name == known.second; });
    return found == authenticationNames.end() ? std::nullopt : std::optional(found->first);
}

QList<FieldDifference> differences(const ClientApplication &before, const ClientApplication &after)
{
    QList<FieldDifference> found;
    for (const ClientFieldInfo &info : clientFieldTable) {
        const auto isSame = [&](auto member) { return before.*member == after.*member; };
        if (isToldOf(info.field) && !std::visit(isSame, info.member))
            found << FieldDifference{info.field, fieldText(before, info.field), fieldText(after, info.field)};
    }
    return found;
}

}
