#include "SampleClients.h"

#include "domain/ClientField.h"
#include "domain/servers/OnServers.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

const QString forAll = u"https://portal.example.com/callback?tenant=a%20b"_s;
const QString onTest = u"https://test.example.com/callback"_s;
const QString onProduction = u"https://www.example.com/callback"_s;

ClientApplication onTwo()
{
    ClientApplication client = samples::openIdWithApi();
    client.allowedCorsOrigins = {u"https://portal.example.com"_s};
    ClientSecret secret = samples::secret();
    secret.hash = u"other"_s;
    secret.onlyOn = u"test"_s;
    client.secrets << secret;
    client.onServers = {
        {u"production"_s,
         {.loginRedirects = {onProduction}, .allowedCorsOrigins = {u"https://www.example.com"_s}}},
        {u"test"_s, {.enabled = false, .loginRedirects = {onTest, forAll}}},
    };
    return client;
}

}

class OnServersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesWhatIsForOneServer()
    {
        const ClientApplication there = forServer(onTwo(), u"test"_s);
        QCOMPARE(there.loginRedirects, QStringList({forAll, onTest})); // once
        QCOMPARE(there.allowedCorsOrigins, QStringList({u"https://portal.example.com"_s}));
        QCOMPARE(there.secrets.size(), 2);
        QVERIFY(!there.enabled);
        QVERIFY(serversOf(there).isEmpty());

        const ClientApplication production = forServer(onTwo(), u"production"_s);
        QCOMPARE(production.loginRedirects, QStringList({forAll, onProduction}));
        QCOMPARE(production.allowedCorsOrigins.last(), u"https://www.example.com"_s);
        QCOMPARE(production.secrets, QList{samples::secret()});
        QVERIFY(production.enabled);
    }

    void givesWhatIsForAll()
    {
        ClientApplication plain = onTwo();
        plain.onServers.clear();
        plain.secrets.removeLast();
        QCOMPARE(forServer(onTwo(), {}), plain);
        QCOMPARE(forServer(onTwo(), u"one that is not named"_s), plain);
        QCOMPARE(forServer(plain, u"test"_s), plain);
    }

    void comesBackFromAServer_data()
    {
        QTest::addColumn<ClientApplication>("stored");
        QTest::newRow("for all alone") << samples::openIdWithApi();
        QTest::newRow("on two") << onTwo();
    }
    /// As it is there, and as it was elsewhere.
    void comesBackFromAServer()
    {
        QFETCH(const ClientApplication, stored);
        const QStringList servers{u"production"_s, u"test"_s};
        ClientApplication there = forServer(stored, u"test"_s);
        QCOMPARE(forServer(fromServer(stored, there, u"test"_s, servers), u"test"_s), there);
        there.title = u"New"_s;
        there.enabled = !there.enabled;
        there.loginRedirects = {u"https://new.example.com/cb"_s};
        there.secrets.clear();
        const ClientApplication taken = fromServer(stored, there, u"test"_s, servers);
        QCOMPARE(forServer(taken, u"test"_s), there);
        const ClientApplication before = forServer(stored, u"production"_s);
        const ClientApplication after = forServer(taken, u"production"_s);
        const bool isForAll = serversOf(stored).isEmpty();
        QCOMPARE(serversOf(taken).isEmpty(), isForAll);
        QCOMPARE(after.title, there.title);
        QCOMPARE(after.enabled, isForAll ? there.enabled : before.enabled);
        QCOMPARE(QSet(after.loginRedirects.begin(), after.loginRedirects.end()),
                 isForAll ? QSet({there.loginRedirects.first()})
                          : QSet(before.loginRedirects.begin(), before.loginRedirects.end()));
    }

    void rowsComeForAllFirst()
    {
        const QList<ServerRow> rows = rowsOf(onTwo(), ClientField::LoginRedirects);
        QCOMPARE(
            rows,
            (QList<ServerRow>{
                {{}, forAll}, {u"production"_s, onProduction}, {u"test"_s, onTest}, {u"test"_s, forAll}}));
        QVERIFY(rowsOf(onTwo(), ClientField::LogoutRedirects).size() == 1);
        QVERIFY(!serverListOf(ClientField::Contacts));
        QStringList visited;
        visitTexts(onTwo(), ClientField::LoginRedirects,
                   [&](const QString &text, int row) { visited << text + QString::number(row); });
        QCOMPARE(visited.last(), forAll + u'3');
    }

    void tellsWhatIsOnOne()
    {
        QCOMPARE(serversOf(onTwo()), QStringList({u"production"_s, u"test"_s}));
        const QString text = textOfPart(onTwo(), u"test"_s);
        for (const QString &part : {u"2 login redirect"_s, u"1 secret"_s, u"Enabled: off"_s})
            QVERIFY2(text.contains(part), qPrintable(text));
        QVERIFY(textOfPart(onTwo(), u"elsewhere"_s).isEmpty());
        const QString field = fieldText(onTwo(), ClientField::OnServers);
        QVERIFY2(field.contains(u"test – Enabled: off; Allowed login redirects: "_s + onTest),
                 qPrintable(field));
        QVERIFY(fieldText(onTwo(), ClientField::Secrets).contains(u"only on \"test\""_s));
    }

    void knowsWhereItIsEnabled()
    {
        ClientApplication client = onTwo();
        QVERIFY(isEnabledOn(client, u"production"_s) && !isEnabledOn(client, u"test"_s));
        client.enabled = false;
        QVERIFY(!isEnabledAnywhere(client));
        client.onServers[u"production"_s].enabled = true;
        QVERIFY(isEnabledAnywhere(client) && !isEnabledOn(client, u"other"_s));
        disableEverywhere(client);
        QVERIFY(!isEnabledAnywhere(client));
        QVERIFY(client.onServers[u"production"_s].enabled == false);
    }

    void followsTheNameOfAServer()
    {
        ClientApplication client = onTwo();
        moveServer(client, u"test"_s, u"acceptance"_s);
        QCOMPARE(client.onServers.keys(), QStringList({u"acceptance"_s, u"production"_s}));
        QCOMPARE(client.secrets.last().onlyOn, u"acceptance"_s);
        moveServer(client, u"acceptance"_s, u"test"_s);
        QCOMPARE(client, onTwo());
        spellServers(client, {u"TEST"_s, u"Production"_s, u"other"_s});
        QCOMPARE(serversOf(client), QStringList({u"Production"_s, u"TEST"_s}));
        moveServer(client, u"TEST"_s, {});
        QCOMPARE(serversOf(client), QStringList({u"Production"_s}));
        QCOMPARE(client.secrets, QList{samples::secret()});
    }

    /// What a name of another case says comes together.
    void spellingMergesParts()
    {
        ClientApplication client = onTwo();
        client.onServers.insert(u"TEST"_s, {.enabled = true, .loginRedirects = {onTest, onProduction}});
        spellServers(client, {u"test"_s, u"production"_s});
        QCOMPARE(client.onServers[u"test"_s].loginRedirects, QStringList({onTest, forAll, onProduction}));
        QVERIFY(client.onServers[u"test"_s].enabled == true);
    }
};

GATEHOUSE_TEST(OnServersTest)
#include "tst_onservers.moc"
