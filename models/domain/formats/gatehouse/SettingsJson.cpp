#include "domain/formats/gatehouse/GatehouseJson.h"

#include "domain/formats/ImportedClients.h"
#include "domain/formats/gatehouse/GatehouseProperties.h"

#include <tuple>

namespace gatehouse {

using json::Json;
using namespace gatehouseproperties;

Json settingsJson(const FormatSettings &settings)
{
    Json object = Json::object();
    for (const auto &[format, value] : settings.asKeyValueRange())
        object[json::fromText(format)] = json::fromCompactText(value);
    return object;
}

Result<FormatSettings> readSettings(const Json &object, const QString &place)
{
    FormatSettings settings;
    const auto readOne = [&](const std::string &name, const Json &value,
                             const QString &where) -> Result<void> {
        if (!value.is_object())
            return std::unexpected(json::notAnObject(value, where));
        if (!value.empty())
            settings.insert(json::toText(name), json::compactText(value));
        return {};
    };
    return json::eachMember(object, place, readOne).transform([&] { return settings; });
}

Json risksJson(const QList<AcceptedRisk> &risks)
{
    Json array = Json::array();
    for (const AcceptedRisk &risk : risks) {
        Json object = Json::object();
        for (const auto &[name, member] : riskTexts)
            object[name] = json::fromText(risk.*member);
        object[riskTime.name] = json::timeJson(risk.at);
        array.push_back(std::move(object));
    }
    return array;
}

Result<QList<AcceptedRisk>> readRisks(const Json &array, const QString &place, QStringList &unknown)
{
    QList<AcceptedRisk> risks;
    const auto other = [&](const std::string &, const Json &, const QString &where) -> Result<void> {
        unknown << where;
        return {};
    };
    const auto readOne = [&](const Json &object, const QString &where) -> Result<void> {
        AcceptedRisk risk;
        const auto table = std::tuple_cat(riskTexts, std::tuple(riskTime));
        return json::readRecord(risk, table, object, where, other).and_then([&]() -> Result<void> {
            if (risk.rule.isEmpty())
                return std::unexpected(missing(where, QString::fromLatin1(riskTexts.front().name)));
            risks << risk;
            return {};
        });
    };
    return json::eachElement(array, place, readOne).transform([&] { return risks; });
}

Json keySetJson(const QStringList &keys)
{
    if (keys.isEmpty())
        return nullptr;
    Json array = Json::array();
    for (const QString &key : keys)
        array.push_back(json::fromCompactText(key));
    return {{"keys", std::move(array)}};
}

Result<QStringList> readKeySet(const Json &value, const QString &place)
{
    if (value.is_null())
        return QStringList();
    if (!value.is_object())
        return std::unexpected(json::notAnObject(value, place));
    const auto array = value.find("keys");
    if (array == value.end())
        return std::unexpected(missing(place, QStringLiteral("keys")));
    QStringList keys;
    const auto readOne = [&](const Json &key, const QString &where) -> Result<void> {
        if (!key.is_object())
            return std::unexpected(json::notAnObject(key, where));
        keys << json::compactText(key);
        return {};
    };
    return json::eachElement(*array, json::member(place, "keys"), readOne).transform([&] { return keys; });
}

}
