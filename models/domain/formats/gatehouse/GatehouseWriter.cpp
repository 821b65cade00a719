#include "domain/formats/gatehouse/GatehouseWriter.h"

#include "domain/formats/SecretsInClear.h"
#include "domain/formats/gatehouse/ClientJson.h"
#include "domain/formats/gatehouse/ConsentJson.h"
#include "domain/formats/gatehouse/GatehouseProperties.h"
#include "domain/json/RecordJson.h"

namespace gatehouse {

using json::Json;
using namespace gatehouseproperties;

namespace {

template<typename Record>
Json recordJson(const Record &record)
{
    Json object = Json::object();
    const auto add = [&](const auto &...property) {
        ((object[property.name] = json::valueJson(record.*property.member)), ...);
    };
    std::apply(add, recordProperties<Record>);
    return object;
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

}

Result<void> GatehouseWriter::begin(const ExportHead &head)
{
    m_secrets = head.secrets;
    const QByteArray start = QByteArray("{\n  \"format\": \"") + formatName +
                             "\",\n  \"version\": " + QByteArray::number(newestVersion);
    return json::write(m_target, start)
        .and_then([&] { return writeRecords(m_target, "users", head.users, recordJson<User>); })
        .and_then([&] { return writeRecords(m_target, "api_scopes", head.apiScopes, recordJson<ApiScope>); })
        .and_then([&] { return writeRecords(m_target, "languages", head.languages, recordJson<Language>); })
        .and_then([&] {
            return writeRecords(m_target, "custom_resources", head.customResources, customResourceJson);
        })
        .and_then([&] { return json::write(m_target, ",\n  \"clients\": "); })
        .and_then([&] { return m_clients.begin(); });
}

Result<QList<Loss>> GatehouseWriter::add(const ClientApplication &client)
{
    Json object = clientJson(client);
    const QList<Loss> losses = m_secrets ? addSecrets(object, client) : QList<Loss>();
    const auto written = m_clients.add(object);
    for (Json &secret : object[fieldInfo(ClientField::Secrets).name]) {
        if (const auto inClear = secret.find(secretInClear); inClear != secret.end())
            wipeText(*inClear);
    }
    return written.transform([&] { return losses; });
}

QList<Loss> GatehouseWriter::addSecrets(Json &object, const ClientApplication &client) const
{
    QList<Loss> losses;
    const auto lose = [&](const QString &text) {
        losses << Loss{client.clientId, fieldLabel(ClientField::Secrets), text};
    };
    Json &array = object[fieldInfo(ClientField::Secrets).name];
    for (qsizetype i = 0; i < client.secrets.size(); ++i) {
        const ClientSecret &secret = client.secrets.at(i);
        if (!secret.isRecoverable())
            lose(onlyHashedText(secret));
        else if (auto inClear = m_secrets(client, secret))
            array[std::size_t(i)][secretInClear] = takeText(std::move(*inClear));
        else
            lose(inClear.error().text);
    }
    return losses;
}

Result<void> GatehouseWriter::end()
{
    return m_clients.end().and_then([&] { return json::write(m_target, "\n}\n"); });
}

}
