#include "domain/formats/gatehouse/GatehouseJson.h"

#include "domain/formats/ImportedClients.h"
#include "domain/formats/gatehouse/GatehouseProperties.h"
#include "domain/servers/OnServers.h"

namespace gatehouse {

using json::Json;
using namespace gatehouseproperties;

namespace {

Json partJson(const ClientApplication &client, const QString &server, const SecretToJson &toJson)
{
    const ServerPart part = client.onServers.value(server);
    Json object = Json::object();
    object[serverEnabled.name] = part.enabled ? Json(*part.enabled) : Json(nullptr);
    for (const auto &[name, member] : serverTexts)
        object[name] = json::texts(part.*member);
    object[serverSecrets] = secretsJson(client.secrets, server, toJson);
    return object;
}

}

Json secretsJson(const QList<ClientSecret> &secrets, const QString &server, const SecretToJson &toJson)
{
    Json array = Json::array();
    for (const ClientSecret &secret : secrets) {
        if (secret.onlyOn == server)
            array.push_back(toJson(secret));
    }
    return array;
}

Json serversJson(const ClientApplication &client, const SecretToJson &toJson)
{
    Json object = Json::object();
    for (const QString &server : serversOf(client))
        object[json::fromText(server)] = partJson(client, server, toJson);
    return object;
}

Result<ServerParts> readServers(const Json &object, const QString &place, QStringList &unknown,
                                const SecretFromJson &readSecret)
{
    ServerParts parts;
    const auto readOne = [&](const std::string &name, const Json &value,
                             const QString &where) -> Result<void> {
        if (name.empty())
            return std::unexpected(missing(place, QStringLiteral("name")));
        const QString server = json::toText(name);
        const auto readOther = [&](const std::string &property, const Json &other,
                                   const QString &there) -> Result<void> {
            if (property != serverSecrets || (!readSecret && !(other.is_array() && other.empty()))) {
                unknown << there;
                return {};
            }
            return json::eachElement(other, there, [&](const Json &secret, const QString &one) {
                return readSecret(server, secret, one);
            });
        };
        ServerPart part;
        const auto table = std::tuple_cat(std::tuple(serverEnabled), serverTexts);
        return json::readRecord(part, table, value, where, readOther).transform([&] {
            if (!part.isEmpty())
                parts.insert(server, part);
        });
    };
    return json::eachMember(object, place, readOne).transform([&] { return parts; });
}

}
