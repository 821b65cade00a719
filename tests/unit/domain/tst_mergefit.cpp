#include "domain/merge/ClientPlaces.h"
#include "domain/merge/MergeFit.h"
#include "domain/merge/RecordPlaces.h"
#include "domain/rules/ClientRules.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

using Change = void (*)(ClientApplication &);
using ServerChange = void (*)(Server &);

ClientApplication start()
{
    ClientApplication client;
    client.clientId = u"shop"_s;
    client.title = u"Shop"_s;
    client.supportOpenId = false;
    client.supportApi = true;
    client.loginRedirects = {u"https://shop.example.com/callback"_s};
    return rules::normalized(client);
}

ClientApplication changed(const ClientApplication &from, Change change)
{
    ClientApplication client = from;
    change(client);
    return rules::normalized(client);
}

/// The fields that nobody would have found again.
QStringList lostFields(Change mine, Change theirs, RecordMerge *reopened = nullptr,
                       const ClientApplication &base = start())
{
    const ClientApplication here = changed(base, mine);
    const ClientApplication there = changed(base, theirs);
    RecordMerge merge = mergeOf(valuesOf(base), valuesOf(here), valuesOf(there));
    const auto lost = lostPlaces(merge, rules::normalized(merged(base, here, rules::revived(there), merge)));
    if (reopened) {
        reopen(merge, lost);
        *reopened = merge;
    }
    QStringList fields;
    for (const FieldPlace &place : lost)
        fields << place.field;
    return fields;
}

}

class TestMergeFit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatFitsIsNotLost_data();
    void whatFitsIsNotLost();
    void grantThatOpenIdTakesBack();
    void lifetimeOfWhatIsOff();
    void settingsBeneathThoseOfOthers();
    void signInStaysWithItsServer_data();
    void signInStaysWithItsServer();
};

void TestMergeFit::whatFitsIsNotLost_data()
{
    QTest::addColumn<Change>("mine");
    QTest::addColumn<Change>("theirs");
    const Change title = [](ClientApplication &client) { client.title = u"New"_s; };
    QTest::newRow("one alone") << title << Change([](ClientApplication &) {});
    QTest::newRow("rows of both") << Change([](ClientApplication &client) {
        client.loginRedirects << u"https://mine.example.com"_s;
    }) << Change([](ClientApplication &client) { client.loginRedirects << u"https://theirs.example.com"_s; });
    QTest::newRow("another kind of access") << title << Change([](ClientApplication &client) {
        client.grantType = GrantType::ClientCredentials;
        client.identity = u"svc"_s;
    });
    QTest::newRow("settings of both") << Change([](ClientApplication &client) {
        client.otherSettings[u"keycloak"_s] = uR"({"attributes":{"mine":"1"}})"_s;
    }) << Change([](ClientApplication &client) {
        client.otherSettings[u"keycloak"_s] = uR"({"attributes":{"theirs":"1"}})"_s;
    });
}

void TestMergeFit::whatFitsIsNotLost()
{
    QFETCH(const Change, mine);
    QFETCH(const Change, theirs);
    QCOMPARE(lostFields(mine, theirs), QStringList());
    QCOMPARE(lostFields(theirs, mine), QStringList());
}

void TestMergeFit::grantThatOpenIdTakesBack()
{
    RecordMerge merge;
    const QStringList lost = lostFields(
        [](ClientApplication &client) {
            client.grantType = GrantType::ClientCredentials;
            client.identity = u"svc"_s;
        },
        [](ClientApplication &client) { client.supportOpenId = true; }, &merge);
    QVERIFY2(lost.contains(u"grant_type"_s), qPrintable(lost.join(u' ')));
    QVERIFY(merge.hasConflict());
    for (const FieldPart &part : std::as_const(merge.parts))
        QVERIFY2(!part.choice || part.place.field != "support_openid"_L1, "its cause cannot be chosen");
}

void TestMergeFit::lifetimeOfWhatIsOff()
{
    const Change off = [](ClientApplication &client) { client.supportOpenId = false; };
    const Change lifetime = [](ClientApplication &client) { client.idTokenLifetime = 600; };
    const ClientApplication base =
        changed(start(), [](ClientApplication &client) { client.supportOpenId = true; });
    QCOMPARE(lostFields(off, lifetime, nullptr, base), QStringList{u"id_token_lifetime"_s});
}

void TestMergeFit::settingsBeneathThoseOfOthers()
{
    const ClientApplication base = start();
    const ClientApplication here = changed(base, [](ClientApplication &client) {
        client.otherSettings[u"keycloak"_s] = uR"({"attributes":{"mine":"1"}})"_s;
    });
    const ClientApplication there = changed(base, [](ClientApplication &client) {
        client.otherSettings[u"keycloak"_s] = uR"({"attributes":{}})"_s;
    });
    const RecordMerge merge = mergeOf(valuesOf(base), valuesOf(here), valuesOf(there));
    QVERIFY(!merge.hasConflict());
    const ClientApplication both = merged(base, here, there, merge);
    QCOMPARE(both.otherSettings.value(u"keycloak"_s), uR"({"attributes":{"mine":"1"}})"_s);
    QVERIFY(lostPlaces(merge, both).isEmpty());
}

void TestMergeFit::signInStaysWithItsServer_data()
{
    QTest::addColumn<ServerChange>("mine");
    QTest::addColumn<ServerChange>("theirs");
    QTest::addColumn<bool>("asks");
    const ServerChange url = [](Server &server) { server.url = u"https://test.example.com"_s; };
    const ServerChange secret = [](Server &server) { server.sealed = "another"; };
    const ServerChange name = [](Server &server) { server.name = u"New"_s; };
    QTest::newRow("url and secret") << url << secret << true;
    QTest::newRow("secret and url") << secret << url << true;
    QTest::newRow("url and name") << url << name << false;
    QTest::newRow("secret and name") << secret << name << false;
    QTest::newRow("both by one") << ServerChange([](Server &server) {
        server.url = u"https://test.example.com"_s;
        server.sealed = "another";
    }) << name << false;
}

void TestMergeFit::signInStaysWithItsServer()
{
    QFETCH(const ServerChange, mine);
    QFETCH(const ServerChange, theirs);
    QFETCH(const bool, asks);
    Server base;
    base.name = u"production"_s;
    base.url = u"https://production.example.com"_s;
    base.sealed = "sealed";
    Server here = base;
    mine(here);
    Server there = base;
    theirs(there);
    QCOMPARE(mergeOfRecords(base, here, there).hasConflict(), asks);
}

GATEHOUSE_TEST(TestMergeFit)
#include "tst_mergefit.moc"
