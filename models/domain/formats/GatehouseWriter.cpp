#include "domain/formats/GatehouseWriter.h"

#include "domain/formats/ConsentJson.h"
#include "domain/formats/GatehouseProperties.h"

namespace gatehouse {

using json::Json;
using namespace gatehouseproperties;

namespace {

template<typename Record>
Json recordJson(const Record &record, const auto &texts, const auto &flags)
{
    Json object = Json::object();
    for (const auto &[name, member] : texts)
        object[name] = json::fromText(record.*member);
    for (const auto &[name, member] : flags)
        object[name] = record.*member;
    return object;
}

Json timeJson(const QDateTime &time)
{
    return time.isValid() ? Json(json::fromText(time.toUTC().toString(Qt::ISODate))) : Json(nullptr);
}

Json secretsJson(const QList<ClientSecret> &secrets)
{
    Json array = Json::array();
    for (const ClientSecret &secret : secrets) {
        Json object = recordJson(secret, secretTexts, std::array<Property<ClientSecret, bool>, 0>{});
        for (const auto &[name, member] : secretTimes)
            object[name] = timeJson(secret.*member);
        array.push_back(std::move(object));
    }
    return array;
}

Json textsJson(const QStringList &texts)
{
    Json array = Json::array();
    for (const QString &text : texts)
        array.push_back(json::fromText(text));
    return array;
}

Json fieldJson(const ClientApplication &client, const ClientFieldInfo &info)
{
    const QVariant value = fieldValue(client, info.field);
    switch (info.kind) {
    case FieldKind::Flag:
        return value.toBool();
    case FieldKind::List:
        return textsJson(value.toStringList());
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

Json clientJson(const ClientApplication &client)
{
    Json object = Json::object();
    for (const ClientFieldInfo &info : clientFields())
        object[info.name] = fieldJson(client, info);
    return object;
}

template<typename Record>
Result<void> writeRecords(QIODevice &target, const char *name, const QList<Record> &records, auto toJson)
{
    json::ArrayOutput output(target, 1);
    Result<void> done =
        json::write(target, QByteArray(",\n  \"") + name + "\": ").and_then([&] { return output.begin(); });
    for (const Record &record : records)
        done = done.and_then([&] { return output.add(toJson(record)); });
    return done.and_then([&] { return output.end(); });
}

auto byTables(const auto &texts, const auto &flags)
{
    return [&](const auto &record) { return recordJson(record, texts, flags); };
}

}

Result<void> GatehouseWriter::begin(const ExportHead &head)
{
    const QByteArray start = QByteArray("{\n  \"format\": \"") + formatName +
                             "\",\n  \"version\": " + QByteArray::number(newestVersion);
    return json::write(m_target, start)
        .and_then([&] { return writeRecords(m_target, "users", head.users, byTables(userTexts, userFlags)); })
        .and_then([&] {
            return writeRecords(m_target, "api_scopes", head.apiScopes, byTables(scopeTexts, scopeFlags));
        })
        .and_then([&] {
            return writeRecords(m_target, "languages", head.languages,
                                byTables(languageTexts, languageFlags));
        })
        .and_then([&] {
            return writeRecords(m_target, "custom_resources", head.customResources, customResourceJson);
        })
        .and_then([&] { return json::write(m_target, ",\n  \"clients\": "); })
        .and_then([&] { return m_clients.begin(); });
}

Result<QList<Loss>> GatehouseWriter::add(const ClientApplication &client)
{
    return m_clients.add(clientJson(client)).transform([] { return QList<Loss>(); });
}

Result<void> GatehouseWriter::end()
{
    return m_clients.end().and_then([&] { return json::write(m_target, "\n}\n"); });
}

}
