#include "domain/formats/KeptLists.h"

#include <algorithm>
#include <deque>
#include <numeric>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace gatehouse::kept {

using json::Json;

namespace {

/// By which values are compared: the names of an object have no order in JSON.
std::string keyOf(const nlohmann::json &value)
{
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void sortLists(nlohmann::json &value)
{
    if (value.is_structured())
        std::ranges::for_each(value, sortLists);
    if (value.is_array())
        std::sort(value.begin(), value.end());
}

/// The same for values whose lists, at any depth, differ in their order alone.
std::string keyInAnyOrder(const Json &value)
{
    nlohmann::json sorted(value);
    sortLists(sorted);
    return keyOf(sorted);
}

/// The values of a list.
class Values
{
public:
    explicit Values(const Json &list)
    {
        for (const Json &value : list)
            m_keys.insert(keyOf(value));
    }

    bool hold(const Json &value) const { return m_keys.contains(keyOf(value)); }

private:
    std::unordered_set<std::string> m_keys;
};

/// What tells one object of a list from the others; nothing of other values.
std::string nameIn(const Json &element)
{
    for (const char *name : {"name", "Name", "Type", "kid", "claim"}) {
        const Json *value = memberOf(element, name);
        if (value && value->is_string())
            return value->get<std::string>();
    }
    return {};
}

/// The claim that a protocol mapper of Keycloak makes.
std::string claimIn(const Json &element)
{
    const Json *const config = memberOf(element, "config");
    const Json *const claim = config ? memberOf(*config, "claim.name") : nullptr;
    return claim && claim->is_string() ? claim->get<std::string>() : std::string();
}

/// For each element of `there` the place in `said` of the element that it is.
using Partners = std::vector<std::optional<std::size_t>>;

/// Pairs those that are left over and have the same key, in their order; an empty key is none.
void pairBy(Partners &partners, std::vector<bool> &isTaken, const Json &there, const Json &said,
            const auto &key)
{
    std::unordered_map<std::string, std::deque<std::size_t>> places;
    for (std::size_t place = 0; place < said.size(); ++place) {
        if (!isTaken[place])
            places[key(said[place])].push_back(place);
    }
    for (std::size_t index = 0; index < there.size(); ++index) {
        const std::string wanted = partners[index] ? std::string() : key(there[index]);
        const auto found = wanted.empty() ? places.end() : places.find(wanted);
        if (found == places.end() || found->second.empty())
            continue;
        partners[index] = found->second.front();
        isTaken[found->second.front()] = true;
        found->second.pop_front();
    }
}

/// Of an address, whole or relative, all the same.
std::string addressIn(const Json &element)
{
    const auto *const text = element.get_ptr<const std::string *>();
    return text && text->contains('/') ? "address" : std::string();
}

/// The equal one, the one of the same name or claim, and where as many are left over on both sides, addresses
/// in their order.
Partners partnersOf(const Json &there, const Json &said)
{
    Partners partners(there.size());
    std::vector<bool> isTaken(said.size(), false);
    pairBy(partners, isTaken, there, said, keyOf);
    pairBy(partners, isTaken, there, said, keyInAnyOrder);
    pairBy(partners, isTaken, there, said, nameIn);
    pairBy(partners, isTaken, there, said, claimIn);
    const auto isAlone = [](const auto &partner) { return !partner; };
    if (std::ranges::count_if(partners, isAlone) == std::ranges::count(isTaken, false)) {
        pairBy(partners, isTaken, there, said, addressIn);
    }
    return partners;
}

/// For each object of `then` the place in `now` of what became of it, where that is another.
Partners changedIn(const Json &then, const Json &now)
{
    Partners partners(then.size());
    std::vector<bool> isTaken(now.size(), false);
    pairBy(partners, isTaken, then, now, keyOf);
    const Partners same = partners;
    pairBy(partners, isTaken, then, now, nameIn);
    pairBy(partners, isTaken, then, now, claimIn);
    for (std::size_t index = 0; index < then.size(); ++index) {
        if (same[index])
            partners[index].reset();
    }
    return partners;
}

/// An object as it came with what is said otherwise now, so that the rest of it stays.
Json withChanges(const Json &there, const Json &then, const Json &now)
{
    if (!there.is_object() || !then.is_object() || !now.is_object())
        return now;
    Json object = there;
    for (const auto &[name, value] : then.items()) {
        if (!memberOf(now, name))
            object.erase(name);
    }
    for (const auto &[name, value] : now.items()) {
        const Json *const before = memberOf(then, name);
        const Json *const came = memberOf(there, name);
        if (before && isEqual(*before, value))
            continue;
        object[name] = before && came ? withChanges(*came, *before, value) : value;
    }
    return object;
}

/// OpenID Connect Registration 1.0, 2: the first is asked for before the others.
constexpr const char *byPreference = "default_acr_values";

/// Those that `known` has, too, in the order they have there, and the others behind them.
Json arrangedList(const Json &list, const Json &known)
{
    const Partners places = partnersOf(list, known);
    std::vector<std::size_t> order(list.size());
    std::ranges::iota(order, std::size_t(0));
    std::ranges::stable_sort(order, {},
                             [&](std::size_t index) { return places[index].value_or(known.size()); });
    Json elements = Json::array();
    for (const std::size_t index : order)
        elements.push_back(places[index] ? arranged(list[index], known[*places[index]]) : list[index]);
    return elements;
}

/// Where the object has the member, by another spelling of its name if `then` has none of that spelling.
Json::iterator memberNamed(Json &object, const Json &then, const std::string &name)
{
    const auto exact = object.find(name);
    if (exact != object.end())
        return exact;
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (json::isSameName(name, member.key(), json::Dialect::Configuration) &&
            !then.contains(member.key()))
            return member;
    }
    return object.end();
}

Json patchedObject(const Json &there, const Json &then, const Json &now)
{
    Json object = there;
    for (const auto &[name, value] : then.items()) {
        const auto member = now.contains(name) ? object.end() : memberNamed(object, then, name);
        if (member != object.end())
            object.erase(member);
    }
    for (const auto &[name, value] : now.items()) {
        const auto before = then.find(name);
        if (before != then.end() && isEqual(*before, value))
            continue;
        if (const auto member = memberNamed(object, then, name); member == object.end())
            object[name] = value;
        else
            *member = before == then.end() ? value : patched(*member, *before, value);
    }
    return object;
}

Json patchedList(const Json &there, const Json &then, const Json &now)
{
    const Partners before = partnersOf(there, then);
    const Partners after = partnersOf(then, now);
    Json list = Json::array();
    std::vector<bool> isThere(now.size(), false);
    for (std::size_t index = 0; index < there.size(); ++index) {
        if (!before[index]) {
            list.push_back(there[index]);
        } else if (const auto kept = after[*before[index]]) {
            list.push_back(patched(there[index], then[*before[index]], now[*kept]));
            isThere[*kept] = true;
        }
    }
    for (std::size_t index = 0; index < then.size(); ++index) { // what is not there is not added either
        if (after[index] && isEqual(then[index], now[*after[index]]))
            isThere[*after[index]] = true;
    }
    const Values known(list);
    for (std::size_t index = 0; index < now.size(); ++index) {
        if (!isThere[index] && !known.hold(now[index]))
            list.push_back(now[index]);
    }
    return list;
}

}

