#pragma once

#include "domain/Progress.h"
#include "domain/json/JsonText.h"

#include <functional>
#include <vector>

class QIODevice;

namespace gatehouse::json {

/// Names on the way to an array; `*` is any element of an array, and an empty path is the document itself.
using Path = std::vector<std::string>;

/// Arrays of a document whose elements are taken one at a time, so that memory does not grow with their
/// number.
struct Elements
{
    std::vector<Path> paths = {};
    /// Whether the elements of an array that is the document itself are documents, which stay in it, by the
    /// first of them.
    std::function<bool(const Json &first)> areDocuments = {};
    /// Takes one with its place, as `clients[3]`; the error ends the reading. Empty: they are skipped.
    std::function<Result<void>(const QString &place, Json &&element)> take = {};
    Dialect dialect = Dialect::Standard;
    bool keepsNothing = false; ///< only looks whether it is JSON, whatever its size
};

struct Parsed
{
    Json rest;           ///< the document without the elements
    qint64 elements = 0; ///< taken or skipped
};

/// Parses a document on a device from its position on, under the same conditions as parse() of a whole one.
/// Progress is told in KiB.
Result<Parsed> parse(QIODevice &source, const Elements &elements, const Progress &progress = {});

}
