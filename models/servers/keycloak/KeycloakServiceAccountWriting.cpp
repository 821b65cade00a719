#include "servers/keycloak/KeycloakServiceAccountWriting.h"

#include "domain/formats/keycloak/KeycloakNames.h"
#include "servers/keycloak/KeycloakDifference.h"

#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;
using namespace keycloak;

namespace {

/// The parts of a service account that a client application brings with it.
constexpr std::array accountProperties{"enabled", "firstName", "lastName", "email"};

/// What the user is to have among its attributes: those of others stay.
Json mergedAttributes(const Json &wanted, const Json &there)
{
    Json merged = there.is_object() ? there : Json::object();
    if (!(wanted.is_object() && wanted.contains(standIn)))
        merged.erase(standIn);
    if (wanted.is_object())
        merged.update(wanted);
    return merged;
}

Result<void> changeAccount(KeycloakAdmin &admin, const Json &wanted, const Json &there)
{
    Json changed = there;
    for (const char *name : accountProperties) {
        if (const Json value = valueOf(wanted, name); !value.is_null())
            changed[name] = value;
    }
    const Json attributes = mergedAttributes(valueOf(wanted, "attributes"), valueOf(there, "attributes"));
    if (!attributes.empty() || there.contains("attributes"))
        changed["attributes"] = attributes;
    if (changed == there)
        return {};
    return admin
        .send({.method = "PUT",
               .path = {u"users"_s, json::read<QString>(valueOf(there, "id"), {}).value_or(QString())},
               .body = changed,
               .role = role::manageUsers})
        .and_then(onlySuccess)
        .transform([](const HttpAnswer &) {});
}

}

Result<void> settleServiceAccount(KeycloakAdmin &admin, const QString &id, const Json &wanted)
{
    return admin.content({.path = {u"clients"_s, id, u"service-account-user"_s}})
        .and_then([&](const Json &there) { return changeAccount(admin, wanted, there); });
}

}
