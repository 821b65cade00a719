#include "domain/audit/AuditRecord.h"

#include "domain/Digests.h"
#include "domain/HiddenSecrets.h"
#include "domain/formats/gatehouse/GatehouseJson.h"
#include "domain/json/RecordJson.h"
#include "domain/rules/SecretRisk.h"

using namespace Qt::StringLiterals;

namespace gatehouse::audit {

using json::Json;

namespace {

Json logoFingerprint(const Logo &logo)
{
    if (logo.data.isEmpty())
        return nullptr;
    return {{"name", json::fromText(logo.name)}, {"fingerprint", json::fromText(fingerprint(logo.data))}};
}

/// Some formats tell secrets apart by their hashes there.
Json settingsWithoutHashes(const ClientApplication &client, const ClientFieldInfo &info)
{
    auto settings = fieldValue(client, info.field).value<FormatSettings>();
    for (QString &text : settings)
        text = hidden::withKeys(text, client.secrets);
    return settingsJson(settings);
}

Json valueOf(const ClientApplication &client, const ClientFieldInfo &info)
{
    switch (info.kind) {
    case FieldKind::Risks:
        return risksJson(risks::told(client));
    case FieldKind::Settings:
        return settingsWithoutHashes(client, info);
    case FieldKind::Secrets:
        return secretsJson(client.secrets, {}, secretJson);
    case FieldKind::Servers:
        return serversJson(client, secretJson);
    case FieldKind::Image:
        return logoFingerprint(client.logo);
    default:
        return fieldJson(client, info);
    }
}

template<typename T>
Record byTable(const T &record)
{
    return {FieldTable<T>::name, record.key, nameOf(record), json::fieldsJson(record)};
}

}

Json secretJson(const ClientSecret &secret)
{
    return {{"id", json::fromText(secret.key)},
            {"last_four", json::fromText(secret.lastFour)},
            {"description", json::fromText(secret.description)},
            {"created", json::timeJson(secret.created)},
            {"expires", json::timeJson(secret.expires)},
            {"encrypted", secret.isRecoverable()}};
}

Record recordOf(const ClientApplication &client)
{
    Json fields = Json::object();
    for (const ClientFieldInfo &info : clientFields()) {
        if (isToldOf(info.field))
            fields[info.name] = valueOf(client, info);
    }
    return {u"client_application"_s, client.key, client.clientId, std::move(fields)};
}

Record recordOf(const User &user)
{
    return byTable(user);
}

Record recordOf(const ApiScope &scope)
{
    return byTable(scope);
}

Record recordOf(const Language &language)
{
    return byTable(language);
}

Record recordOf(const CustomResource &resource)
{
    return {u"custom_resource"_s, resource.key, resource.name, customResourceJson(resource)};
}

Record recordOf(const SigningCertificate &certificate)
{
    Record record = byTable(certificate);
    record.name = certificate.thumbprint; // the whole of it
    return record;
}

Record recordOf(const Server &server)
{
    return byTable(server);
}

std::optional<AuditEntry> entryOf(const std::optional<Record> &before, const std::optional<Record> &after)
{
    const auto fields = [](const std::optional<Record> &record) {
        return record ? record->fields : Json(nullptr);
    };
    const QString changes = differences(fields(before), fields(after));
    if (changes.isEmpty())
        return std::nullopt;
    const Record &named = after ? *after : *before;
    AuditEntry entry;
    entry.action = !before ? added : after ? changed : removed;
    entry.subject = named.subject;
    entry.recordId = named.id;
    entry.name = named.name;
    entry.changes = changes;
    return entry;
}

}
