#include "domain/formats/gatehouse/GatehouseJson.h"

#include "domain/HiddenSecrets.h"
#include "domain/formats/gatehouse/GatehouseProperties.h"

namespace gatehouse {

using json::Json;

namespace {

Json oneSecretJson(const ClientSecret &stored)
{
    const ClientSecret secret = hidden::shown(stored);
    Json object = Json::object();
    for (const auto &[name, member] : gatehouseproperties::secretTexts)
        object[name] = json::fromText(secret.*member);
    for (const auto &[name, member] : gatehouseproperties::secretTimes)
        object[name] = json::timeJson(secret.*member);
    if (secret.isKnownToServerOnly())
        object[gatehouseproperties::secretOfServerOnly] = true;
    if (secret.weakLength > 0)
        object[gatehouseproperties::secretWeakLength] = secret.weakLength;
    return object;
}

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
        return secretsJson(client.secrets, {}, oneSecretJson);
    case FieldKind::Servers:
        return serversJson(client, oneSecretJson);
    case FieldKind::Image:
        return logoJson(client.logo);
    case FieldKind::Texts:
        return consentTextsJson(client.consentTexts);
    case FieldKind::Settings:
        return settingsJson(value.value<FormatSettings>());
    case FieldKind::Risks:
        return risksJson(client.acceptedRisks);
    case FieldKind::Keys:
        return keySetJson(client.keys);
    case FieldKind::Number:
        return value.isNull() ? Json(nullptr) : Json(value.toInt());
    case FieldKind::Text:
    case FieldKind::Grant:
    case FieldKind::Authentication:
        break;
    }
    return json::fromText(value.toString());
}

}
