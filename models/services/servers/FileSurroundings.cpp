#include "services/servers/FileSurroundings.h"

#include "domain/formats/keycloak/KeycloakNames.h"
#include "domain/json/JsonPlace.h"

#include <QBuffer>
#include <QMap>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::surroundings {

using json::Json;

namespace {

constexpr const char *clientScopes = "clientScopes";
constexpr const char *serviceAccounts = "users";
/// The sections that a format's writer makes for what client applications refer to.
constexpr std::array writtenSections{"IdentityResources", "ApiScopes", "scopes", "claims"};

/// As the format's writer would write it all.
Result<Json> written(const ClientFormat &format, const ServerNeeds &needs)
{
    QBuffer target;
    target.open(QIODevice::WriteOnly);
    const ExportHead head{.users = {},
                          .apiScopes = needs.apiScopes,
                          .languages = needs.languages,
                          .customResources = needs.customResources};
    const auto writer = format.writer(target);
    if (!writer)
        return Json::object();
    Result<void> done = writer->begin(head);
    for (const ClientApplication &client : needs.clients) {
        done = done.and_then([&] { return writer->add(client).transform([](const QList<Loss> &) {}); });
    }
    return done.and_then([&] { return writer->end(); }).and_then([&] { return json::parse(target.data()); });
}

/// An element of a section by the name that it has there.
Surrounding surroundingOf(const std::string &section, const Json &element)
{
    std::string name;
    for (const char *id : {"serviceAccountClientId", "name", "Name"}) {
        if (name.empty() && element.is_object())
            name = element.value(id, std::string());
    }
    return {section, element.is_string() ? element.get<std::string>() : name, element};
}

/// Of the sections, wherever they stand in what was written.
void collect(QList<Surrounding> &all, const Json &object)
{
    for (const auto &[name, value] : object.items()) {
        if (!std::ranges::contains(writtenSections, name)) {
            if (value.is_object())
                collect(all, value);
            continue;
        }
        for (const auto &[key, element] : value.items())
            all << (value.is_object() ? Surrounding{name, key, element} : surroundingOf(name, element));
    }
}

/// A client scope of Keycloak for each API scope.
QList<Surrounding> keycloakScopes(const QList<ApiScope> &scopes)
{
    QList<Surrounding> all;
    for (const ApiScope &scope : scopes) {
        Json object{{"name", json::fromText(scope.name)}};
        json::addText(object, "description", scope.description);
        object["protocol"] = "openid-connect";
        object["attributes"] = {{"include.in.token.scope", "true"}, {"display.on.consent.screen", "true"}};
        json::addText(object["attributes"], "consent.screen.text", scope.title);
        all << Surrounding{clientScopes, json::fromText(scope.name), std::move(object)};
    }
    return all;
}

bool holds(const Json &section, const Surrounding &wanted)
{
    if (section.is_object())
        return section.contains(wanted.name);
    return std::ranges::any_of(section, [&](const Json &element) {
        return surroundingOf(wanted.section, element).name == wanted.name;
    });
}

/// What the client applications may ask for: a writer's head knows all there are, and what one keeps without
/// having a use for it is not asked for.
bool isNeeded(const Surrounding &wanted, const ServerNeeds &needs)
{
    const QString name = json::toText(wanted.name);
    return std::ranges::any_of(needs.clients, [&](const ClientApplication &client) {
        return (client.supportApi && client.apiScopes.contains(name)) ||
               (client.supportOpenId && client.customResources.contains(name));
    });
}

/// One document of a file lacks it, and these client applications in it need it.
Result<QList<Surrounding>> missingIn(const ClientDocument &document, const ClientFormat &format,
                                     const ServerNeeds &needs)
{
    const QString &beside = needs.clients.first().clientId;
    const bool isKeycloak = format.name() == "keycloak"_L1;
    QList<Surrounding> wanted;
    if (isKeycloak) {
        wanted = keycloakScopes(needs.apiScopes);
    } else {
        const auto all = written(format, needs);
        if (!all)
            return std::unexpected(all.error());
        collect(wanted, *all);
    }
    QList<Surrounding> lacking;
    for (const Surrounding &one : std::as_const(wanted)) {
        if (!isNeeded(one, needs) || document.namesScope(one.name, beside))
            continue;
        const auto section = document.section(one.section, beside);
        if (!section)
            return std::unexpected(section.error());
        // A partial import has no client scopes: Keycloak would pass them over.
        const bool isOutOfPlace = !document.hasRoom(beside) || (isKeycloak && !section->has_value());
        if (!isOutOfPlace && (!section->has_value() || !holds(**section, one)))
            lacking << one;
    }
    return lacking;
}

}

Result<QList<Surrounding>> missing(const ClientDocument &document, const ClientFormat &format,
                                   const ServerNeeds &needs)
{
    if (needs.clients.isEmpty())
        return QList<Surrounding>();
    if (!document.hasSeveralDocuments())
        return missingIn(document, format, needs);
    QMap<qsizetype, ServerNeeds> byDocument;
    for (const ClientApplication &client : needs.clients) {
        ServerNeeds &own = byDocument[document.documentOf(client.clientId)];
        if (own.clients.isEmpty())
            own = {{}, needs.apiScopes, needs.customResources, needs.languages};
        own.clients << client;
    }
    QList<Surrounding> all;
    for (const ServerNeeds &own : std::as_const(byDocument)) {
        auto lacking = missingIn(document, format, own);
        if (!lacking)
            return lacking;
        for (Surrounding &one : *lacking)
            one.beside = own.clients.first().clientId;
        all << *lacking;
    }
    return all;
}

bool holdScopes(const Json &around)
{
    return around.is_object() && around.contains(clientScopes);
}

QList<Surrounding> ofClient(const ClientFormat &format, const Json &around)
{
    QList<Surrounding> all;
    const auto users = around.is_object() ? around.find(serviceAccounts) : around.end();
    if (format.name() != "keycloak"_L1 || !around.is_object() || users == around.end())
        return all;
    for (const Json &user : *users) {
        Surrounding account = surroundingOf(serviceAccounts, user);
        const json::Place mark{"attributes", keycloak::standIn};
        if (!json::valueAt(user, mark))
            account.gone.push_back(mark);
        all << account;
    }
    return all;
}

}
