#include "store/records/ClientServers.h"

#include "domain/ClientField.h"
#include "domain/servers/OnServers.h"
#include "store/audit/AuditLog.h"
#include "store/edit/ServerEdits.h"
#include "store/records/ClientStore.h"
#include "support/DatabaseContent.h"
#include "support/SampleClients.h"
#include "support/SampleServers.h"
#include "support/TestDatabase.h"

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

/// What client applications have on one server alone: saved, renamed and removed with the server.
class TestClientServers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void savesAndGivesBack();
    void changesAndTakesAway();
    void refusesAServerThatDoesNotExist();
    void takesANameInAnyCase();
    void keepsItWhenTheServerIsRenamed();
    void goesWithTheServer();
    void goesWithTheClient();
    void newServersAreAskedFor();
    void namesTheFirstFew();

private:
    ClientApplication stored(const QString &clientId)
    {
        return store::findClient(**m_database, clientId).value().value_or(ClientApplication());
    }
    /// Of all tables where something is on a server.
    int rowsOnServers()
    {
        const auto count = (**m_database)
                               .list(u"SELECT (SELECT count(*) FROM client_on_server) + (SELECT count(*) "
                                     u"FROM client_server_text) + "
                                     "(SELECT count(*) FROM client_secret WHERE server_id IS NOT NULL)"_s,
                                     {}, [](const QSqlQuery &row) { return row.value(0).toInt(); });
        return count.value().first();
    }
    QStringList changedFields(const QString &name);

    std::unique_ptr<TestDatabase> m_database;
    Server m_test;
    Server m_production;
};

namespace {

ClientApplication onTwo(const QString &clientId)
{
    ClientApplication client = sampleWebClient(clientId, testTime());
    client.enabled = true;
    client.secrets << sampleSecret(u"for test"_s, testTime().addSecs(1));
    client.secrets.last().onlyOn = u"Test"_s;
    client.onServers = {
        {u"Production"_s,
         {.loginRedirects = {u"https://www.example.com/b"_s, u"https://www.example.com/a"_s},
          .allowedCorsOrigins = {u"https://www.example.com"_s}}},
        {u"Test"_s, {.enabled = false, .logoutRedirects = {u"https://test.example.com/bye"_s}}}};
    return client;
}

/// But for what the store gives.
ClientApplication bare(ClientApplication client)
{
    client.key.clear();
    client.version = 0;
    for (ClientSecret &secret : client.secrets)
        secret.key.clear();
    return client;
}

}

void TestClientServers::init()
{
    m_database = std::make_unique<TestDatabase>();
    VERIFY_DONE(m_database->setLicenceLimit({}));
    m_test = m_database->save(sampleHydra(u"Test"_s)).value();
    m_production = m_database->save(sampleHydra(u"Production"_s)).value();
}

QStringList TestClientServers::changedFields(const QString &name)
{
    const QList<AuditEntry> entries = store::loadAuditPage(**m_database, {}, std::nullopt, 100).value();
    for (const AuditEntry &entry : entries) {
        if (entry.name != name)
            continue;
        QStringList fields;
        for (const AuditChange &change : audit::changesOf(entry))
            fields << change.field;
        return fields;
    }
    return {};
}

void TestClientServers::savesAndGivesBack()
{
    const ClientApplication client = onTwo(u"shop"_s);
    const auto saved = m_database->save(client);
    VERIFY_DONE(saved);
    QCOMPARE(bare(*saved), bare(client));
    QCOMPARE(stored(u"shop"_s), *saved);
    QCOMPARE(rowsOnServers(), 6);
}

void TestClientServers::changesAndTakesAway()
{
    ClientApplication client = m_database->save(onTwo(u"shop"_s)).value();
    client.onServers[u"Test"_s].enabled = true;
    client.onServers[u"Production"_s].loginRedirects.removeFirst();
    client.secrets.last().onlyOn = u"Production"_s;
    client = m_database->save(client).value();
    QCOMPARE(stored(u"shop"_s).onServers, client.onServers);
    QCOMPARE(stored(u"shop"_s).secrets.last().onlyOn, u"Production"_s);
    QCOMPARE(changedFields(u"shop"_s), QStringList({u"on_servers"_s}));

    client.onServers.clear();
    client.secrets.last().onlyOn.clear();
    VERIFY_DONE(m_database->save(client));
    QCOMPARE(rowsOnServers(), 0);
    QCOMPARE(stored(u"shop"_s).secrets.size(), 2);
    QCOMPARE(changedFields(u"shop"_s), QStringList({u"secrets"_s, u"on_servers"_s}));
}

