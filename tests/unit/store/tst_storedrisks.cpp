#include "domain/RecordKey.h"
#include "support/SampleClients.h"

#include "domain/rules/RiskNames.h"
#include "store/edit/ClientEdits.h"
#include "support/TestDatabase.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

/// Client applications as other systems have them, in the database.
class TestStoredRisks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldComesBack();
    void typedAnewItIsRefused();
    void whatCameInStays();
    void acceptedItCanBeTyped();
    void stopsNobodyFromDisabling();

private:
    static ClientApplication risky()
    {
        ClientApplication client = sampleWebClient(u"web"_s, testTime());
        client.enabled = true;
        client.loginRedirects << u"https://shop.example.com/*"_s;
        return client;
    }

    static Result<ClientApplication> taken(TestDatabase &database, const ClientApplication &client)
    {
        return database.edit([&](EditSession &session) {
            return edit::put(session, client, edit::Risks::Taken)
                .and_then([&](const QString &key) { return store::loadClient(session.database(), key); })
                .transform([](const auto &stored) { return *stored; });
        });
    }
};

void TestStoredRisks::everyFieldComesBack()
{
    ClientApplication client = sampleWebClient(u"web"_s, testTime());
    client.key = newRecordKey();
    client.description = u"Orders\nlooked after by the shop team"_s;
    client.alsoClientCredentials = true;
    client.clientAuthentication = ClientAuthentication::PrivateKey;
    client.jwksUri = u"https://shop.example.com/jwks"_s;
    client.keys = {u"{\"kty\":\"EC\"}"_s, u"{\"kty\":\"RSA\"}"_s};
    client.allowedCorsOrigins = {u"https://shop.example.com"_s, u"https://b.example.com"_s};
    client.accessTokenLifetime = 300;
    client.idTokenLifetime = 60;
    client.supportRefreshTokens = true;
    client.refreshTokenLifetime = 86'400;
    client.clientUri = u"https://shop.example.com"_s;
    client.policyUri = u"https://shop.example.com/privacy"_s;
    client.tosUri = u"https://shop.example.com/terms"_s;
    client.contacts = {u"shop@example.com"_s};
    client.secrets = {ClientSecret{.key = newRecordKey(), .created = testTime()}};
    client.otherSettings = {{u"keycloak"_s, u"{\"baseUrl\":\"/shop\"}"_s},
                            {u"hydra"_s, u"{\"owner\":\"me\"}"_s}};
    client.spellings = {{u"keycloak"_s, u"{\"/name\":{\"said\":\"Shop\"}}"_s}};
    client.acceptedRisks = {{risks::noIdentity, {}, u"It acts as itself"_s, u"anna"_s, testTime()}};
    TestDatabase database;
    const auto saved = database.save(client);
    VERIFY_DONE(saved);
    ClientApplication expected = rules::normalized(client);
    expected.version = 1;
    QCOMPARE(*saved, expected);

    ClientApplication changed = *saved;
    changed.keys.removeFirst();
    changed.contacts.clear();
    changed.accessTokenLifetime.reset();
    changed.otherSettings.remove(u"hydra"_s);
    changed.spellings.clear();
    changed.acceptedRisks.clear();
    const auto again = database.save(changed);
    VERIFY_DONE(again);
    changed.version = 2;
    QCOMPARE(*again, changed);
}

void TestStoredRisks::typedAnewItIsRefused()
{
    TestDatabase database;
    const auto saved = database.save(risky());
    QVERIFY(!saved);
    QCOMPARE(saved.error().column, u"login_redirects"_s);
    QVERIFY2(saved.error().text.contains(u"wildcard"_s), qPrintable(saved.error().text));
}

void TestStoredRisks::whatCameInStays()
{
    TestDatabase database;
    const auto stored = taken(database, risky());
    VERIFY_DONE(stored);
    ClientApplication changed = *stored;
    changed.title = u"Another"_s;
    const auto saved = database.save(changed);
    VERIFY_DONE(saved);

    changed = *saved;
    changed.loginRedirects.removeLast();
    const auto mended = database.save(changed);
    VERIFY_DONE(mended);
    changed = *mended;
    changed.loginRedirects << u"https://shop.example.com/*"_s;
    QVERIFY2(!database.save(changed), "once mended it would be typed anew");
}

void TestStoredRisks::acceptedItCanBeTyped()
{
    TestDatabase database;
    ClientApplication client = risky();
    client.acceptedRisks = {{risks::wildcardRedirect, u"https://shop.example.com/*"_s, u"An old program"_s,
                             u"anna"_s, testTime()}};
    const auto saved = database.save(client);
    VERIFY_DONE(saved);
    VERIFY_DONE(database.edit([&](EditSession &session) {
        return edit::check(session, *saved).transform([](const QList<Problem> &problems) {
            QVERIFY(problems.isEmpty());
        });
    }));
}

void TestStoredRisks::stopsNobodyFromDisabling()
{
    TestDatabase database;
    ClientApplication client = sampleWebClient(u"web"_s, testTime());
    client.supportApi = true;
    client.apiScopes.clear();
    client.enabled = true;
    const auto stored = taken(database, client);
    VERIFY_DONE(stored);
    QVERIFY(stored->enabled);
    ClientApplication changed = *stored;
    changed.title = u"Another"_s;
    const auto renamed = database.save(changed);
    VERIFY_DONE(renamed);
    changed = *renamed;
    changed.enabled = false;
    const auto disabled = database.save(changed);
    VERIFY_DONE(disabled);
    changed = *disabled;
    changed.enabled = true;
    QVERIFY2(!database.save(changed), "turned on by hand it has to be complete, or the risk accepted");
}

GATEHOUSE_TEST(TestStoredRisks)
#include "tst_storedrisks.moc"
