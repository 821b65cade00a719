#pragma once

#include "domain/json/JsonRecord.h"

/// Reading of .NET configuration, in which upper and lower case of property names mean nothing, `null` is the
/// same as absent, as a member and in a list, a switch and a number may be written as text, and a list may be
/// an object, whose names mean nothing.
namespace gatehouse::configuration {

/// Null when the object has no such member.
const json::Json *find(const json::Json &object, std::string_view name);
/// Texts of a list.
Result<QStringList> readTexts(const json::Json &list, const QString &place);
/// A whole number, or one as text.
Result<qint64> readNumber(const json::Json &value, const QString &place);
/// The list as an array, without what is null.
json::Json asArray(const json::Json &list);
/// The same without what is null right in it.
json::Json withoutNull(const json::Json &value);

/// Calls `Result<void> visit(const Json &child, const QString &place)` for each of a list until it fails.
Result<void> eachChild(const json::Json &list, const QString &place, const auto &visit)
{
    const auto visitOne = [&](const json::Json &child, const QString &childPlace) {
        return child.is_null() ? Result<void>() : visit(child, childPlace);
    };
    if (!list.is_object())
        return json::eachElement(list, place, visitOne);
    return json::eachMember(list, place,
                            [&](const std::string &, const json::Json &child, const QString &childPlace) {
                                return visitOne(child, childPlace);
                            });
}

/// json::readRecord(), which gives the names of the other properties through `unknown`.
template<typename Record>
Result<void> readRecord(Record &record, const auto &table, const json::Json &object, const QString &place,
                        QStringList &unknown)
{
    const auto takeOther = [&](const std::string &name, const json::Json &value,
                               const QString &) -> Result<void> {
        if (!value.is_null())
            unknown << json::member({}, name);
        return {};
    };
    return json::readRecord(record, table, object, place, takeOther, json::Dialect::Configuration);
}

/// The same object with the properties of the table spelled as there, and without what is null in it and in
/// their lists.
json::Json spelledAs(const auto &table, const json::Json &object)
{
    json::Json spelled = json::Json::object();
    for (const auto &[name, value] : object.items()) {
        const char *known = nullptr;
        const auto spell = [&](const auto &property) {
            if (json::isSameName(property.name, name, json::Dialect::Configuration))
                known = property.name;
        };
        std::apply([&](const auto &...properties) { (spell(properties), ...); }, table);
        if (!value.is_null())
            spelled[known ? known : name] = known ? withoutNull(value) : value;
    }
    return spelled;
}

}
