#include "domain/formats/KeptSettings.h"

#include "domain/formats/KeptLists.h"
#include "domain/json/JsonPlace.h"

namespace gatehouse::kept {

using json::Json;

namespace {

using json::Place;
using json::placeOf;
using json::pointerTo;
using json::setAt;
using json::valueAt;

constexpr const char *thereName = "there";
constexpr const char *saidName = "said";

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
        if (there.is_array() && said.is_array()) {
            if (Json rest = restOf(there, said); !rest.empty())
                others[name] = std::move(rest);
        }
        Json &spelling = m_spellings[pointerTo(place)] = {{saidName, said}};
        if (!there.is_null())
            spelling[thereName] = there;
    }

    Json m_spellings = Json::object();
};

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

void addBeneath(Json &object, const Json &others)
{
    for (const auto &[name, value] : others.items()) {
        if (!memberOf(object, name)) {
            object[name] = value;
            continue;
        }
        Json &ours = object[name];
        if (ours.is_object() && value.is_object()) {
            addBeneath(ours, value);
        } else if (ours.is_array() && value.is_array()) {
            addMissing(ours, value);
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

bool isFrom(const ClientApplication &client, const QString &format)
{
    return client.otherSettings.contains(format) || client.spellings.contains(format);
}

bool hasOther(const ClientApplication &client, const QString &format, const std::string &name)
{
    return memberOf(remembered(client.otherSettings, format), name) != nullptr;
}

std::optional<Spelling> spellingOf(const ClientApplication &client, const QString &format,
                                   const std::string &pointer)
{
    const Json spellings = remembered(client.spellings, format);
    const Json *const found = memberOf(spellings, pointer);
    if (!found || !found->is_object())
        return std::nullopt;
    return Spelling{found->value(thereName, Json()), found->value(saidName, Json())};
}

}
