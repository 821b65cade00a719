#include "domain/formats/identityserver/Configuration.h"

#include "domain/formats/FormatText.h"

namespace gatehouse::configuration {

using json::Json;

namespace {

bool isSame(std::string_view one, std::string_view other)
{
    return json::isSameName(one, other, json::Dialect::Configuration);
}

}

const Json *find(const Json &object, std::string_view name)
{
    if (!object.is_object())
        return nullptr;
    for (const auto &[key, value] : object.items()) {
        if (isSame(key, name))
            return &value;
    }
    return nullptr;
}

Result<QStringList> readTexts(const Json &list, const QString &place)
{
    QStringList texts;
    return eachChild(list, place,
                     [&](const Json &child, const QString &childPlace) {
                         return json::read<QString>(child, childPlace).transform([&](const QString &text) {
                             texts << text;
                         });
                     })
        .transform([&] { return texts; });
}

Result<qint64> readNumber(const Json &value, const QString &place)
{
    if (!value.is_string())
        return json::read<qint64>(value, place);
    bool isNumber = false;
    const qint64 number = json::toText(value.get<std::string>()).toLongLong(&isNumber);
    if (isNumber)
        return number;
    return std::unexpected(json::wrongValue(place, FormatText::tr("a whole number")));
}

Json asArray(const Json &list)
{
    Json array = Json::array();
    for (const Json &child : list) {
        if (!child.is_null())
            array.push_back(child);
    }
    return array;
}

Json withoutNull(const Json &value)
{
    if (!value.is_object())
        return value.is_array() ? asArray(value) : value;
    Json rest = Json::object();
    for (const auto &[name, member] : value.items()) {
        if (!member.is_null())
            rest[name] = member;
    }
    return rest;
}

}
