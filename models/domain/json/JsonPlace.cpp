#include "domain/json/JsonPlace.h"

namespace gatehouse::json {

namespace {

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

}

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

const Json *valueAt(const Json &object, const Place &place)
{
    const Json *value = &object;
    for (const std::string &name : place) {
        const auto found = value->is_object() ? value->find(name) : value->end();
        if (found == value->end() || found->is_null())
            return nullptr;
        value = &*found;
    }
    return value;
}

void setAt(Json &object, const Place &place, const Json &value)
{
    if (place.empty() || !object.is_object())
        return;
    if (Json *const parent = objectOf(object, place); parent && value.is_null())
        parent->erase(place.back());
    else if (parent)
        (*parent)[place.back()] = value;
}

void eraseAt(Json &object, const Place &place)
{
    if (!valueAt(object, place))
        return;
    setAt(object, place, nullptr);
    for (Place outer(place.begin(), place.end() - 1); !outer.empty(); outer.pop_back()) {
        const Json *const left = valueAt(object, outer);
        if (!left || !left->empty())
            return;
        setAt(object, outer, nullptr);
    }
}

}
