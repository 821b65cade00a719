#include "app/cli/clients/ClientTexts.h"

#include "app/cli/CliText.h"
#include "domain/ClientField.h"
#include "domain/formats/gatehouse/GatehouseJson.h"
#include "domain/rules/SecretRisk.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

using json::Json;

Json textJson(const QString &text)
{
    return json::fromText(text);
}

QString severityName(Severity severity)
{
    switch (severity) {
    case Severity::Advice:
        return u"advice"_s;
    case Severity::Warning:
        return u"warning"_s;
    case Severity::Error:
        return u"error"_s;
    }
    return {};
}

QString severityLabel(Severity severity)
{
    switch (severity) {
    case Severity::Advice:
        return CliText::tr("advice");
    case Severity::Warning:
        return CliText::tr("warning");
    case Severity::Error:
        return CliText::tr("error");
    }
    return {};
}

QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODate) : CliText::tr("unknown");
}

QString expiryText(const QDateTime &expires)
{
    return expires.isValid() ? timeText(expires) : CliText::tr("never");
}

QString changeText(const QString &name, const QString &before, const QString &after)
{
    return CliText::tr("    %1: \"%2\" becomes \"%3\"").arg(name, before, after);
}

Json clientJson(const ClientApplication &client, const QList<Problem> &problems)
{
    Json object = Json::object();
    const auto toJson = [&](const ClientSecret &secret) { return secretJson(client.clientId, secret); };
    for (const ClientFieldInfo &info : clientFields()) {
        if (info.kind == FieldKind::Servers)
            object[info.name] = serversJson(client, toJson);
        else if (info.kind == FieldKind::Risks)
            object[info.name] = risksJson(risks::told(client));
        else if (info.kind != FieldKind::Secrets && isToldOf(info.field))
            object[info.name] = fieldJson(client, info);
    }
    object["problem_severity"] =
        problems.isEmpty() ? Json(nullptr) : textJson(severityName(problems.first().severity));
    object["problem_count"] = problems.size();
    return object;
}

Json shownJson(const ClientApplication &client, const QList<Problem> &problems)
{
    Json object = clientJson(client, problems);
    object["secrets"] = secretsJson(
        client.secrets, {}, [&](const ClientSecret &secret) { return secretJson(client.clientId, secret); });
    return object;
}

Json secretJson(const QString &clientId, const ClientSecret &secret)
{
    const char *const stored = secret.isRecoverable() ? "encrypted" : "hashed";
    return {{"id", json::fromText(secret.key)},
            {"client_id", json::fromText(clientId)},
            {"last_four", json::fromText(secret.lastFour)},
            {"storage", secret.isKnownToServerOnly() ? "server" : stored},
            {"only_server_knows", secret.isKnownToServerOnly()},
            {"weak_length", secret.weakLength},
            {"only_on", secret.onlyOn.isEmpty() ? Json(nullptr) : Json(json::fromText(secret.onlyOn))},
            {"description", json::fromText(secret.description)},
            {"created_at", json::timeJson(secret.created)},
            {"expires_at", json::timeJson(secret.expires)}};
}

QString problemSummary(const QList<Problem> &problems)
{
    if (problems.isEmpty())
        return {};
    return u"%1 (%2)"_s.arg(severityLabel(problems.first().severity), QString::number(problems.size()));
}

namespace {

constexpr int memberIndentation = 2;
constexpr int elementIndentation = 4;

}

void JsonMembers::beginMember(const char *name)
{
    m_console.write(m_empty ? "{\n  \"" : ",\n  \"");
    m_console.write(QByteArray(name) + "\": ");
    m_empty = false;
}

void JsonMembers::add(const char *name, const json::Json &value)
{
    beginMember(name);
    m_console.write(value, memberIndentation);
}

void JsonMembers::beginList(const char *name)
{
    beginMember(name);
    m_console.write("[");
    m_listIsEmpty = true;
}

void JsonMembers::addToList(const json::Json &value)
{
    m_console.write(m_listIsEmpty ? "\n    " : ",\n    ");
    m_console.write(value, elementIndentation);
    m_listIsEmpty = false;
}

void JsonMembers::endList()
{
    m_console.write(m_listIsEmpty ? "]" : "\n  ]");
}

void JsonMembers::end()
{
    m_console.write(m_empty ? "{}\n" : "\n}\n");
}

}
