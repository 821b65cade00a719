#include "domain/formats/Formats.h"

#include "domain/HiddenSecrets.h"
#include "domain/formats/SecretsInClear.h"
#include "domain/formats/gatehouse/GatehouseJson.h"
#include "domain/formats/gatehouse/GatehouseProperties.h"
#include "domain/json/JsonOutput.h"
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

/// Writes the gatehouse format. It can say everything; when secrets are asked for, those that nobody can read
/// are a loss.
class GatehouseWriter final : public ClientWriter
{
public:
    explicit GatehouseWriter(QIODevice &target) : m_target(target), m_clients(target, 1) {}

    Result<void> begin(const ExportHead &head) override
    {
        m_secrets = head.secrets;
        const QByteArray start = QByteArray("{\n  \"format\": \"") + formatName +
                                 "\",\n  \"version\": " + QByteArray::number(newestVersion);
        return json::write(m_target, start)
            .and_then([&] { return writeRecords(m_target, "users", head.users, recordJson<User>); })
            .and_then(
                [&] { return writeRecords(m_target, "api_scopes", head.apiScopes, recordJson<ApiScope>); })
            .and_then(
                [&] { return writeRecords(m_target, "languages", head.languages, recordJson<Language>); })
            .and_then([&] {
                return writeRecords(m_target, "custom_resources", head.customResources, customResourceJson);
            })
            .and_then([&] { return json::write(m_target, ",\n  \"clients\": "); })
            .and_then([&] { return m_clients.begin(); });
    }

    Result<QList<Loss>> add(const ClientApplication &client) override
    {
        Json object = clientJson(client);
        const QList<Loss> losses = m_secrets ? addSecrets(object, client) : hiddenOnes(client);
        const auto written = m_clients.add(object);
        wipeSecrets(object[fieldInfo(ClientField::Secrets).name]);
        for (Json &part : object[fieldInfo(ClientField::OnServers).name])
            wipeSecrets(part[serverSecrets]);
        return written.transform([&] { return losses; });
    }

    Result<void> end() override
    {
        return m_clients.end().and_then([&] { return json::write(m_target, "\n}\n"); });
    }

private:
    static void wipeSecrets(Json &array)
    {
        for (Json &secret : array) {
            if (const auto inClear = secret.find(secretInClear); inClear != secret.end())
                wipeText(*inClear);
        }
    }

    /// Where the secrets stand that are for that server alone, or for all.
    static Json &secretsOn(Json &object, const QString &server)
    {
        return server.isEmpty()
                   ? object[fieldInfo(ClientField::Secrets).name]
                   : object[fieldInfo(ClientField::OnServers).name][json::fromText(server)][serverSecrets];
    }

    static QList<Loss> hiddenOnes(const ClientApplication &client)
    {
        QList<Loss> losses;
        for (const ClientSecret &secret : client.secrets) {
            if (hidden::isHidden(secret))
                losses << Loss{client.clientId, fieldLabel(ClientField::Secrets),
                               hidden::leftOutText(secret)};
        }
        return losses;
    }

    /// Writes the secrets in clear beside their hashes.
    QList<Loss> addSecrets(Json &object, const ClientApplication &client) const
    {
        QList<Loss> losses;
        const auto lose = [&](const QString &text) {
            losses << Loss{client.clientId, fieldLabel(ClientField::Secrets), text};
        };
        QHash<QString, std::size_t> places; ///< the next one, by server
        for (const ClientSecret &secret : client.secrets) {
            Json &said = secretsOn(object, secret.onlyOn)[places[secret.onlyOn]++];
            if (!secret.isRecoverable())
                lose(onlyHashedText(secret));
            else if (auto inClear = m_secrets(client, secret))
                said[secretInClear] = takeText(std::move(*inClear));
            else
                lose(inClear.error().text);
        }
        return losses;
    }

    SecretSource m_secrets;
    QIODevice &m_target;
    json::ArrayOutput m_clients;
};

}

std::unique_ptr<ClientWriter> gatehouseWriter(QIODevice &target)
{
    return std::make_unique<GatehouseWriter>(target);
}

}
