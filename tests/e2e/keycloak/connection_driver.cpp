#include "domain/ClientField.h"
#include "domain/formats/ClientFormat.h"
#include "servers/ServerConnectionsByKind.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>

#include <iostream>

/// Drives a connection to Keycloak for the tests: a line of JSON with the server, then a line for each thing
/// to do, each of which gets a line as its answer. Client applications come from a file of Gatehouse's own
/// format.
namespace gatehouse {

namespace {

using namespace Qt::StringLiterals;
using json::Json;

QString text(const Json &object, const char *name)
{
    return json::toText(object.value(name, std::string()));
}

template<typename Value>
Value checked(Result<Value> result)
{
    if (!result)
        throw std::runtime_error(result.error().text.toStdString());
    if constexpr (!std::is_void_v<Value>)
        return std::move(*result);
}

const ClientFormat &format(const QString &name)
{
    return *checked(formatByName(name));
}

ImportedFile fileAt(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw std::runtime_error("no file");
    return checked(format(u"gatehouse"_s).read(file.readAll(), QDateTime::currentDateTimeUtc()));
}

ExportHead headOf(const ImportedFile &file)
{
    return {.users = file.users,
            .apiScopes = file.apiScopes,
            .languages = file.languages,
            .customResources = file.customResources,
            .needsAreMade = true};
}

ServerNeeds needsOf(const ImportedFile &file)
{
    ServerNeeds needs{.clients = {},
                      .apiScopes = file.apiScopes,
                      .customResources = file.customResources,
                      .languages = file.languages};
    for (const ImportedClient &imported : file.clients)
        needs.clients << imported.client;
    return needs;
}

QByteArray written(const ClientApplication &client, const ImportedFile &file)
{
    QBuffer document;
    document.open(QIODevice::WriteOnly);
    const auto writer = format(u"keycloak"_s).writer(document);
    checked(writer->begin(headOf(file)));
    checked(writer->add(client));
    checked(writer->end());
    return document.data();
}

/// What people are told of, but for what each side has to itself.
Json comparedFields(ClientApplication one, ClientApplication other)
{
    for (ClientApplication *client : {&one, &other}) {
        client->secrets.clear();
        client->otherSettings.clear();
        client->acceptedRisks.clear();
        for (const ClientFieldInfo &info : clientFields()) { // Keycloak keeps its lists as sets
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

class Driver
{
public:
    explicit Driver(const Json &server)
        : m_connection(ServerConnectionsByKind().connectTo(
              {.server = {.kind = ServerKind::Keycloak,
                          .url = text(server, "url"),
                          .realm = text(server, "realm"),
                          .signIn = server.contains("user") ? ServerSignIn::Password
                                                            : ServerSignIn::ClientCredentials,
                          .account = text(server, server.contains("user") ? "user" : "client")},
               .secret = secretCopy(text(server, "secret").toUtf8())}))
    {
    }

    Json run(const Json &what)
    {
        const QString verb = text(what, "do");
        if (verb == "test"_L1)
            return {{"text", json::fromText(checked(m_connection->test()))}};
        if (verb == "read"_L1)
            return read(checked(json::read<QStringList>(what.value("clients", Json::array()), {})));
        if (verb == "prepare"_L1)
            return prepare(needsOf(fileAt(text(what, "file"))), what.value("make", true));
        if (verb == "push"_L1)
            return push(fileAt(text(what, "file")));
        if (verb == "compare"_L1)
            return compare(fileAt(text(what, "file")));
        return write({.clientId = text(what, "client_id"),
                      .before = what.value("before", Json()),
                      .after = what.at("after"),
                      .around = Json::object(),
                      .hasSecret = what.value("has_secret", false)});
    }

private:
    QByteArray document(const QStringList &clientIds = {})
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        checked(m_connection->read(buffer, clientIds));
        return buffer.data();
    }

    Json read(const QStringList &clientIds) { return checked(json::parse(document(clientIds))); }

    Json prepare(const ServerNeeds &needs, bool isMade)
    {
        Json steps = Json::array();
        for (const ServerStep &step : checked(m_connection->missing(needs))) {
            if (isMade)
                checked(m_connection->make(step));
            steps.push_back(json::fromText(step.target));
        }
        return steps;
    }

    Json push(const ImportedFile &file)
    {
        Json secrets = Json::object();
        for (const ImportedClient &imported : file.clients) {
            const ClientApplication &client = imported.client;
            Json made = checked(json::parse(written(client, file)));
            Json after = made["clients"].front();
            m_connection->fit(after, client, needsOf(file));
            const ServerWrite change{
                .clientId = client.clientId, .before = Json(), .after = after, .around = made};
            secrets[json::fromText(client.clientId)] = write(change)["secret"];
        }
        return secrets;
    }

    Json write(const ServerWrite &change)
    {
        const ServerWritten done = checked(m_connection->write(change));
        return {{"now", done.now},
                {"secret", std::string(done.newSecret.constData(), done.newSecret.size())}};
    }

    /// By client ID the fields that differ: as they are there, and as they would be if they were written now.
    Json compare(const ImportedFile &file)
    {
        const auto there = checked(format(u"keycloak"_s).read(document(), QDateTime::currentDateTimeUtc()));
        Json differing = Json::object();
        for (const ImportedClient &imported : file.clients) {
            const auto mirror = checked(
                format(u"keycloak"_s).read(written(imported.client, file), QDateTime::currentDateTimeUtc()));
            const auto isIt = [&](const ImportedClient &one) {
                return one.client.clientId == imported.client.clientId;
            };
            const auto found = std::ranges::find_if(there.clients, isIt);
            const std::string name = json::fromText(imported.client.clientId);
            differing[name] = found == there.clients.end()
                                  ? Json("not there")
                                  : comparedFields(found->client, mirror.clients.front().client);
        }
        return differing;
    }

    std::unique_ptr<ServerConnection> m_connection;
};

int drive()
{
    std::string line;
    std::getline(std::cin, line);
    Driver driver(Json::parse(line));
    while (std::getline(std::cin, line)) {
        Json answer;
        try {
            answer = {{"done", driver.run(Json::parse(line))}};
        } catch (const std::runtime_error &error) {
            answer = {{"error", error.what()}};
        }
        std::cout << answer.dump() << std::endl;
    }
    return 0;
}

}

}

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    return gatehouse::drive();
}
