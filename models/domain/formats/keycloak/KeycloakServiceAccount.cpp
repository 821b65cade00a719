#include "domain/formats/keycloak/KeycloakClient.h"

#include "domain/formats/keycloak/KeycloakNames.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::keycloak {

using json::Json;

namespace {

/// What users of ours have beyond Keycloak's own properties.
void addAttributes(Json &object, const User &user)
{
    Json attributes = Json::object();
    const auto add = [&](const QString &ours, const QString &value) {
        if (!value.isEmpty())
            attributes[json::fromText(keycloakAttribute(ours))] = json::texts({value});
    };
    add(u"phone"_s, user.phone);
    add(u"department"_s, user.department);
    if (!attributes.empty())
        object["attributes"] = std::move(attributes);
}

/// Reading joins both by a space.
void addName(Json &object, const QString &name)
{
    const qsizetype space = name.lastIndexOf(u' ');
    json::addText(object, "firstName", space < 0 ? name : name.first(space));
    if (space >= 0)
        json::addText(object, "lastName", name.sliced(space + 1));
}

}

Json serviceAccountJson(const ClientApplication &client, const QList<User> &users)
{
    const auto isIdentity = [&](const User &user) {
        return user.userId.compare(client.identity, Qt::CaseInsensitive) == 0;
    };
    const auto found = std::ranges::find_if(users, isIdentity);
    const User user = found == users.end() ? User() : *found;
    const bool isItself = isServiceAccountOf(user.userId, client.clientId);
    Json object = Json::object();
    object["username"] = json::fromText(isItself ? user.userId : serviceAccountName(client.clientId));
    object["enabled"] = user.enabled;
    if (isItself) {
        addName(object, user.name);
        json::addText(object, "email", user.email);
        addAttributes(object, user);
    } else {
        object["attributes"] = {{standIn, json::texts({u"true"_s})}};
    }
    object["serviceAccountClientId"] = json::fromText(client.clientId);
    return object;
}

}
