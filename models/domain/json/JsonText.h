#pragma once

#include "domain/Error.h"

#include <QByteArrayView>
#include <QDateTime>
#include <QStringList>

#include <nlohmann/json.hpp>

/// Reading of JSON documents that other programs and people made: nothing in here throws, every fault is an
/// Error with place and remedy, and no text of the document but property names gets into an Error.
namespace gatehouse::json {

using Json = nlohmann::ordered_json;

/// What is read beyond RFC 8259.
enum class Dialect {
    Standard,      ///< nothing
    Configuration, ///< .NET's: comments, a comma after the last value, and names of any case
};

inline constexpr int deepestNesting = 64;
/// In memory at a time: those of elements that were taken (see json::Elements) do not count. Arrays and
/// objects do, because each takes memory, however short.
inline constexpr qsizetype mostValues = 1'000'000;
inline constexpr qsizetype mostValuesOfElement = 100'000;
inline constexpr qsizetype mostText = 64 * 1024 * 1024;     ///< bytes of texts and names at a time
inline constexpr qsizetype longestToken = 16 * 1024 * 1024; ///< bytes of a text, a number or white space
inline constexpr qint64 mostElements = 1'000'000;

/// Parses a whole UTF-8 document (RFC 8259, a byte order mark is skipped); a name that stands twice in an
/// object is refused.
Result<Json> parse(QByteArrayView document);
inline constexpr qint64 enoughToRecognize = 1024 * 1024; ///< bytes of the start of a document
/// The start of the document in any Dialect, enough to recognize a format by; what cannot be parsed is left
/// out.
Json beginning(QByteArrayView document);

/// Overwrites all texts in it: they may hold a client secret.
void wipeTexts(Json &value);

bool isSameName(std::string_view one, std::string_view other, Dialect dialect);
/// The same for all names that are the same.
std::string comparable(std::string_view name, Dialect dialect);

QString toText(const std::string &utf8);
/// Of a member that is text; empty where the object has none of that name, or the value is no object.
QString textAt(const Json &object, const char *name);
std::string fromText(const QString &text);

/// Without white space and with the names of each object in order, so that equal values have equal texts.
QString compactText(const Json &value);
/// A value that compactText() made; discarded where the text is none.
Json fromCompactText(const QString &text);
/// Whether that is an object or an array, without making it.
bool isStructure(const QString &text);

/// UTC in ISO 8601; null when it is none.
Json timeJson(const QDateTime &time);

Json texts(const QStringList &texts);
/// Leaves it out when the text is empty.
void addText(Json &object, const std::string &name, const QString &text);

QString member(const QString &place, const std::string &name); ///< `clients[2].title`
QString element(const QString &place, std::size_t index);      ///< `clients[2]`

/// "`place` is a number, expected text."
Error wrongType(const Json &value, const QString &place, const QString &expected);
Error wrongValue(const QString &place, const QString &expected);

/// Typed reading: QString, bool, QStringList, qint64, and QDateTime from ISO 8601 with its zone; anything but
/// exactly that type is an Error. A pointer is to the value itself, for others to read.
template<typename T>
Result<T> read(const Json &value, const QString &place) = delete;
template<>
Result<QString> read<QString>(const Json &value, const QString &place);
template<>
Result<bool> read<bool>(const Json &value, const QString &place);
template<>
Result<QStringList> read<QStringList>(const Json &value, const QString &place);
template<>
Result<qint64> read<qint64>(const Json &value, const QString &place);
template<>
Result<QDateTime> read<QDateTime>(const Json &value, const QString &place);
/// A bool, or "true" and "false" as text, in whatever case.
Result<bool> readFlag(const Json &value, const QString &place);
template<>
inline Result<const Json *> read<const Json *>(const Json &value, const QString &)
{
    return &value;
}

}
