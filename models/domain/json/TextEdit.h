#pragma once

#include "domain/json/TextStyle.h"

#include <optional>
#include <vector>

namespace gatehouse::json {

/// A value in a document.
struct TextPlace
{
    qsizetype begin = 0;
    qsizetype end = 0;
};

/// The document's own value; behind a byte order mark and what else stands around it.
TextPlace wholeOf(QByteArrayView document);
/// The member of that name of the object at a place, or nothing. The last one where it stands more than once.
std::optional<TextPlace> memberAt(QByteArrayView document, const TextPlace &object, std::string_view name,
                                  Dialect dialect);
/// Those of an array or the values of an object, in order.
std::vector<TextPlace> childrenAt(QByteArrayView document, const TextPlace &container);
/// The arrays and objects that a place lies in, from the document's own value on.
std::vector<TextPlace> wayTo(QByteArrayView document, qsizetype place);
/// The value at a place; refused where a name stands twice in one object of it.
Result<Json> valueAt(QByteArrayView document, const TextPlace &place, Dialect dialect);

/// The document with `value` in that place, in which what is equal stays byte for byte: members that differ
/// are changed, new ones stand at the end of their object, lists are changed by element, and what is added is
/// laid out as its neighbours are. Comments stay. Refused where the document cannot be read in the dialect,
/// or the outcome would not be that value.
Result<QByteArray> edited(QByteArrayView document, const TextPlace &place, const Json &value,
                          Dialect dialect);

/// The document with one more element at the end of the array, or member at the end of the object, of that
/// place, without a look at the others.
Result<QByteArray> appended(QByteArrayView document, const TextPlace &container, const std::string &name,
                            const Json &value, Dialect dialect);

/// Whether it is JSON in the dialect, of whatever size.
Result<void> checkDocument(QByteArrayView document, Dialect dialect);

}
