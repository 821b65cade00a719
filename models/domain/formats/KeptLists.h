#pragma once

#include "domain/json/JsonText.h"

/// Lists of JSON values, compared by value: the names of an object have no order in JSON. See KeptSettings
/// for `there` and `said`.
namespace gatehouse::kept {

bool isEqual(const json::Json &one, const json::Json &other);
/// Null where the object, or whatever it is, has none, or null.
const json::Json *memberOf(const json::Json &object, const std::string &name);

/// The elements that only `there` has.
json::Json restOf(const json::Json &there, const json::Json &said);

/// `there` as it came, less what was said then and is not any more or was taken out of `rest`, with what is
/// said anew behind it. Of an object of the same name that is said otherwise now, only that changes.
json::Json restoredList(const json::Json &there, const json::Json &then, const json::Json &now,
                        const json::Json &rest);

/// The value with the elements of its lists, at any depth, in the order that they have in `known`: two values
/// that differ in nothing else become equal. Those that `known` has not come last.
json::Json arranged(const json::Json &value, const json::Json &known);

/// `there` with what differs between `then` and `now`, and nothing else: what both say alike stays as it is
/// there, in its place and its spelling. Members are found by their names, whatever the case where only that
/// differs; elements of lists as by arranged().
json::Json patched(const json::Json &there, const json::Json &then, const json::Json &now);

/// Adds the elements of `others` that the list has not.
void addMissing(json::Json &list, const json::Json &others);

}
