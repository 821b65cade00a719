#pragma once

#include "domain/json/JsonText.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <optional>
#include <variant>

/// Reading of records of .NET configuration, in which upper and lower case of property names mean nothing,
/// `null` is the same as absent, and a switch may be written as text.
namespace gatehouse::configuration {

bool sameName(std::string_view left, std::string_view right);
/// Null when the object has no such member.
const json::Json *find(const json::Json &object, std::string_view name);

template<typename Record>
struct Property
{
    const char *name;
    std::variant<std::optional<QString> Record::*, std::optional<bool> Record::*,
                 std::optional<QStringList> Record::*,
                 const json::Json * Record::*>
        member; ///< a pointer into the document takes what is read by others
};

Error writtenTwice(const QString &place);
Result<void> take(std::optional<QString> &member, const json::Json &value, const QString &place);
Result<void> take(std::optional<bool> &member, const json::Json &value, const QString &place);
Result<void> take(std::optional<QStringList> &member, const json::Json &value, const QString &place);
Result<void> take(const json::Json *&member, const json::Json &value, const QString &place);

/// Fills a record by its table, and gives the places of the other properties, without `place`, through
/// `unknown`. The error is a value of the wrong type, or a property that stands there twice.
template<typename Record, std::size_t size>
Result<Record> read(const std::array<Property<Record>, size> &table, const json::Json &object,
                    const QString &place, QStringList &unknown)
{
    Record record;
    for (const auto &[name, value] : object.items()) {
        if (value.is_null())
            continue;
        const auto property = std::ranges::find_if(
            table, [&](const Property<Record> &known) { return sameName(known.name, name); });
        if (property == table.end()) {
            unknown << json::member({}, name);
            continue;
        }
        const QString where = json::member(place, name);
        const auto takeInto = [&](auto member) -> Result<void> {
            if (record.*member)
                return std::unexpected(writtenTwice(where));
            return take(record.*member, value, where);
        };
        if (auto done = std::visit(takeInto, property->member); !done) {
            done.error().column = QString::fromLatin1(property->name);
            return std::unexpected(done.error());
        }
    }
    return record;
}

}
