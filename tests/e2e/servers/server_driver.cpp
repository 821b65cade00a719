#include "domain/ClientField.h"
#include "domain/formats/ClientFormat.h"
#include "servers/ServerConnectionsByKind.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QTimeZone>

#include <algorithm>
#include <iostream>
#include <map>

/// Speaks to a server by a script: a line of JSON with what to connect to, then a line for each thing to do.
/// Answers each with a line. See connection.py.
using namespace Qt::StringLiterals;
using namespace gatehouse;
using json::Json;

namespace {

QString text(const Json &object, const char *name)
{
    return json::toText(object.value(name, std::string()));
}

Json registrationJson(const Registration &registration)
{
    return {{"client_id", json::fromText(registration.clientId)},
            {"uri", json::fromText(registration.uri)},
            {"token", viewOf(registration.token).toByteArray().toStdString()}};
}

ServerAccess accessOf(const Json &script)
{
    static const std::map<QString, ServerKind> kinds{{u"keycloak"_s, ServerKind::Keycloak},
                                                     {u"hydra"_s, ServerKind::Hydra},
                                                     {u"glewlwyd"_s, ServerKind::Glewlwyd},
                                                     {u"registration"_s, ServerKind::Registration}};
    static const std::map<QString, ServerSignIn> ways{{u"nothing"_s, ServerSignIn::Nothing},
                                                      {u"client"_s, ServerSignIn::ClientCredentials},
                                                      {u"password"_s, ServerSignIn::Password},
                                                      {u"token"_s, ServerSignIn::BearerToken}};
    ServerAccess access;
    access.server.kind = kinds.at(text(script, "kind"));
    access.server.url = text(script, "url");
    access.server.realm = text(script, "realm");
    access.server.signIn = ways.at(text(script, "sign_in"));
    access.server.account = text(script, "account");
    access.secret = takeSecret(text(script, "secret"));
    const Json registrations = script.value("registrations", Json::object());
    for (const auto &[clientId, one] : registrations.items()) {
        access.registrations.insert(json::toText(clientId), {text(one, "client_id"), text(one, "uri"),
                                                             takeSecret(text(one, "token"))});
    }
    return access;
}

/// Ends a step.
struct NotDone
{
    Error error;
};

template<typename Value>
Value checked(Result<Value> result)
{
    if (!result)
        throw NotDone{result.error()};
    if constexpr (!std::is_void_v<Value>)
        return std::move(*result);
}

Json errorJson(const Error &error)
{
    static const std::map<Error::Kind, const char *> names{
        {Error::Kind::Rule, "rule"},           {Error::Kind::NotFound, "not found"},
        {Error::Kind::Conflict, "conflict"},   {Error::Kind::Unreachable, "unreachable"},
        {Error::Kind::Cancelled, "cancelled"}, {Error::Kind::NotSignedIn, "not signed in"}};
    return {{"error", names.at(error.kind)}, {"text", json::fromText(error.text)}};
}

Json writtenJson(const ServerWritten &written)
{
    Json shown{{"now", written.now}, {"notes", json::texts(written.notes)}};
    shown["new_secret"] = viewOf(written.newSecret).toByteArray().toStdString();
    if (written.registration)
        shown["registration"] = registrationJson(*written.registration);
    return shown;
}

/// What people are told of, but for what each side has to itself; lists as sets.
Json differingFields(ClientApplication one, ClientApplication other)
{
    for (ClientApplication *client : {&one, &other}) {
        client->secrets.clear();
        client->otherSettings.clear();
        client->acceptedRisks.clear();
        for (const ClientFieldInfo &info : clientFields()) {
            QStringList list = fieldValue(*client, info.field).toStringList();
            list.sort();
            if (info.kind == FieldKind::List)
                setFieldValue(*client, info.field, list);
        }
    }
    Json fields = Json::array();
    for (const FieldDifference &difference : differences(one, other)) {
        fields.push_back({fieldInfo(difference.field).name, json::fromText(difference.before),
                          json::fromText(difference.after)});
    }
    return fields;
}

/// Scopes that the document does not describe have their names as titles.
ServerNeeds needsOf(const ImportedFile &file)
{
    ServerNeeds needs{.clients = {},
                      .apiScopes = file.apiScopes,
                      .customResources = file.customResources,
                      .languages = file.languages};
    for (const ImportedClient &imported : file.clients) {
        needs.clients << imported.client;
        for (const QString &scope : imported.client.apiScopes) {
            if (!std::ranges::contains(needs.apiScopes, scope, &ApiScope::name))
                needs.apiScopes << ApiScope{.name = scope, .title = scope};
        }
    }
    return needs;
}

class Driver
{
public:
    explicit Driver(ServerAccess access)
        : m_format(*checked(formatByName(formatOf(access.server))))
        , m_connection(ServerConnectionsByKind().connectTo(std::move(access)))
    {
    }

