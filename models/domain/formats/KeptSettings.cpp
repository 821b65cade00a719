#include "domain/formats/KeptSettings.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace gatehouse::kept {

using json::Json;

namespace {

/// A JSON Pointer (RFC 6901) in its parts, through objects alone.
using Place = std::vector<std::string>;

std::string pointerTo(const Place &place)
{
    std::string pointer;
    for (const std::string &name : place) {
        pointer += '/';
        for (const char c : name)
            pointer += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    }
    return pointer;
}

Place placeOf(std::string_view pointer)
{
    Place place;
    for (std::size_t at = 0; at < pointer.size(); ++at) {
        const bool isEscaped = pointer[at] == '~' && at + 1 < pointer.size();
        if (pointer[at] == '/')
            place.emplace_back();
        else if (!place.empty())
            place.back() += !isEscaped ? pointer[at] : pointer[++at] == '1' ? '/' : '~';
    }
    return place;
}

constexpr const char *thereName = "there";
constexpr const char *saidName = "said";

/// By value: the names of an object have no order in JSON.
bool isEqual(const Json &one, const Json &other)
{
    return nlohmann::json(one) == nlohmann::json(other);
}

const Json *memberOf(const Json &object, const std::string &name)
{
    const auto found = object.is_object() ? object.find(name) : object.end();
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

/// What tells one object of a list from the others.
std::optional<std::string> nameIn(const Json &element)
{
    for (const char *name : {"name", "Name", "Type", "kid", "claim"}) {
        const Json *value = memberOf(element, name);
        if (value && value->is_string())
            return value->get<std::string>();
    }
    return std::nullopt;
}

/// Which element of `said` each element of `there` is: the equal one, the one of the same name, and where as
/// many are left over on both sides, these in their order.
std::vector<std::optional<std::size_t>> pairs(const Json &there, const Json &said)
{
    std::vector<std::optional<std::size_t>> found(there.size());
    std::vector<bool> isTaken(said.size(), false);
    const auto pairBy = [&](const auto &isSame) {
        for (std::size_t one = 0; one < there.size(); ++one) {
            for (std::size_t other = 0; !found[one] && other < said.size(); ++other) {
                if (!isTaken[other] && isSame(there[one], said[other])) {
                    found[one] = other;
                    isTaken[other] = true;
                }
            }
        }
    };
    const auto hasSameName = [](const Json &one, const Json &other) {
        const auto name = nameIn(one);
        return name && name == nameIn(other);
    };
    pairBy(isEqual);
    pairBy(hasSameName);
    const auto isAlone = [](const auto &partner) { return !partner; };
    if (std::ranges::count_if(found, isAlone) == std::ranges::count(isTaken, false))
        pairBy([](const Json &one, const Json &other) { return one.is_string() && other.is_string(); });
    return found;
}

/// Compares what came with what is said, and collects the rest.
class Keeper
{
public:
    void compare(const Json &there, const Json &said, const Place &place, Json &others)
    {
        for (const auto &[name, value] : there.items()) {
            const Json *const ours = memberOf(said, name);
            if (!ours && !value.is_null())
                others[name] = value;
            else if (ours)
                compareValues(value, *ours, below(place, name), name, others);
        }
        for (const auto &[name, value] : said.items()) {
            if (!value.is_null() && !there.contains(name))
                m_spellings[pointerTo(below(place, name))] = {{saidName, value}};
        }
    }

    const Json &spellings() const { return m_spellings; }

private:
    static Place below(Place place, const std::string &name)
    {
        place.push_back(name);
        return place;
    }

    void compareValues(const Json &there, const Json &said, const Place &place, const std::string &name,
                       Json &others)
    {
        if (isEqual(there, said))
            return;
        if (there.is_object() && said.is_object()) {
            Json inside = Json::object();
            compare(there, said, place, inside);
            if (!inside.empty())
                others[name] = std::move(inside);
            return;
        }
        if (there.is_array() && said.is_array())
            keepRest(there, said, name, others);
        Json &spelling = m_spellings[pointerTo(place)] = {{saidName, said}};
        if (!there.is_null())
            spelling[thereName] = there;
    }

    static void keepRest(const Json &there, const Json &said, const std::string &name, Json &others)
    {
        Json rest = Json::array();
        const auto known = pairs(there, said);
        for (std::size_t index = 0; index < there.size(); ++index) {
            if (!known[index])
                rest.push_back(there[index]);
        }
        if (!rest.empty())
            others[name] = std::move(rest);
    }

    Json m_spellings = Json::object();
};

bool holds(const Json &list, const Json &element)
{
    return std::ranges::any_of(list, [&](const Json &one) { return isEqual(one, element); });
}

/// The list as it came, less what is not said any more or was taken out of Other settings, and what is said
/// anew behind it.
Json restoredList(const Json &there, const Json &then, const Json &now, const Json &others)
{
    Json list = Json::array();
    const auto known = pairs(there, then);
    for (std::size_t index = 0; index < there.size(); ++index) {
        const bool stays = known[index] ? holds(now, then[*known[index]]) : holds(others, there[index]);
        if (stays)
            list.push_back(there[index]);
    }
    for (const Json &element : now) {
        if (!holds(then, element))
            list.push_back(element);
    }
    return list;
}

/// Null where it leads nowhere.
const Json *valueAt(const Json &object, const Place &place)
{
    const Json *value = &object;
    for (const std::string &name : place) {
        value = memberOf(*value, name);
        if (!value)
            return nullptr;
    }
    return value;
}

/// Null where something else than an object is in the way.
Json *objectOf(Json &object, const Place &place)
{
    Json *parent = &object;
    for (std::size_t depth = 0; depth + 1 < place.size(); ++depth) {
        parent = &(*parent)[place[depth]];
        if (parent->is_null())
            *parent = Json::object();
        if (!parent->is_object())
            return nullptr;
    }
    return parent;
}

/// Null where there is nothing.
void setAt(Json &object, const Place &place, const Json &value)
{
    if (Json *const parent = objectOf(object, place); parent && value.is_null())
        parent->erase(place.back());
    else if (parent)
        (*parent)[place.back()] = value;
}

void restoreSpelling(Json &said, const Place &place, const Json &spelling, const Json &others)
{
    if (place.empty())
        return;
    const Json there = spelling.value(thereName, Json());
    const Json then = spelling.value(saidName, Json());
    const Json *const found = valueAt(said, place);
    const Json now = found ? *found : Json();
    if (there.is_array() && then.is_array() && now.is_array()) {
        const Json *const rest = valueAt(others, place);
        setAt(said, place, restoredList(there, then, now, rest ? *rest : Json::array()));
    } else if (isEqual(now, then)) {
        setAt(said, place, there);
    }
}

void addBeneath(Json &said, const Json &others)
{
    for (const auto &[name, value] : others.items()) {
        if (!memberOf(said, name)) {
            said[name] = value;
            continue;
        }
        Json &ours = said[name];
        if (ours.is_object() && value.is_object()) {
            addBeneath(ours, value);
        } else if (ours.is_array() && value.is_array()) {
            for (const Json &element : value) {
                if (!holds(ours, element))
                    ours.push_back(element);
            }
        }
    }
}

void remember(FormatSettings &settings, const QString &format, const Json &value)
{
    if (value.empty())
        settings.remove(format);
    else
        settings.insert(format, json::compactText(value));
}

Json remembered(const FormatSettings &settings, const QString &format)
{
    const auto found = settings.constFind(format);
    const Json value = found == settings.constEnd() ? Json::object() : json::fromCompactText(*found);
    return value.is_object() ? value : Json::object();
}

}

void keep(ClientApplication &client, const QString &format, const Json &there, const Json &said)
{
    Json others = Json::object();
    Keeper keeper;
    keeper.compare(there, said, {}, others);
    remember(client.otherSettings, format, others);
    remember(client.spellings, format, keeper.spellings());
}

void restore(Json &said, const ClientApplication &client, const QString &format)
{
    const Json others = remembered(client.otherSettings, format);
    const Json spellings = remembered(client.spellings, format);
    for (const auto &[place, spelling] : spellings.items()) {
        if (spelling.is_object())
            restoreSpelling(said, placeOf(place), spelling, others);
    }
    addBeneath(said, others);
}

}