Json patched(const Json &there, const Json &then, const Json &now)
{
    if (isEqual(then, now))
        return there;
    if (there.is_object() && then.is_object() && now.is_object())
        return patchedObject(there, then, now);
    if (there.is_array() && then.is_array() && now.is_array())
        return patchedList(there, then, now);
    return now;
}

bool isEqual(const Json &one, const Json &other)
{
    return one.is_primitive() ? one == other : keyOf(one) == keyOf(other);
}

const Json *memberOf(const Json &object, const std::string &name)
{
    const auto found = object.is_object() ? object.find(name) : object.end();
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

Json restOf(const Json &there, const Json &said)
{
    Json rest = Json::array();
    const Partners known = partnersOf(there, said);
    const Values all(said);
    for (std::size_t index = 0; index < there.size(); ++index) {
        if (!known[index] && !all.hold(there[index])) // what stands twice is said once
            rest.push_back(there[index]);
    }
    return rest;
}

Json restoredList(const Json &there, const Json &then, const Json &now, const Json &rest)
{
    Json list = Json::array();
    const Partners known = partnersOf(there, then);
    const Partners changed = changedIn(then, now);
    const Values saidNow(now);
    const Values kept(rest);
    std::vector<bool> isSaid(now.size(), false);
    for (std::size_t index = 0; index < there.size(); ++index) {
        const std::optional<std::size_t> place = known[index] ? changed[*known[index]] : std::nullopt;
        if (place) {
            isSaid[*place] = true;
            list.push_back(withChanges(there[index], then[*known[index]], now[*place]));
        } else if (known[index] ? saidNow.hold(then[*known[index]]) : kept.hold(there[index])) {
            list.push_back(there[index]);
        }
    }
    const Values saidThen(then);
    for (std::size_t index = 0; index < now.size(); ++index) {
        if (!isSaid[index] && !saidThen.hold(now[index]))
            list.push_back(now[index]);
    }
    return list;
}

Json arranged(const Json &value, const Json &known)
{
    if (value.is_array() && known.is_array())
        return arrangedList(value, known);
    if (!value.is_object() || !known.is_object())
        return value;
    Json object = Json::object();
    for (const auto &[name, member] : value.items()) {
        const Json *const other = name == byPreference ? nullptr : memberOf(known, name);
        object[name] = other ? arranged(member, *other) : member;
    }
    return object;
}

void addMissing(Json &list, const Json &others)
{
    const Values known(list);
    for (const Json &element : others) {
        if (!known.hold(element))
            list.push_back(element);
    }
}

}
