#pragma once

#include "DataFile.h"
#include "FormatTrip.h"

#include <QTest>

/// What the golden files of IdentityServer and Skoruba hold.
namespace gatehouse::samples {

inline CustomResource resource(const QString &name, const QString &title, const QList<ResourceClaim> &claims,
                               bool enabled = true)
{
    CustomResource made;
    made.name = name;
    made.title = title;
    made.claims = claims;
    made.enabled = enabled;
    return made;
}

inline ExportHead resourcesHead(ExportHead head = {.now = now()})
{
    head.apiScopes = {{{}, 0, u"api"_s, u"Everything"_s, u"All of the API"_s},
                      {{}, 0, u"orders.read"_s, {}, {}},
                      {{}, 0, u"prices.write"_s, {}, {}}};
    head.customResources = {
        resource(u"badge"_s, u"Badge"_s, {{u"badge"_s, ClaimSource::FixedValue, u"7"_s}}, false),
        resource(u"department"_s, u"Department"_s,
                 {{u"department"_s, ClaimSource::UserAttribute, u"department"_s},
                  {u"organization"_s, ClaimSource::FixedValue, u"Example Ltd"_s}})};
    return head;
}

inline QList<ClientApplication> fourClients()
{
    ClientApplication shop = openIdWithApi();
    shop.customResources = {u"badge"_s, u"department"_s};
    shop.consentTexts = {{u"nl"_s, {.profile = u"Uw naam"_s}},
                         {u"pt-BR"_s, {.api = u"As suas encomendas"_s}}};
    return {machine(), delegatedApi(), openId(), shop};
}

/// Reads the file, writes what it says, and reads that: the same again, but for what is refused.
inline void compareWithItsExport(const ClientFormat &format, const QByteArray &document)
{
    const auto first = format.read(document, now());
    QVERIFY2(first, first ? "" : qPrintable(first.error().text));
    QList<ClientApplication> taken;
    for (const ImportedClient &imported : first->clients) {
        if (imported.refusal)
            continue;
        taken << imported.client;
        for (ClientSecret &secret : taken.last().secrets)
            secret.sealed = imported.secretsInClear.value(secret.hash);
    }
    ExportHead head{.apiScopes = first->apiScopes, .customResources = first->customResources, .now = now()};
    head.secrets = withSecrets().secrets;
    const auto second = format.read(exported(format, taken, head).document, now());
    QVERIFY2(second, second ? "" : qPrintable(second.error().text));
    QCOMPARE(second->apiScopes, first->apiScopes);
    QCOMPARE(second->customResources, first->customResources);
    QVERIFY(second->losses.isEmpty());
    QCOMPARE(second->clients.size(), taken.size());
    for (qsizetype i = 0; i < taken.size(); ++i) {
        const ImportedClient &again = second->clients.at(i);
        QVERIFY2(!again.refusal, qPrintable(again.place));
        QVERIFY2(again.losses.isEmpty(), qPrintable(lostFields(again).join(u' ')));
        for (ClientSecret &secret : taken[i].secrets)
            secret.sealed.clear();
        const auto differing = differences(rules::normalized(taken.at(i)), rules::normalized(again.client));
        QVERIFY2(differing.isEmpty(),
                 qPrintable(differing.isEmpty() ? QString() : fieldLabel(differing.first().field)));
        QCOMPARE(again.client.secrets, taken.at(i).secrets);
    }
}

}
