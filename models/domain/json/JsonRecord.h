#pragma once

#include "domain/json/JsonText.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>

/// Reading of arrays, objects, and objects that are records.
namespace gatehouse::json {

Error notAnArray(const Json &value, const QString &place);
Error notAnObject(const Json &value, const QString &place);
Error writtenTwice(const QString &place);

/// Calls `Result<void> visit(const Json &element, const QString &place)` until it fails.
Result<void> eachElement(const Json &array, const QString &place, const auto &visit)
{
    if (!array.is_array())
        return std::unexpected(notAnArray(array, place));
    Result<void> done;
    for (std::size_t index = 0; done && index < array.size(); ++index)
        done = visit(array[index], element(place, index));
    return done;
}

/// Calls `Result<void> visit(const std::string &name, const Json &value, const QString &place)` until it
/// fails.
Result<void> eachMember(const Json &object, const QString &place, const auto &visit)
{
    if (!object.is_object())
        return std::unexpected(notAnObject(object, place));
    Result<void> done;
    for (auto at = object.begin(); done && at != object.end(); ++at)
        done = visit(at.key(), *at, member(place, at.key()));
    return done;
}

/// What a property of a record is called, and the member for its value: a type that read() knows, where
/// absent says something an std::optional of it.
template<typename Record, typename Member>
struct Property
{
    const char *name;
    Member Record::*member;
};

/// One that is read by `Result<T> read(const Json &value, const QString &place)`, because more or less than
/// the exact type is taken.
template<typename Record, typename Member, typename Read>
struct PropertyBy
{
    const char *name;
    Member Record::*member;
    Read read;
};

template<typename Member>
struct ValueOf
{
    using Type = Member;
};
template<typename Value>
struct ValueOf<std::optional<Value>>
{
    using Type = Value;
};

/// The value of a property into its member.
template<typename Record>
Result<void> readProperty(Record &record, const auto &property, const Json &value, const QString &place)
{
    auto &member = record.*property.member;
    using Value = ValueOf<std::remove_reference_t<decltype(member)>>::Type;
    const auto take = [&](const Value &read) { member = read; };
    if constexpr (requires { property.read; })
        return property.read(value, place).transform(take);
    else
        return read<Value>(value, place).transform(take);
}

/// Fills a record by its table, an std::array or std::tuple of properties. null is the same as absent. What
/// the table does not have, null or not, goes to `Result<void> other(const std::string &name, const Json
/// &value, const QString &place)`. The error is its own, a value of the wrong type, or a property that stands
/// there twice.
template<typename Record, typename Table>
Result<void> readRecord(Record &record, const Table &table, const Json &object, const QString &place,
                        const auto &other, Dialect dialect = Dialect::Standard)
{
    std::array<bool, std::tuple_size_v<Table>> taken{};
    return eachMember(
        object, place, [&](const std::string &name, const Json &value, const QString &where) -> Result<void> {
            Result<void> done;
            auto *isTaken = taken.data();
            const auto take = [&](const auto &property) {
                if (!isSameName(property.name, name, dialect)) {
                    ++isTaken;
                    return false;
                }
                if (!value.is_null())
                    done = std::exchange(*isTaken, true) ? std::unexpected(writtenTwice(where))
                                                         : readProperty(record, property, value, where);
                if (!done)
                    done.error().column = QString::fromLatin1(property.name);
                return true;
            };
            const bool isKnown =
                std::apply([&](const auto &...properties) { return (take(properties) || ...); }, table);
            return isKnown ? done : other(name, value, where);
        });
}

}
