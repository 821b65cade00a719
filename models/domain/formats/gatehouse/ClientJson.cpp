#include "domain/formats/gatehouse/ClientJson.h"

#include "domain/formats/gatehouse/ConsentJson.h"
#include "domain/formats/gatehouse/GatehouseProperties.h"

namespace gatehouse {

using json::Json;

namespace {

Json secretsJson(const QList<ClientSecret> &secrets)
{
    Json array = Json::array();
    for (const ClientSecret &secret : secrets) {
        Json object = Json::object();
        for (const auto &[name, member] : gatehouseproperties::secretTexts)
            object[name] = json::fromText(secret.*member);
        for (const auto &[name, member] : gatehouseproperties::secretTimes)
            object[name] = timeJson(secret.*member);
        array.push_back(std::move(object));
    }
    return array;
}

}

Json timeJson(const QDateTime &time)
{
    return time.isValid() ? Json(json::fromText(time.toUTC().toString(Qt::ISODate))) : Json(nullptr);
}

Json fieldJson(const ClientApplication &client, const ClientFieldInfo &info)
{
    const QVariant value = fieldValue(client, info.field);
    switch (info.kind) {
    case FieldKind::Flag:
        return value.toBool();
    case FieldKind::List:
        return json::texts(value.toStringList());
    case FieldKind::Secrets:
        return secretsJson(client.secrets);
    case FieldKind::Image:
        return logoJson(client.logo);
    case FieldKind::Texts:
        return consentTextsJson(client.consentTexts);
    case FieldKind::Text:
    case FieldKind::Choice:
        break;
    }
    return json::fromText(value.toString());
}

}
