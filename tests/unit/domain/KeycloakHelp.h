#pragma once

#include "DataFile.h"
#include "FormatTrip.h"
#include "JsonLiteral.h"

#include "domain/formats/ClientFormat.h"

/// Files of Keycloak, read.
namespace gatehouse::samples {

inline const ClientFormat &keycloak = *formatByName(QStringLiteral("keycloak")).value();

/// Empty when it is refused.
inline ImportedFile fileOf(const QByteArray &document)
{
    return keycloak.read(document, now()).value_or(ImportedFile());
}

/// The one client application of an object with clientId "a" and these properties; `head` stands before it in
/// the file.
inline ImportedClient imported(const QByteArray &properties, const QByteArray &head = {})
{
    const QByteArray comma = properties.isEmpty() ? "" : ",";
    const auto file = fileOf('{' + head + quoted("'clients':[{'clientId':'a'") + comma + properties + "}]}");
    return file.clients.size() == 1 ? file.clients.first() : ImportedClient{.refusal = Error{}};
}

/// Custom resources, one of them disabled, and languages.
inline ExportHead keycloakHead(ExportHead head = {.now = now()})
{
    CustomResource department;
    department.name = u"department"_s;
    department.title = u"Department"_s;
    department.claims = {{u"department"_s, ClaimSource::UserAttribute, u"department"_s},
                         {u"https://example.com/org"_s, ClaimSource::FixedValue, u"Example Ltd"_s}};
    CustomResource badge;
    badge.name = u"badge"_s;
    badge.title = u"badge"_s;
    badge.enabled = false;
    badge.claims = {{u"badge"_s, ClaimSource::FixedValue, u"7"_s}};
    CustomResource contact;
    contact.name = u"contact"_s;
    contact.title = u"contact"_s;
    contact.claims = {{u"email"_s, ClaimSource::UserAttribute, u"email"_s},
                      {u"name"_s, ClaimSource::UserAttribute, u"name"_s}};
    head.customResources = {badge, contact, department};
    head.languages = {{{}, 0, u"en"_s, u"English"_s, false, false},
                      {{}, 0, u"nl"_s, u"Nederlands"_s, false, true}};
    return head;
}

/// Asks for everything that a file has a word for.
inline ClientApplication keycloakShop()
{
    ClientApplication client = openIdWithApi();
    client.includeUserInfoInToken = true;
    client.customResources = {u"contact"_s, u"department"_s};
    client.consentTexts = {{u"en"_s, {.api = u"Your orders"_s}},
                           {u"nl"_s, {.profile = u"Uw naam"_s, .api = u"Uw orders"_s}}};
    return client;
}

}
