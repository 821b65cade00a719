#include "services/import/SampleData.h"

#include "domain/SecretMaker.h"
#include "services/RuleContexts.h"
#include "support/DatabaseContent.h"
#include "support/TestDatabase.h"

#include <QSet>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

/// The sample data that a new database can be made with.
class TestSampleData : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isCompleteAndEnabled();
    void holdsEveryKind();
    void showsConsentInFourLanguages();
    void secretsAreNewAndUsable();
    void secondTimeIsRefused();
    void needsRoomWithinTheLicence();
};

void TestSampleData::isCompleteAndEnabled()
{
    TestDatabase database;
    VERIFY_DONE(sampledata::install(*database, testTime()));
    const auto context = loadRuleContext(*database, testTime());
    VERIFY_DONE(context);
    const QStringList keys = store::allClients(*database).value();
    QCOMPARE(keys.size(), 4);
    for (const QString &key : keys) {
        const ClientApplication client = store::loadClient(*database, key).value().value();
        QVERIFY2(client.enabled, qPrintable(client.clientId));
        const QList<Problem> problems = rules::check(client, *context);
        QVERIFY2(problems.isEmpty(), problems.isEmpty() ? "" : qPrintable(problems.first().text));
    }
}

void TestSampleData::holdsEveryKind()
{
    TestDatabase database;
    VERIFY_DONE(sampledata::install(*database, testTime()));
    QSet<QString> kinds;
    const QStringList keys = store::allClients(*database).value();
    for (const QString &key : keys) {
        const ClientApplication client = store::loadClient(*database, key).value().value();
        kinds << u"%1 %2 %3"_s.arg(client.supportOpenId)
                     .arg(client.supportApi)
                     .arg(grantTypeName(client.grantType));
    }
    QCOMPARE(kinds, (QSet{u"0 1 client_credentials"_s, u"0 1 authorization_code"_s,
                          u"1 0 authorization_code"_s, u"1 1 authorization_code"_s}));
    int serviceAccounts = 0;
    const auto users = store::loadUsers(*database);
    for (const User &user : *users)
        serviceAccounts += int(user.serviceAccount);
    QCOMPARE(users->size(), 4);
    QCOMPARE(serviceAccounts, 2);
}

void TestSampleData::showsConsentInFourLanguages()
{
    TestDatabase database;
    VERIFY_DONE(sampledata::install(*database, testTime()));
    const QStringList four{u"de"_s, u"en"_s, u"fr"_s, u"nl"_s};
    const auto resources = store::loadCustomResources(*database);
    QCOMPARE(resources->size(), 1);
    QCOMPARE(resources->first().texts.keys(), four);
    for (const QString &id : {u"staff-portal"_s, u"web-shop"_s}) {
        const ClientApplication client = store::findClient(*database, id).value().value();
        QCOMPARE(client.customResources, QStringList{resources->first().name});
        QCOMPARE(client.consentTexts.keys(), four);
    }
    const Logo logo = store::findClient(*database, u"web-shop"_s).value()->logo;
    const auto facts = checkLogo(logo.data);
    VERIFY_DONE(facts);
    QCOMPARE(facts->size, QSize(96, 96));
}

void TestSampleData::secretsAreNewAndUsable()
{
    TestDatabase first;
    TestDatabase second;
    const auto issued = sampledata::install(*first, testTime());
    const auto others = sampledata::install(*second, testTime());
    VERIFY_DONE(issued);
    VERIFY_DONE(others);
    QSet<QByteArray> secrets;
    for (const sampledata::IssuedSecret &one : *issued + *others)
        secrets << one.secret;
    QCOMPARE(secrets.size(), 8);
    for (const sampledata::IssuedSecret &one : *issued) {
        const ClientApplication client = store::findClient(*first, one.clientId).value().value();
        QCOMPARE(client.secrets.size(), 1);
        QCOMPARE(client.secrets.first().hash, storedSecret(one.secret, {}, testTime()).hash);
    }
}

void TestSampleData::secondTimeIsRefused()
{
    TestDatabase database;
    VERIFY_DONE(sampledata::install(*database, testTime()));
    const QStringList before = contentOf(*database);
    QVERIFY(!sampledata::install(*database, testTime().addDays(1)));
    QCOMPARE(contentOf(*database), before);
}

void TestSampleData::needsRoomWithinTheLicence()
{
    TestDatabase database;
    VERIFY_DONE(database.setLicenceLimit(3));
    const QStringList before = contentOf(*database);
    const auto outcome = sampledata::install(*database, testTime());
    QVERIFY(!outcome);
    QVERIFY(outcome.error().text.contains(u"licence"_s));
    QCOMPARE(contentOf(*database), before);
}

GATEHOUSE_TEST(TestSampleData)
#include "tst_sampledata.moc"
