#include "domain/explain/Case.h"
#include "domain/json/JsonText.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::explain {

namespace {

QStringList formatsOf(JudgedAs server, const FormatSettings &settings)
{
    switch (server) {
    case JudgedAs::Standard:
        return settings.keys();
    case JudgedAs::Keycloak:
        return {u"keycloak"_s};
    case JudgedAs::OidcProvider:
        return {u"oidc-provider"_s, u"rfc7591"_s};
    case JudgedAs::Hydra:
        return {u"hydra"_s};
    case JudgedAs::Glewlwyd:
        return {u"glewlwyd"_s};
    case JudgedAs::IdentityServer:
        break;
    }
    return {u"identityserver"_s, u"skoruba"_s};
}

/// As a switch that is on, or as one of a list.
bool names(const json::Json &value, const QStringList &grants)
{
    if (value.is_array()) {
        return std::ranges::any_of(value, [&](const json::Json &one) {
            return one.is_string() && grants.contains(QString::fromStdString(one.get<std::string>()));
        });
    }
    if (!value.is_object())
        return false;
    return std::ranges::any_of(value.items(), [&](const auto &member) {
        const json::Json &inner = member.value();
        const bool isOn = inner == true || inner == "true";
        return (isOn && grants.contains(QString::fromStdString(member.key()))) || names(inner, grants);
    });
}

}

bool hasOtherGrant(const ClientApplication &client, JudgedAs server, const QStringList &grants)
{
    return std::ranges::any_of(formatsOf(server, client.otherSettings), [&](const QString &format) {
        return names(json::fromCompactText(client.otherSettings.value(format)), grants);
    });
}

}
