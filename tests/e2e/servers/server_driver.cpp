#include "domain/formats/ClientFormat.h"
#include "servers/ServerConnectionsByKind.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QTimeZone>

#include <cstdio>
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

Json errorJson(const Error &error)
{
    static const std::map<Error::Kind, const char *> names{
        {Error::Kind::Rule, "rule"},           {Error::Kind::NotFound, "not found"},
        {Error::Kind::Conflict, "conflict"},   {Error::Kind::Unreachable, "unreachable"},
        {Error::Kind::Cancelled, "cancelled"}, {Error::Kind::NotSignedIn, "not signed in"}};
    return {{"error", names.at(error.kind)}, {"text", json::fromText(error.text)}};
}

class Driver
{
public:
    explicit Driver(const Json &script) : m_access(accessOf(script)), m_connection(connection(m_access)) {}

    Json run(const Json &step)
    {
        const QString what = text(step, "do");
        if (what == u"test")
            return outcome(m_connection->test(),
                           [](const QString &said) { return Json(json::fromText(said)); });
        if (what == u"read")
            return read(step);
        if (what == u"scopes")
            return scopes(step);
        return write(step);
    }

private:
    static std::unique_ptr<ServerConnection> connection(const ServerAccess &access)
    {
        return ServerConnectionsByKind().connectTo(access);
    }

    template<typename T>
    static Json outcome(const Result<T> &result, const auto &shown)
    {
        return result ? Json{{"done", shown(*result)}} : errorJson(result.error());
    }

    Json read(const Json &step)
    {
        QStringList ids;
        for (const Json &id : step.value("clients", Json::array()))
            ids << json::toText(id.get<std::string>());
        QBuffer document;
        document.open(QIODevice::WriteOnly);
        const auto done = m_connection->read(document, ids);
        return done ? Json{{"done", Json::parse(document.data().toStdString())}} : errorJson(done.error());
    }

    /// Makes those that the client application of a file of the format needs.
    Json scopes(const Json &step)
    {
        const auto format = formatByName(formatOf(m_access.server));
        const QDateTime now(QDate(2026, 1, 31), QTime(12, 0), QTimeZone::UTC);
        const auto file =
            (*format)->read(QByteArray::fromStdString(step.value("clients", Json::array()).dump()), now);
        if (!file)
            return errorJson(file.error());
        ServerNeeds needs;
        for (const ImportedClient &imported : file->clients) {
            needs.clients << imported.client;
            for (const QString &scope : imported.client.apiScopes)
                needs.apiScopes << ApiScope{.name = scope, .title = scope};
        }
        const auto missing = m_connection->missing(needs);
        if (!missing)
            return errorJson(missing.error());
        Json made = Json::array();
        for (const ServerStep &one : *missing) {
            made.push_back(json::fromText(one.target));
            if (const auto done = m_connection->make(one); !done)
                return errorJson(done.error());
        }
        return {{"done", made}};
    }

    Json write(const Json &step)
    {
        const auto written = m_connection->write({.clientId = text(step, "client_id"),
                                                  .before = step.value("before", Json()),
                                                  .after = step.value("after", Json()),
                                                  .around = step.value("around", Json::object()),
                                                  .hasSecret = step.value("has_secret", false)});
        return outcome(written, [](const ServerWritten &one) {
            Json shown{{"now", one.now}, {"notes", json::texts(one.notes)}};
            shown["new_secret"] = viewOf(one.newSecret).toByteArray().toStdString();
            if (one.registration)
                shown["registration"] = registrationJson(*one.registration);
            return shown;
        });
    }

    ServerAccess m_access;
    std::unique_ptr<ServerConnection> m_connection;
};

}

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    std::string line;
    if (!std::getline(std::cin, line))
        return 2;
    Driver driver(Json::parse(line));
    while (std::getline(std::cin, line))
        std::cout << driver.run(Json::parse(line)).dump() << std::endl;
    return 0;
}
