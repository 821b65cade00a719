#include "domain/formats/PlannedChange.h"

#include "domain/formats/KeptLists.h"
#include "domain/json/ListAlignment.h"
#include "domain/rules/secrets/SecretSetting.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace gatehouse::planned {

using json::Dialect;
using json::Json;

namespace {

constexpr std::array secretNames{"secret", "client_secret", "password", "registration_access_token",
                                 "client.secret.rotated"};
/// What is said of a secret, and goes with it.
constexpr std::array secretAttributes{"client_secret_expires_at", "client.secret.creation.time",
                                      "client.secret.expiration.time", "client.secret.rotated.creation.time",
                                      "client.secret.rotated.expiration.time"};
/// Of IdentityServer, and what holds the secret in each of its elements.
constexpr const char *secretList = "ClientSecrets";
constexpr const char *secretInList = "Value";

bool isOneOf(const auto &names, const std::string &name)
{
    return std::ranges::contains(names, name);
}

bool isSecretList(const std::string &name)
{
    return json::isSameName(secretList, name, Dialect::Configuration);
}

void removeValues(Json &list)
{
    for (Json &secret : list) {
        for (auto member = secret.begin(); secret.is_object() && member != secret.end();) {
            const bool isValue = json::isSameName(secretInList, member.key(), Dialect::Configuration);
            member = isValue ? secret.erase(member) : std::next(member);
        }
    }
}

void removeSecrets(Json &value)
{
    for (auto member = value.begin(); value.is_object() && member != value.end();) {
        const std::string &name = member.key();
        const bool isSecret = isOneOf(secretNames, name) || isOneOf(secretAttributes, name) ||
                              rules::isSecret(rules::settingName(value, name), *member);
        if (isSecretList(name) && member->is_structured())
            removeValues(*member);
        else if (!isSecret)
            removeSecrets(*member);
        member = isSecret ? value.erase(member) : std::next(member);
    }
    if (!value.is_array())
        return;
    for (std::size_t index = 0; index < value.size();) {
        if (rules::looksSecret(value[index]))
            value.erase(index);
        else
            removeSecrets(value[index++]);
    }
}

/// Null is the same as absent.
void removeNulls(Json &value)
{
    for (auto member = value.begin(); value.is_object() && member != value.end();)
        member = member->is_null() ? value.erase(member) : std::next(member);
    if (value.is_structured())
        std::ranges::for_each(value, removeNulls);
}

Json comparable(const Json &value)
{
    Json compared = withoutSecrets(value);
    removeNulls(compared);
    return compared;
}

/// The members of an object by their names.
class Members
{
public:
    Members(const Json &object, Dialect dialect) : m_dialect(dialect)
    {
        for (const auto &[name, value] : object.items())
            m_members[json::comparable(name, dialect)] = {name, &value};
    }

    const Json *find(const std::string &name) const
    {
        const auto found = m_members.find(json::comparable(name, m_dialect));
        return found == m_members.end() ? nullptr : found->second.second;
    }
    /// As it is spelled there.
    const std::string &spelled(const std::string &name) const
    {
        const auto found = m_members.find(json::comparable(name, m_dialect));
        return found == m_members.end() ? name : found->second.first;
    }

private:
    Dialect m_dialect;
    std::unordered_map<std::string, std::pair<std::string, const Json *>> m_members;
};

/// Without a secret that nobody asked to be sent.
bool staysUnsaid(const std::string &name, const Json &value)
{
    return isOneOf(secretNames, name) || isOneOf(secretAttributes, name) || rules::isSecret(name, value);
}

Json appliedWithin(const std::string &name, const Json &now, const Json &before, const Json &after,
                   Dialect dialect);

Json appliedToObject(const Json &now, const Json &before, const Json &after, Dialect dialect)
{
    Json outcome = now;
    const Members members(now, dialect);
    const Members wasThere(before, dialect);
    const Members isThere(after, dialect);
    for (const auto &[name, value] : before.items()) {
        if (!isThere.find(name) && !value.is_null() && !staysUnsaid(name, value))
            outcome.erase(members.spelled(name));
    }
    for (const auto &[name, value] : after.items()) {
        const Json *const was = wasThere.find(name);
        const Json *const is = members.find(name);
        const bool isSame = was ? json::isSameValue(*was, value, dialect) : value.is_null();
        if (isSame)
            continue;
        const Json none = value.is_object() ? Json::object() : Json();
        outcome[members.spelled(name)] =
            is ? appliedWithin(name, *is, was ? *was : none, value, dialect) : value;
    }
    return outcome;
}

/// A list of which each element is still what it was.
Json appliedToList(const Json &now, const Json &before, const Json &after, Dialect dialect)
{
    Json outcome = Json::array();
    for (const auto &[was, is] : json::aligned(before, after)) {
        if (was && is)
            outcome.push_back(applied(now[*was], before[*was], after[*is], dialect));
        else if (is)
            outcome.push_back(after[*is]);
    }
    return outcome;
}

/// `name` is that of the member.
Json appliedWithin(const std::string &name, const Json &now, const Json &before, const Json &after,
                   Dialect dialect)
{
    if (json::isSameValue(before, after, dialect))
        return now;
    if (now.is_object() && before.is_object() && after.is_object())
        return appliedToObject(now, before, after, dialect);
    if (!now.is_array() || !before.is_array() || !after.is_array())
        return after;
    // As members, because what is secret in a list depends on its name.
    if (json::isSameValue(comparable({{name, now}}), comparable({{name, before}}), dialect))
        return appliedToList(now, before, after, dialect);
    return kept::arranged(after, now);
}

}

Json withoutSecrets(Json value)
{
    removeSecrets(value);
    return value;
}

bool isStill(const Json &now, const Json &before, Dialect dialect)
{
    const Json is = comparable(now);
    const Json was = comparable(before);
    return json::isSameValue(kept::arranged(is, was), was, dialect);
}

Json applied(const Json &now, const Json &before, const Json &after, Dialect dialect)
{
    return appliedWithin({}, now, before, after, dialect);
}

}
