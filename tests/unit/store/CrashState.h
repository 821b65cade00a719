#pragma once

#include "domain/SecretMaker.h"

#include <QTimeZone>

namespace gatehouse::test {

/// The client application that the crash test saves: every list and field tells which save it comes from.
/// Keys and version are those of `stored`.
inline ClientApplication crashState(int save, const ClientApplication &stored)
{
    const QString tag = QStringLiteral("save-%1").arg(save);
    ClientApplication client;
    client.key = stored.key;
    client.version = stored.version;
    client.clientId = QStringLiteral("crash");
    client.title = tag;
    client.enabled = save % 2;
    client.supportApi = true;
    client.logoUri = QStringLiteral("https://logo.example/%1.png").arg(tag);
    client.defaultResources = save % 2 ? QStringList{QStringLiteral("openid")}
                                       : QStringList{QStringLiteral("openid"), QStringLiteral("email")};
    for (int i = 0; i < 20 + save % 60; ++i) {
        client.loginRedirects << QStringLiteral("https://login.example/%1/%2").arg(tag).arg(i);
        client.logoutRedirects << QStringLiteral("https://logout.example/%1/%2").arg(tag).arg(i);
    }
    client.consentTexts.insert(QStringLiteral("en"), {tag, tag, {}});
    client.consentTexts.insert(save % 2 ? QStringLiteral("nl") : QStringLiteral("de"), {{}, {}, tag});
    const QDateTime created(QDate(2026, 1, 1), QTime(0, 0), QTimeZone::UTC);
    for (int i = 0; i < 2 + save % 3; ++i)
        client.secrets << storedSecret(tag.toUtf8() + char('a' + i), tag, created.addSecs(i));
    return client;
}

inline int saveOf(const ClientApplication &client)
{
    return client.title.section(u'-', 1).toInt();
}

}
