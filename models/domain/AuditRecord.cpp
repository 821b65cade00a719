#include "domain/AuditRecord.h"

#include "domain/formats/gatehouse/ClientJson.h"
#include "domain/formats/gatehouse/ConsentJson.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace gatehouse::audit {

using json::Json;

namespace {

std::string fingerprint(const QByteArray &bytes)
{
    constexpr qsizetype length = 16;
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().left(length).toStdString();
}

Json secretsJson(const QList<ClientSecret> &secrets)
{
    Json array = Json::array();
    for (const ClientSecret &secret : secrets)
        array.push_back(secretJson(secret));
    return array;
}

Json logoFingerprint(const Logo &logo)
{
    if (logo.data.isEmpty())
        return nullptr;
    return {{"name", json::fromText(logo.name)}, {"fingerprint", fingerprint(logo.data)}};
}

Json valueOf(const ClientApplication &client, const ClientFieldInfo &info)
{
    switch (info.kind) {
    case FieldKind::Secrets:
        return secretsJson(client.secrets);
    case FieldKind::Image:
        return logoFingerprint(client.logo);
    default:
        return fieldJson(client, info);
    }
}

const char *storageName(CertificateStorage storage)
{
    return storage == CertificateStorage::Local ? "local" : "database";
}

}

Json secretJson(const ClientSecret &secret)
{
    return {{"fingerprint", fingerprint(secret.hash.toUtf8())},
            {"last_four", json::fromText(secret.lastFour)},
            {"description", json::fromText(secret.description)},
            {"created", timeJson(secret.created)},
            {"expires", timeJson(secret.expires)},
            {"encrypted", secret.isRecoverable()}};
}

Record recordOf(const ClientApplication &client)
{
    Json fields = Json::object();
    for (const ClientFieldInfo &info : clientFields())
        fields[info.name] = valueOf(client, info);
    return {u"client_application"_s, client.key, client.clientId, std::move(fields)};
}

Record recordOf(const User &user)
{
    return {u"iam_user"_s,
            user.key,
            user.userId,
            {{"user_id", json::fromText(user.userId)},
             {"name", json::fromText(user.name)},
             {"email", json::fromText(user.email)},
             {"phone", json::fromText(user.phone)},
             {"department", json::fromText(user.department)},
             {"service_account", user.serviceAccount},
             {"enabled", user.enabled},
             {"main_administrator", user.mainAdministrator}}};
}

Record recordOf(const ApiScope &scope)
{
    return {u"api_scope"_s,
            scope.key,
            scope.name,
            {{"name", json::fromText(scope.name)},
             {"title", json::fromText(scope.title)},
             {"description", json::fromText(scope.description)}}};
}

Record recordOf(const Language &language)
{
    return {u"language"_s,
            language.key,
            language.tag,
            {{"tag", json::fromText(language.tag)},
             {"native_name", json::fromText(language.nativeName)},
             {"right_to_left", language.rightToLeft},
             {"is_default", language.isDefault}}};
}

Record recordOf(const CustomResource &resource)
{
    return {u"custom_resource"_s, resource.key, resource.name, customResourceJson(resource)};
}

Record recordOf(const SigningCertificate &certificate)
{
    return {u"signing_certificate"_s,
            certificate.key,
            certificate.thumbprint,
            {{"thumbprint", json::fromText(certificate.thumbprint)},
             {"storage", storageName(certificate.storage)},
             {"created_at", timeJson(certificate.created)},
             {"not_before", timeJson(certificate.notBefore)},
             {"not_after", timeJson(certificate.notAfter)},
             {"signs_from", timeJson(certificate.signsFrom)},
             {"replaced_at", timeJson(certificate.replaced)},
             {"published_until", timeJson(certificate.publishedUntil)}}};
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
