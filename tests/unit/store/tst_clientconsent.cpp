#include "ConsentSamples.h"
#include "store/edit/EditSession.h"
#include "support/DatabaseContent.h"
#include "support/SampleClients.h"
#include "support/Stranger.h"
#include "support/TestDatabase.h"

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

/// Consent texts, custom resources and logo, saved with their client application.
class TestClientConsent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void savesAndGivesBack();
    void writesWhatDiffers();
    void writesNothingElse();
    void refusesWhatDoesNotExist_data();
    void refusesWhatDoesNotExist();
    void whatDoesNotApplyIsKept();
    void takesAllWithIt();

private:
    ClientApplication stored(const QString &key)
    {
        return store::loadClient(**m_database, key).value().value_or(ClientApplication());
    }

    std::unique_ptr<TestDatabase> m_database;
    ClientApplication m_client;
};

void TestClientConsent::init()
{
    m_database = std::make_unique<TestDatabase>();
    VERIFY_DONE(m_database->save(sampleUser(u"svc"_s)));
    VERIFY_DONE(m_database->save(sampleResource(u"department"_s)));
    VERIFY_DONE(m_database->save(sampleResource(u"badge"_s)));
    m_client = sampleWebClient(u"shop"_s, testTime());
    m_client.defaultResources = {u"openid"_s, u"profile"_s, u"email"_s};
    m_client.requireConsent = true;
    m_client.customResources = {u"badge"_s, u"department"_s};
    m_client.consentTexts = {
        {u"en"_s, {u"Your <name>"_s, u"Your \"mail\""_s, {}}},
        {u"nl"_s, {u"Naam — 😀 \u202e"_s, u"'; DROP TABLE language; --"_s, u"é\n"_s.repeated(5000)}}};
    m_client.logo = {u"logo.png"_s, samplePng()};
}

void TestClientConsent::savesAndGivesBack()
{
    const auto saved = m_database->save(m_client);
    VERIFY_DONE(saved);
    QCOMPARE(saved->customResources, m_client.customResources);
    QCOMPARE(saved->consentTexts, m_client.consentTexts);
    QCOMPARE(saved->logo, m_client.logo);
    QCOMPARE(stored(saved->key), *saved);
    QCOMPARE(store::findClient(**m_database, u"SHOP"_s).value().value(), *saved);
}

void TestClientConsent::writesWhatDiffers()
{
    ClientApplication changed = m_database->save(m_client).value();
    changed.customResources = {u"department"_s};
    changed.consentTexts.remove(u"en"_s);
    changed.consentTexts[u"nl"_s].email.clear();
    changed.consentTexts.insert(u"fr"_s, {{}, {}, u"API"_s});
    changed.logo.name = u"other.png"_s;
    const auto second = m_database->save(changed);
    VERIFY_DONE(second);
    changed.version = 2;
    QCOMPARE(*second, changed);

    changed.customResources.clear();
    changed.consentTexts[u"nl"_s] = {};
    changed.logo = {};
    const auto third = m_database->save(changed);
    VERIFY_DONE(third);
    changed.version = 3;
    changed.consentTexts.remove(u"nl"_s);
    QCOMPARE(*third, changed);
    QCOMPARE(stored(third->key), changed);
}

void TestClientConsent::writesNothingElse()
{
    ClientApplication client = m_database->save(m_client).value();
    for (const QString &table : {u"client_logo"_s, u"client_consent_text"_s, u"client_custom_resource"_s}) {
        for (const QString &operation : {u"INSERT"_s, u"UPDATE"_s, u"DELETE"_s})
            VERIFY_DONE(forbid(**m_database, operation, table));
    }
    client.title = u"Changed"_s;
    VERIFY_DONE(m_database->save(client));
    client = stored(client.key);
    client.logo.name = u"other.png"_s;
    QVERIFY(!m_database->save(client));
}

void TestClientConsent::refusesWhatDoesNotExist_data()
{
    QTest::addColumn<bool>("machine");
    QTest::addColumn<QString>("column");
    for (const bool machine : {false, true}) {
        for (const QString &column : {u"custom_resources"_s, u"consent_texts"_s})
            QTest::addRow("%s of %s", qPrintable(column), machine ? "a machine" : "a web client")
                << machine << column;
    }
}

void TestClientConsent::refusesWhatDoesNotExist()
{
    QFETCH(bool, machine);
    QFETCH(QString, column);
    ClientApplication client = machine ? sampleMachineClient(u"feed"_s, u"svc"_s, testTime()) : m_client;
    if (column == "consent_texts"_L1)
        client.consentTexts.insert(u"tlh"_s, {u"nuq"_s, {}, {}});
    else
        client.customResources << u"nothing"_s;
    const QStringList before = contentOf(**m_database);
    const auto saved = m_database->save(client);
    QVERIFY2(!saved, "what cannot be stored must not be dropped silently");
    QCOMPARE(saved.error().kind, Error::Kind::Rule);
    QCOMPARE(saved.error().column, column);
    QVERIFY2(saved.error().text.contains(column == "consent_texts"_L1 ? u"tlh"_s : u"nothing"_s),
             qPrintable(saved.error().text));
    QCOMPARE(contentOf(**m_database), before);
}

void TestClientConsent::whatDoesNotApplyIsKept()
{
    ClientApplication machine = sampleMachineClient(u"feed"_s, u"svc"_s, testTime());
    machine.customResources = m_client.customResources;
    machine.consentTexts = m_client.consentTexts;
    const auto saved = m_database->save(machine);
    VERIFY_DONE(saved);
    QCOMPARE(saved->customResources, machine.customResources);
    QCOMPARE(saved->consentTexts, machine.consentTexts);
}

void TestClientConsent::takesAllWithIt()
{
    const auto saved = m_database->save(m_client);
    VERIFY_DONE(saved);
    VERIFY_DONE(m_database->remove(*saved));
    const QString left =
        u"SELECT (SELECT count(*) FROM client_consent_text) + "
        "(SELECT count(*) FROM client_custom_resource) + (SELECT count(*) FROM client_logo)"_s;
    QCOMPARE((*m_database)->list(left, {}, [](const QSqlQuery &row) { return row.value(0).toInt(); }).value(),
             QList{0});
    QCOMPARE(store::loadCustomResources(**m_database)->size(), 2);
}

GATEHOUSE_TEST(TestClientConsent)
#include "tst_clientconsent.moc"
