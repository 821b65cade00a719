#pragma once

#include "domain/json/JsonText.h"

#include <optional>
#include <vector>

namespace gatehouse::json {

/// An element of a list before and after a change; one that is gone has no `after`, a new one no `before`.
struct AlignedElement
{
    std::optional<std::size_t> before;
    std::optional<std::size_t> after;
};

/// Which element became which, in the order of both lists: equal ones first of all, then objects of the same
/// name, then those of the same type.
std::vector<AlignedElement> aligned(const Json &before, const Json &after);

/// Whether both are the same value: the names of an object have no order in JSON, and in a Dialect of
/// configuration no case.
bool isSameValue(const Json &one, const Json &other, Dialect dialect = Dialect::Standard);

}
