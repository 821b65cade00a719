#pragma once

#include "domain/json/JsonText.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::json {

/// A JSON Pointer (RFC 6901) in its parts, through objects alone.
using Place = std::vector<std::string>;

std::string pointerTo(const Place &place);
/// Of a text that pointerTo() made; of another whatever it may mean.
Place placeOf(std::string_view pointer);

/// Null where it leads nowhere.
const Json *valueAt(const Json &object, const Place &place);
/// Null takes the member away. Nothing is done where something else than an object is in the way.
void setAt(Json &object, const Place &place, const Json &value);
/// Takes the member away, and the objects on the way that are empty then.
void eraseAt(Json &object, const Place &place);

}
