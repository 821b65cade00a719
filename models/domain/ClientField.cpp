#include "domain/ClientField.h"

#include "domain/formats/gatehouse/GatehouseProperties.h"

#include <QCoreApplication>

#include <algorithm>

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
        else if constexpr (!std::is_same_v<T, QList<ClientSecret>>)
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
        } else if constexpr (std::is_same_v<T, QList<ClientSecret>>) {
            return; // never as a value
        } else {
            fits = value.metaType() == QMetaType::fromType<T>();
            if (fits)
                member = value.value<T>();
        }
    });
    return fits;
}

void visitTexts(const ClientApplication &client, ClientField field,
                const std::function<void(const QString &text, int row)> &visitor)
{
    visitMember(client, field, TextVisitor{visitor});
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
    for (const ClientFieldInfo &info : clientFieldTable) {
        const auto isSame = [&](auto member) { return before.*member == after.*member; };
        if (!std::visit(isSame, info.member))
            found << FieldDifference{info.field, fieldText(before, info.field), fieldText(after, info.field)};
    }
    return found;
}

}
