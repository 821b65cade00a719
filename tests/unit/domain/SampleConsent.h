#pragma once

#include "SampleClients.h"

#include "domain/consent/ConsentPage.h"

/// A client application that asks for everything, and the languages and resources round it.
namespace gatehouse::samples {

inline Language language(const QString &tag, bool rightToLeft = false, bool isDefault = false)
{
    Language language;
    language.tag = tag;
    language.rightToLeft = rightToLeft;
    language.isDefault = isDefault;
    return language;
}

inline CustomResource resource(const QString &name, const QString &title,
                               const QMap<QString, ResourceText> &texts = {})
{
    CustomResource resource;
    resource.name = name;
    resource.title = title;
    resource.texts = texts;
    return resource;
}

inline ApiScope scope(const QString &name, const QString &title)
{
    ApiScope scope;
    scope.name = name;
    scope.title = title;
    return scope;
}

inline consent::ConsentContext consentContext()
{
    consent::ConsentContext context;
    context.languages = {language(u"en"_s, false, true), language(u"nl"_s), language(u"ar"_s, true)};
    context.resources = {resource(u"department"_s, u"Department"_s,
                                  {{u"nl"_s, {u"Uw afdeling"_s, u"De afdeling van {user}."_s}}}),
                         resource(u"office"_s, {})};
    context.apiScopes = {scope(u"api"_s, u"Use the interface"_s), scope(u"orders.read"_s, {})};
    context.user = u"Anna"_s;
    return context;
}

inline ClientApplication asksForAll()
{
    ClientApplication client = openIdWithApi();
    client.requireConsent = true;
    client.allowRememberConsent = true;
    client.defaultResources = {u"address"_s, u"email"_s, u"openid"_s, u"phone"_s, u"profile"_s};
    client.customResources = {u"department"_s, u"gone"_s, u"office"_s};
    client.consentTexts = {
        {u"en"_s, ConsentTexts{u"{client} reads the name of {user}."_s, {}, {}}},
        {u"nl"_s, ConsentTexts{u"{client} leest de naam van {user}."_s, u"Uw post"_s, {}}}};
    return client;
}

}
