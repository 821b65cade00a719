#pragma once

#include "domain/SecretMaker.h"
#include "domain/rules/ClientRules.h"

#include <QTimeZone>

/// One complete client application of each kind that the rules tell apart, for tests to start from.
namespace gatehouse::samples {

using namespace Qt::StringLiterals;

inline QDateTime time(int year, int month, int day)
{
    return QDateTime(QDate(year, month, day), QTime(12, 0), QTimeZone::UTC);
}

inline QDateTime now()
{
    return time(2026, 3, 1);
}

inline ClientSecret secret()
{
    return storedSecret("K2s8vQp1-Zr6yTn4_Wb0mXc3Lh7Dg9Fj5Ae", u"first"_s, time(2026, 1, 1));
}

inline ClientApplication machine()
{
    ClientApplication client;
    client.clientId = u"price-feed"_s;
    client.title = u"Price feed"_s;
    client.enabled = true;
    client.supportOpenId = false;
    client.supportApi = true;
    client.grantType = GrantType::ClientCredentials;
    client.alsoClientCredentials = true;
    client.identity = u"svc-prices"_s;
    client.requirePkce = false;
    client.apiScopes = {u"orders.read"_s, u"prices.write"_s};
    client.secrets = {secret()};
    return client;
}

inline ClientApplication delegatedApi()
{
    ClientApplication client;
    client.clientId = u"planner"_s;
    client.title = u"Planning board – Überblick 計画"_s;
    client.enabled = true;
    client.supportOpenId = false;
    client.supportApi = true;
    client.supportRefreshTokens = true;
    client.requireConsent = true;
    client.allowRememberConsent = true;
    client.logoUri = u"https://planner.example.com/logo.png"_s;
    client.loginRedirects = {u"com.example.planner:/callback"_s, u"http://127.0.0.1/callback"_s};
    client.secrets = {secret(), storedSecret("another-Secret_0f-32-characters.XYZ", u"second \"b\""_s,
                                             time(2026, 2, 1), endOfDay(QDate(2027, 1, 31)))};
    return client;
}

inline ClientApplication openId()
{
    ClientApplication client;
    client.clientId = u"Portal.Web"_s;
    client.title = u"Portal"_s;
    client.enabled = true;
    client.includeUserInfoInToken = true;
    client.loginRedirects = {u"https://portal.example.com/callback?tenant=a%20b"_s};
    client.logoutRedirects = {u"https://portal.example.com/bye"_s};
    client.defaultResources = {u"openid"_s, u"profile"_s, u"email"_s};
    client.secrets = {secret()};
    return client;
}

inline ClientApplication openIdWithApi()
{
    ClientApplication client = openId();
    client.clientId = u"shop"_s;
    client.title = u"Shop"_s;
    client.supportApi = true;
    client.supportRefreshTokens = true;
    client.includeUserInfoInToken = false;
    client.apiScopes = {u"api"_s, u"orders.read"_s};
    return client;
}

inline User user(const QString &userId, bool serviceAccount = true, bool enabled = true)
{
    User user;
    user.userId = userId;
    user.serviceAccount = serviceAccount;
    user.enabled = enabled;
    return user;
}

inline rules::RuleContext context()
{
    rules::RuleContext context;
    context.now = now();
    for (const User &known : {user(u"Anna"_s, false), user(u"svc-prices"_s), user(u"svc-old"_s, true, false)})
        context.users.insert(known.userId.toLower(), known);
    context.customResources = {u"department"_s};
    context.languages = {u"en"_s, u"nl"_s};
    context.apiScopes = {u"api"_s, u"orders.read"_s, u"prices.write"_s};
    return context;
}

}
