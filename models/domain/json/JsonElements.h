#pragma once

#include "domain/Progress.h"
#include "domain/json/JsonText.h"

#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

class QIODevice;

namespace gatehouse::json {

/// Names on the way to an array; `*` is any element of an array, anyMember any member of an object, and an
/// empty path is the document itself.
using Path = std::vector<std::string>;
inline constexpr const char *anyMember = "**";

/// What is taken out of a document.
struct Element
{
    QString place;                         ///< as `clients[3]`
    Path list = {};                        ///< to the array or object that it is taken out of
    std::string name = {};                 ///< of a member; empty in an array
    Json value = {};                       ///< a name that stands twice in it has two values
    std::optional<Error> standsTwice = {}; ///< the first of these names, with path and line
    QStringList tooLong = {};              ///< see Parsed; as `clients[3].notBefore`
    qint64 begin = 0;                      ///< of an array or object: bytes from where the reading began
    qint64 end = 0;                        ///< behind it
};

/// Arrays of a document whose elements are taken one at a time, so that memory does not grow with their
/// number.
struct Elements
{
    std::vector<Path> paths = {};
    bool mayBeMembers = false; ///< a path may lead to an object instead, whose members are taken
    /// Whether the elements of an array that is the document itself are documents, which stay in it, by the
    /// first of them.
    std::function<bool(const Json &first)> areDocuments = {};
    /// Whether those that a path with anyMember leads to are taken, by the first of them.
    std::function<bool(const Json &first)> areTaken = {};
    /// The error ends the reading. Empty: they are skipped.
    std::function<Result<void>(Element &&element)> take = {};
    Dialect dialect = Dialect::Standard;
    bool keepsNothing = false; ///< only looks whether it is JSON, whatever its size
};

struct Parsed
{
    Json rest;                        ///< the document without the elements
    qint64 elements = 0;              ///< taken or skipped
    std::optional<Error> standsTwice; ///< the first name in `rest` that does: for the caller to refuse
    /// Where in `rest` null stands for a number that cannot be kept: a whole one of more than 64 bits, of
    /// which the last digits would be lost, or one beyond the range of a double.
    QStringList tooLong;
};

/// Parses a document on a device from its position on, under the same conditions as parse() of a whole one,
/// but for names that stand twice. Progress is told in KiB.
Result<Parsed> parse(QIODevice &source, const Elements &elements, const Progress &progress = {});

}
