#include "servers/keycloak/KeycloakMeaning.h"

#include "domain/formats/keycloak/KeycloakNames.h"

#include <algorithm>
#include <array>
#include <set>

namespace gatehouse::keycloak {

using json::Json;

namespace {

/// The server's own, or not written with the client application.
constexpr std::array<std::string_view, 7> passedOver{"id",
                                                     "access",
                                                     "origin",
                                                     "registrationAccessToken",
                                                     "registeredNodes",
                                                     serviceAccountUser,
                                                     "clientTemplate"};
constexpr std::array<std::string_view, 1> passedOverAttributes{"realm_client"};
constexpr std::array<std::string_view, 5> secretAttributes{secretCreation, secretExpiration, rotatedSecret,
                                                           rotatedCreation, rotatedExpiration};

/// What Keycloak takes for a client application that says nothing of it; false, where it is a flag, and
/// nothing for all else.
const Json &usualValues()
{
    static const Json values = {{"enabled", true},
                                {"standardFlowEnabled", true},
                                {"clientAuthenticatorType", "client-secret"},
                                {"protocol", "openid-connect"},
                                {"nodeReRegistrationTimeout", -1},
                                {"notBefore", 0}};
    return values;
}

bool isNothing(const Json &value)
{
    return value.is_null() || value == Json(false) || (value.is_structured() && value.empty()) ||
           value == Json("");
}

/// In one order, and scalars as texts, as which Keycloak keeps them in attributes and configurations.
nlohmann::json ordered(const Json &value)
{
    if (value.is_array()) {
        std::multiset<nlohmann::json> elements;
        for (const Json &element : value)
            elements.insert(ordered(element));
        return elements;
    }
    if (!value.is_object())
        return nlohmann::json(value);
    nlohmann::json object = nlohmann::json::object();
    for (const auto &[name, member] : value.items()) {
        if (!isNothing(member))
            object[name] = ordered(member);
    }
    return object;
}

nlohmann::json scalar(const Json &value)
{
    return value.is_string() || value.is_structured() ? ordered(value) : nlohmann::json(value.dump());
}

nlohmann::json attribute(const std::string &name, const Json &value)
{
    if (name != logoutRedirects || !value.is_string())
        return scalar(value);
    std::set<QString> addresses;
    for (const QString &address : json::toText(value.get<std::string>()).split(logoutSeparator))
        addresses.insert(address);
    nlohmann::json list = nlohmann::json::array();
    for (const QString &address : addresses)
        list.push_back(json::fromText(address));
    return list;
}

/// A mapper by its configuration; its id is the server's.
nlohmann::json mapper(const Json &object)
{
    nlohmann::json meant = nlohmann::json::object();
    for (const auto &[name, value] : object.items()) {
        if (name == "id" || isNothing(value))
            continue;
        if (name != "config" || !value.is_object()) {
            meant[name] = ordered(value);
            continue;
        }
        for (const auto &[key, one] : value.items()) {
            if (!one.is_null() && one != Json(""))
                meant[name][key] = scalar(one);
        }
    }
    return meant;
}

}

Json usualValue(const std::string &name)
{
    const auto usual = usualValues().find(name);
    return usual == usualValues().end() ? Json() : *usual;
}

bool isPassedOver(const std::string &name)
{
    return std::ranges::contains(passedOver, name);
}

bool isSecretAttribute(const std::string &name)
{
    return std::ranges::contains(secretAttributes, name);
}

Meaning::Meaning(const Json &object, bool withSecrets, const Json &fullScope)
    : m_withSecrets(withSecrets), m_fullScope(fullScope)
{
    if (!object.is_object())
        return;
    for (const auto &[name, value] : object.items())
        add(name, value);
}

void Meaning::add(const std::string &name, const Json &value)
{
    if (isPassedOver(name) || (name == "secret" && !m_withSecrets))
        return;
    if (name == attributesName && value.is_object())
        addAttributes(value);
    else if (name == mappersName && value.is_array())
        addMappers(value);
    else if (!isUsual(name, value))
        m_values[name] = ordered(value);
}

bool Meaning::isUsual(const std::string &name, const Json &value) const
{
    if (name == fullScopeName)
        return value.is_null() || value == m_fullScope;
    const Json usual = usualValue(name);
    return usual.is_null() ? isNothing(value) : value.is_null() || value == usual;
}

void Meaning::addAttributes(const Json &attributes)
{
    for (const auto &[name, value] : attributes.items()) {
        const bool isLeftOut =
            std::ranges::contains(passedOverAttributes, name) || (!m_withSecrets && isSecretAttribute(name));
        if (!isLeftOut && !value.is_null() && value != Json(""))
            m_values[attributesName + ('.' + name)] = attribute(name, value);
    }
}

void Meaning::addMappers(const Json &mappers)
{
    for (const Json &one : mappers) {
        const auto name = one.is_object() ? one.find("name") : one.end();
        if (one.is_object() && name != one.end() && name->is_string())
            m_values[mappersName + ('.' + name->get<std::string>())] = mapper(one);
    }
}

}