void TestClientServers::refusesAServerThatDoesNotExist()
{
    ClientApplication client = sampleWebClient(u"shop"_s, testTime());
    client.onServers[u"Elsewhere"_s].enabled = true;
    ClientApplication other = sampleWebClient(u"shop"_s, testTime());
    other.secrets.first().onlyOn = u"Elsewhere"_s;
    const QStringList before = contentOf(**m_database);
    for (const ClientApplication &one : {client, other}) {
        const auto saved = m_database->save(one);
        QVERIFY(!saved);
        QCOMPARE(saved.error().column, u"on_servers"_s);
        QVERIFY2(saved.error().text.contains(u"\"Elsewhere\""_s), qPrintable(saved.error().text));
    }
    QCOMPARE(contentOf(**m_database), before);
}

void TestClientServers::takesANameInAnyCase()
{
    ClientApplication client = onTwo(u"shop"_s);
    moveServer(client, u"Test"_s, u"tEST"_s);
    const auto saved = m_database->save(client);
    VERIFY_DONE(saved);
    QCOMPARE(saved->onServers, onTwo(u"shop"_s).onServers);
    QCOMPARE(serversOf(*saved), QStringList({u"Production"_s, u"Test"_s}));
    QCOMPARE(saved->secrets.last().onlyOn, u"Test"_s);
}

void TestClientServers::keepsItWhenTheServerIsRenamed()
{
    const ClientApplication client = m_database->save(onTwo(u"shop"_s)).value();
    const ClientApplication other = m_database->save(sampleWebClient(u"desk"_s, testTime())).value();
    m_test.name = u"Acceptance"_s;
    VERIFY_DONE(m_database->save(m_test));
    ClientApplication expected = client;
    moveServer(expected, u"Test"_s, u"Acceptance"_s);
    ++expected.version; // so that whoever has it open is told
    QCOMPARE(stored(u"shop"_s), expected);
    QCOMPARE(stored(u"desk"_s), other);
    QCOMPARE(changedFields(u"shop"_s), QStringList({u"on_servers"_s}));
    const auto late = m_database->save(client);
    QVERIFY(!late);
    QCOMPARE(late.error().kind, Error::Kind::Conflict);
}

void TestClientServers::goesWithTheServer()
{
    const ClientApplication client = m_database->save(onTwo(u"shop"_s)).value();
    const QString parts = edit::partsOn(**m_database, m_test).value();
    QVERIFY2(parts.startsWith(u"shop: 1 logout redirect"_s) && parts.contains(u"1 secret"_s),
             qPrintable(parts));
    VERIFY_DONE(m_database->remove(m_test));
    const ClientApplication left = stored(u"shop"_s);
    QCOMPARE(serversOf(left), QStringList({u"Production"_s}));
    QCOMPARE(left.secrets, client.secrets.first(1));
    QCOMPARE(left.version, client.version + 1);
    QCOMPARE(changedFields(u"shop"_s), QStringList({u"on_servers"_s}));
    QVERIFY(!changedFields(u"Test"_s).isEmpty());
    VERIFY_DONE(m_database->remove(m_production));
    QCOMPARE(rowsOnServers(), 0);
    QCOMPARE(edit::partsOn(**m_database, m_production).value(), QString());

    m_test.version = 7;
    const QStringList before = contentOf(**m_database);
    QVERIFY(!m_database->remove(m_test));
    QCOMPARE(contentOf(**m_database), before);
}

void TestClientServers::goesWithTheClient()
{
    const ClientApplication client = m_database->save(onTwo(u"shop"_s)).value();
    VERIFY_DONE(m_database->remove(client));
    QCOMPARE(rowsOnServers(), 0);
    VERIFY_DONE(m_database->remove(m_test));
}

/// Another server is one more on which something can be missing: what the list says of it is up to date.
void TestClientServers::newServersAreAskedFor()
{
    ClientApplication client = onTwo(u"shop"_s);
    client.loginRedirects.clear();
    VERIFY_DONE(m_database->save(client));
    const auto severity = [&] {
        return (**m_database)
            .list(u"SELECT problem_severity FROM client_application"_s, {},
                  [](const QSqlQuery &row) { return row.value(0).toInt(); })
            .value()
            .first();
    };
    QCOMPARE(severity(), -1);
    const auto third = m_database->save(sampleHydra(u"Third"_s));
    VERIFY_DONE(third);
    QCOMPARE(severity(), int(Severity::Warning));
    VERIFY_DONE(m_database->remove(*third));
    QCOMPARE(severity(), -1);
}

void TestClientServers::namesTheFirstFew()
{
    for (int number = 0; number < 7; ++number)
        VERIFY_DONE(m_database->save(onTwo(u"shop-%1"_s.arg(number))));
    const QString parts = edit::partsOn(**m_database, m_production).value();
    QVERIFY2(parts.contains(u"shop-4: "_s) && !parts.contains(u"shop-5"_s) && parts.contains(u"and 2 more"_s),
             qPrintable(parts));
}

GATEHOUSE_TEST(TestClientServers)
#include "tst_clientservers.moc"
