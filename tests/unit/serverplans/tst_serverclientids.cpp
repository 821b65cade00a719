#include "unit/serverplans/ServerHelp.h"

using namespace gatehouse;
using namespace gatehouse::test;

namespace {

const QString shopHere = u"web-shop"_s;
const QString shopThere = u"Web-Shop"_s;

void renameThere(ServerPair &pair, const char *idName)
{
    (*pair.connection.client(shopHere))[idName] = json::fromText(shopThere);
}

}

/// Client IDs that differ in case alone, or stand there more than once.
class ServerClientIdsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anotherCaseIsADifference_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QByteArray>("idName");
        QTest::newRow("keycloak") << u"keycloak"_s << QByteArray("clientId");
        QTest::newRow("hydra") << u"hydra"_s << QByteArray("client_id");
        QTest::newRow("identityserver") << u"identityserver"_s << QByteArray("ClientId");
        QTest::newRow("glewlwyd") << u"glewlwyd"_s << QByteArray("client_id");
    }
    void anotherCaseIsADifference()
    {
        QFETCH(const QString, format);
        QFETCH(const QByteArray, idName);
        ServerPair pair(format);
        VERIFY_DONE(pair.push({.clientIds = {shopHere}}));
        renameThere(pair, idName.constData());
        const json::Json before = pair.connection.document();
        QCOMPARE(drift(pair.compare({shopHere})), QStringList{u"web-shop differs client_id"_s});
        VERIFY_DONE(pair.change(shopHere, [](ClientApplication &client) { client.title = u"New"_s; }));
        for (const OnConflict policy : {OnConflict::Fail, OnConflict::Ours, OnConflict::Theirs}) {
            const auto plan = pair.plan({.clientIds = {shopHere}, .onConflict = policy});
            VERIFY_DONE(plan);
            QCOMPARE(plan->clients.first().status, PushStatus::Refused);
            QVERIFY2(plan->clients.first().refusal->text.contains(shopThere),
                     qPrintable(plan->clients.first().refusal->text));
            VERIFY_DONE(pair.push({.clientIds = {shopHere}, .onConflict = policy}));
            QCOMPARE(pair.connection.document(), before);
        }
        VERIFY_DONE(pair.take({shopHere}));
        QCOMPARE(storedClient(pair.database, shopThere).clientId, shopThere);
        QCOMPARE(drift(pair.compare({shopThere})), QStringList());
    }

    void whoWasRenamedIsToldToBeAnother()
    {
        ServerPair pair(u"keycloak"_s);
        VERIFY_DONE(pair.push({.clientIds = {shopHere}}));
        VERIFY_DONE(
            pair.change(shopHere, [](ClientApplication &client) { client.clientId = u"new-shop"_s; }));
        const auto plan = pair.plan({.clientIds = {u"new-shop"_s}});
        VERIFY_DONE(plan);
        QCOMPARE(plan->clients.first().status, PushStatus::New);
        const QString notes = plan->clients.first().notes.join(u'\n');
        QVERIFY2(notes.contains(u"it was \"web-shop\" on Test"_s), qPrintable(notes));
    }

    void twoThatDifferInCaseAloneAreRefused_data()
    {
        QTest::addColumn<QString>("other");
        QTest::newRow("another case") << u"WEB-SHOP"_s;
        QTest::newRow("the same") << shopHere;
    }
    void twoThatDifferInCaseAloneAreRefused()
    {
        QFETCH(const QString, other);
        ServerPair pair(u"keycloak"_s);
        VERIFY_DONE(pair.push({.clientIds = {shopHere}}));
        json::Json second = *pair.connection.client(shopHere);
        second["clientId"] = json::fromText(other);
        second["redirectUris"] = {"https://elsewhere.example.com/cb"};
        json::Json &clients = pair.connection.clients();
        clients.insert(clients.begin(), second);
        const json::Json before = pair.connection.document();

        const auto comparison = pair.compare({shopHere});
        VERIFY_DONE(comparison);
        QCOMPARE(drift(comparison), QStringList{u"web-shop differs"_s});
        QVERIFY2(comparison->clients.first().note.contains(u"stands in"_s),
                 qPrintable(comparison->clients.first().note));
        VERIFY_DONE(pair.change(shopHere, [](ClientApplication &client) { client.title = u"New"_s; }));
        const auto plan = pair.plan({.clientIds = {shopHere}, .onConflict = OnConflict::Ours});
        VERIFY_DONE(plan);
        QCOMPARE(plan->clients.first().status, PushStatus::Refused);
        QCOMPARE(pair.connection.document(), before);
        const QStringList redirects = storedClient(pair.database, shopHere).loginRedirects;
        const auto taking = pair.planTaking();
        VERIFY_DONE(taking);
        QVERIFY(taking->import.hasRefusals());
        VERIFY_DONE(applyTake(*pair.database, *taking));
        QCOMPARE(storedClient(pair.database, shopHere).loginRedirects, redirects);
    }

    void whatGatehouseHasNoneOfIsLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("member");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("SAML") << QByteArray("protocol") << QByteArray("\"saml\"");
        QTest::newRow("bearer-only") << QByteArray("bearerOnly") << QByteArray("true");
    }
    void whatGatehouseHasNoneOfIsLeftAlone()
    {
        QFETCH(const QByteArray, member);
        QFETCH(const QByteArray, value);
        ServerPair pair(u"keycloak"_s);
        VERIFY_DONE(pair.push());
        json::Json other{{"clientId", "portal"}, {"enabled", true}, {"protocol", "openid-connect"}};
        other[member.toStdString()] = json::Json::parse(value.toStdString());
        pair.connection.clients().push_back(other);
        const auto comparison = pair.compare();
        VERIFY_DONE(comparison);
        QCOMPARE(drift(comparison), QStringList());
        const QString text = serverplantext::ofComparison(*comparison);
        QVERIFY2(text.contains(u"left alone: portal"_s), qPrintable(text));
        const auto taking = pair.planTaking();
        VERIFY_DONE(taking);
        QVERIFY(!taking->import.hasRefusals());
        QVERIFY(serverplantext::ofTake(*taking)->contains(u"left alone: portal"_s));
        // Who asks for it by its name is told why not.
        QCOMPARE(drift(pair.compare({u"portal"_s})), QStringList{u"portal only_there"_s});
        QVERIFY(pair.planTaking({u"portal"_s})->import.hasRefusals());
    }
};

GATEHOUSE_TEST(ServerClientIdsTest)
#include "tst_serverclientids.moc"