    Json run(const Json &step)
    {
        const QString what = text(step, "do");
        if (what == "test"_L1)
            return json::fromText(checked(m_connection->test()));
        if (what == "read"_L1)
            return checked(json::parse(document(step.value("clients", Json::array()))));
        if (what == "prepare"_L1)
            return prepared(needsOf(described(step)), step.value("make", true));
        if (what == "push"_L1)
            return pushed(described(step));
        if (what == "compare"_L1)
            return compared(described(step));
        return writtenJson(checked(m_connection->write({.clientId = text(step, "client_id"),
                                                        .before = step.value("before", Json()),
                                                        .after = step.value("after", Json()),
                                                        .around = step.value("around", Json::object()),
                                                        .hasSecret = step.value("has_secret", false)})));
    }

private:
    QByteArray document(const Json &clientIds = Json::array())
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        checked(m_connection->read(buffer, checked(json::read<QStringList>(clientIds, {}))));
        return buffer.data();
    }

    /// Client applications as a document says them, in the server's format or another.
    ImportedFile described(const Json &step) const
    {
        const ClientFormat &format =
            step.contains("format") ? *checked(formatByName(text(step, "format"))) : m_format;
        return read(format, QByteArray::fromStdString(step.at("document").dump()));
    }

    static ImportedFile read(const ClientFormat &format, const QByteArray &document)
    {
        return checked(format.read(document, QDateTime(QDate(2026, 1, 31), QTime(12, 0), QTimeZone::UTC)));
    }

    /// Makes what they need, or only tells it.
    Json prepared(const ServerNeeds &needs, bool isMade)
    {
        Json steps = Json::array();
        for (const ServerStep &step : checked(m_connection->missing(needs))) {
            if (isMade)
                checked(m_connection->make(step));
            steps.push_back(json::fromText(step.target));
        }
        return steps;
    }

    QByteArray written(const ClientApplication &client, const ImportedFile &file) const
    {
        QBuffer target;
        target.open(QIODevice::WriteOnly);
        const auto writer = m_format.writer(target);
        checked(writer->begin({.users = file.users,
                               .apiScopes = file.apiScopes,
                               .languages = file.languages,
                               .customResources = file.customResources,
                               .needsAreMade = true}));
        checked(writer->add(client));
        checked(writer->end());
        return target.data();
    }

    /// By client ID, as new ones.
    Json pushed(const ImportedFile &file)
    {
        Json outcomes = Json::object();
        for (const ImportedClient &imported : file.clients) {
            const ClientApplication &client = imported.client;
            const Json made = checked(json::parse(written(client, file)));
            Json after = made.is_array() ? made.front() : made.at("clients").front();
            m_connection->fit(after, client, needsOf(file));
            outcomes[json::fromText(client.clientId)] = writtenJson(checked(m_connection->write(
                {.clientId = client.clientId, .before = Json(), .after = after, .around = made})));
        }
        return outcomes;
    }

    /// By client ID the fields that differ: as they are there, and as they would be if they were written now.
    Json compared(const ImportedFile &file)
    {
        const ImportedFile there = read(m_format, document());
        Json differing = Json::object();
        for (const ImportedClient &imported : file.clients) {
            const QString &clientId = imported.client.clientId;
            const ImportedFile mirror = read(m_format, written(imported.client, file));
            const auto found = std::ranges::find(
                there.clients, clientId, [](const ImportedClient &one) { return one.client.clientId; });
            differing[json::fromText(clientId)] =
                found == there.clients.end() ? Json("not there")
                                             : differingFields(found->client, mirror.clients.front().client);
        }
        return differing;
    }

    const ClientFormat &m_format;
    std::unique_ptr<ServerConnection> m_connection;
};

Json answer(Driver &driver, const Json &step)
{
    try {
        return {{"done", driver.run(step)}};
    } catch (const NotDone &notDone) {
        return errorJson(notDone.error);
    }
}

}

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    std::string line;
    if (!std::getline(std::cin, line))
        return 2;
    Driver driver(accessOf(Json::parse(line)));
    while (std::getline(std::cin, line))
        std::cout << answer(driver, Json::parse(line)).dump() << std::endl;
    return 0;
}
