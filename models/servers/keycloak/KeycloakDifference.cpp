#include "servers/keycloak/KeycloakDifference.h"

#include "domain/formats/keycloak/KeycloakNames.h"
#include "servers/keycloak/KeycloakMeaning.h"

#include <algorithm>
#include <set>

namespace gatehouse::keycloak {

using json::Json;

namespace {

constexpr const char *protocolName = "protocol";

/// Keycloak decides it when it makes the client application, and leaves it so.
Json usualFullScope(const Json &before)
{
    const Json consent = valueOf(before, "consentRequired");
    return !(consent.is_boolean() && consent.get<bool>());
}

/// What says so of a property that is said no more.
Json neutral(const std::string &name, const Json &before, const Json &fullScope)
{
    if (name == fullScopeName)
        return fullScope;
    if (const Json usual = usualValue(name); !usual.is_null())
        return usual;
    if (before.is_string())
        return "";
    if (before.is_array())
        return Json::array();
    if (before.is_boolean())
        return false;
    if (before.is_number())
        return 0;
    Json emptied = Json::object();
    for (const auto &[key, value] : before.items())
        emptied[key] = "";
    return emptied;
}

Json mappersToSend(const Json &after)
{
    Json mappers = valueOf(after, mappersName);
    if (!mappers.is_array())
        return Json::array();
    for (Json &one : mappers) {
        if (one.is_object())
            one.erase("id"); // they are told apart by their names
    }
    return mappers;
}

bool isMask(const Json &secret)
{
    return !secret.is_string() || std::ranges::all_of(secret.get_ref<const std::string &>(),
                                                      [](char character) { return character == '*'; });
}

std::optional<QStringList> changedScopes(const Json &before, const Json &after, const char *name)
{
    if (!after.is_object() || !after.contains(name))
        return std::nullopt;
    QStringList then = namesIn(before, name);
    QStringList now = namesIn(after, name);
    then.sort();
    now.sort();
    return then == now ? std::nullopt : std::optional(now);
}

}

QStringList namesIn(const Json &object, const char *name)
{
    return json::read<QStringList>(valueOf(object, name), {}).value_or(QStringList());
}

Json valueOf(const Json &object, const std::string &name)
{
    const auto found = object.is_object() ? object.find(name) : object.end();
    return object.is_object() && found != object.end() ? *found : Json();
}

ClientChange changeOf(const Json &before, const Json &after, bool hasSecret)
{
    const Json fullScope = usualFullScope(before);
    const Meaning then(before, hasSecret, fullScope);
    const Meaning now(after, hasSecret, fullScope);
    std::set<std::string> names;
    for (const Meaning *meaning : {&then, &now}) {
        for (const auto &[name, value] : meaning->values())
            names.insert(name);
    }
    ClientChange change{.always = changedScopes(before, after, alwaysScopes),
                        .asked = changedScopes(before, after, askedScopes)};
    const std::string attributePrefix = std::string(attributesName) + '.';
    for (const std::string &name : names) {
        const auto known = then.values().find(name);
        const auto wanted = now.values().find(name);
        const bool isSame =
            known != then.values().end() && wanted != now.values().end() && known->second == wanted->second;
        if (isSame || name == alwaysScopes || name == askedScopes)
            continue;
        if (name.starts_with(attributePrefix)) {
            const std::string key = name.substr(attributePrefix.size());
            const Json value = valueOf(valueOf(after, attributesName), key);
            if (value.is_null() && key == secretCreation)
                continue; // goes with the secret by itself
            change.members[attributesName][key] = value.is_null() ? Json("") : value;
        } else if (name.starts_with(std::string(mappersName) + '.')) {
            change.members[mappersName] = mappersToSend(after);
        } else if (name == "secret") {
            if (const Json secret = valueOf(after, name); !isMask(secret))
                change.members[name] = secret;
        } else {
            const Json value = valueOf(after, name);
            change.members[name] = value.is_null() ? neutral(name, valueOf(before, name), fullScope) : value;
        }
    }
    return change;
}

QStringList differences(const Json &one, const Json &other, bool withSecrets)
{
    const Json fullScope = usualFullScope(one);
    const Meaning::Values first = Meaning(one, withSecrets, fullScope).values();
    const Meaning::Values second = Meaning(other, withSecrets, fullScope).values();
    QStringList names;
    for (const auto &[name, value] : first) {
        const auto known = second.find(name);
        if (known == second.end() || known->second != value)
            names << json::toText(name);
    }
    for (const auto &[name, value] : second) {
        if (!first.contains(name))
            names << json::toText(name);
    }
    names.sort();
    return names;
}

Json newClient(Json after, bool hasSecret)
{
    for (auto member = after.begin(); member != after.end();)
        member = isPassedOver(member.key()) ? after.erase(member) : std::next(member);
    // Where the protocol is said, Keycloak decides some more, such as that passwords are taken.
    if (valueOf(after, protocolName) == usualValue(protocolName))
        after.erase(protocolName);
    if (!hasSecret || isMask(valueOf(after, "secret")))
        after.erase("secret");
    if (after.contains(mappersName))
        after[mappersName] = mappersToSend(after);
    if (const auto attributes = after.find(attributesName);
        attributes != after.end() && attributes->is_object()) {
        for (auto member = attributes->begin(); member != attributes->end();) {
            const bool isLeft =
                (!hasSecret && isSecretAttribute(member.key())) || member->is_null() || *member == Json("");
            member = isLeft ? attributes->erase(member) : std::next(member);
        }
    }
    return after;
}

Json withoutSecrets(Json representation)
{
    for (const char *name : {"secret", "access", "registrationAccessToken"}) {
        if (const auto member = representation.find(name); member != representation.end()) {
            json::wipeTexts(*member);
            representation.erase(member);
        }
    }
    if (const auto attributes = representation.find(attributesName); attributes != representation.end() &&
                                                                     attributes->is_object() &&
                                                                     attributes->contains(rotatedSecret)) {
        json::wipeTexts((*attributes)[rotatedSecret]);
        attributes->erase(rotatedSecret);
    }
    return representation;
}

}
