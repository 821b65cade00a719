#include "services/export/ClientExporter.h"
#include "unit/services/ImportHelp.h"

#include <QBuffer>

using namespace gatehouse;
using namespace gatehouse::test;

namespace {

QByteArray exported(TestDatabase &database, const ClientSelection &clients = ClientSelection::all())
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto outcome =
        exporter::toDevice(*database, {clients, formatByName(u"gatehouse"_s).value()}, buffer);
    return outcome ? buffer.data() : outcome.error().text.toUtf8();
}

ClientApplication webClient()
{
    ClientApplication client = sampleWebClient(u"Web"_s, testTime());
    client.enabled = true;
    client.title = u"Überblick \"計画\" \U0001F511"_s;
    client.supportApi = true;
    client.supportRefreshTokens = true;
    client.includeUserInfoInToken = true;
    client.requireConsent = true;
    client.allowRememberConsent = true;
    client.logoUri = u"https://shop.example.com/logo.png"_s;
    client.loginRedirects << u"com.example.shop:/z"_s << u"http://127.0.0.1/a"_s;
    client.logoutRedirects << u"https://shop.example.com/bye?x=1&y=2"_s;
    client.apiScopes = {u"orders.read"_s, u"api"_s};
    client.defaultResources = {u"openid"_s, u"phone"_s, u"email"_s};
    client.customResources = {u"department"_s};
    client.consentTexts = {{u"nl"_s, {.profile = u"\"Naam\" \U0001F511"_s}},
                           {u"zh-Hant"_s, {.api = u"訂單\n{client}"_s}}};
    client.logo = {u"one pixel.png"_s,
                   QByteArray::fromBase64(
                       "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
                       "AABJRU5ErkJggg==")};
    for (int i = 0; i < 20; ++i)
        client.secrets << sampleSecret(u"of the same second %1"_s.arg(i), testTime());
    client.secrets << sampleSecret(u"expired"_s, testTime().addDays(-9), testTime().addDays(-2));
    return client;
}

/// Machine to machine, with rows that do not apply to it and are kept.
ClientApplication machineClient()
{
    ClientApplication client = sampleMachineClient(u"a-feed"_s, u"Svc"_s, testTime());
    client.enabled = true;
    client.loginRedirects << u"https://feed.example.com/cb"_s;
    client.defaultResources = {u"openid"_s, u"profile"_s};
    return client;
}

void fill(TestDatabase &database)
{
    User user = sampleUser(u"Svc"_s);
    user.department = u"IT"_s;
    VERIFY_DONE(database.save(user));
    User disabled = sampleUser(u"gone"_s);
    disabled.enabled = false;
    VERIFY_DONE(database.save(disabled));
    ApiScope scope;
    scope.name = u"orders.read"_s;
    scope.description = u"Line one\nline two"_s;
    VERIFY_DONE(database.save(scope));
    Language chinese;
    chinese.tag = u"zh-Hant"_s;
    chinese.nativeName = u"繁體中文"_s;
    VERIFY_DONE(database.save(chinese));
    CustomResource department;
    department.name = u"department"_s;
    department.title = u"Department"_s;
    department.claims = {{u"department"_s, ClaimSource::UserAttribute, u"department"_s},
                         {u"organization"_s, ClaimSource::FixedValue, u"Example"_s}};
    department.texts = {{u"nl"_s, {u"Afdeling"_s, u"Waar u werkt"_s}}};
    VERIFY_DONE(database.save(department));
    VERIFY_DONE(database.save(webClient()));
    VERIFY_DONE(database.save(machineClient()));
    ClientApplication bare;
    bare.clientId = u"bare"_s;
    bare.apiScopes.clear();
    VERIFY_DONE(database.save(bare));
}

}

/// The gatehouse format takes everything there and back.
class TestRoundTrip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameBytesFromAFreshDatabase();
    void sameBytesOfOne();
    void importingWhatIsThereChangesNothing();
    void sameBytesWhenOverwritten();
};

void TestRoundTrip::sameBytesFromAFreshDatabase()
{
    TestDatabase first;
    fill(first);
    const QByteArray file = exported(first);
    TestDatabase second;
    VERIFY_DONE(imported(second, fileFrom(file)));
    QCOMPARE(exported(second), file);
    QVERIFY(storedClient(second, u"web"_s).enabled);
}

void TestRoundTrip::sameBytesOfOne()
{
    TestDatabase first;
    fill(first);
    const auto one = ClientSelection::byClientIds({u"a-feed"_s});
    const QByteArray file = exported(first, one);
    TestDatabase second;
    VERIFY_DONE(imported(second, fileFrom(file)));
    QCOMPARE(exported(second, one), file);
}

void TestRoundTrip::importingWhatIsThereChangesNothing()
{
    TestDatabase database;
    fill(database);
    const auto plan = planned(database, fileFrom(exported(database)));
    VERIFY_DONE(plan);
    QVERIFY(!plan->changesAnything());
    QCOMPARE(plan->count(ImportStatus::Unchanged), 3);
    for (const PlannedClient &client : clientsOf(*plan))
        QVERIFY2(client.notes.isEmpty(), qPrintable(client.notes.join(u'\n')));
}

void TestRoundTrip::sameBytesWhenOverwritten()
{
    TestDatabase database;
    fill(database);
    const QByteArray file = exported(database);
    VERIFY_DONE(
        imported(database,
                 fileFrom(QByteArray(file)
                              .replace("IT", "Sales")
                              .replace("Waar u werkt", "Team")
                              .replace("繁體中文", "中文")
                              .replace("Line one", "Changed")
                              .replace("https://shop.example.com/bye", "https://other.example.com/bye")),
                 overwriting));
    QVERIFY(exported(database) != file);
    VERIFY_DONE(imported(database, fileFrom(file), overwriting));
    QCOMPARE(exported(database), file);
}

GATEHOUSE_TEST(TestRoundTrip)
#include "tst_roundtrip.moc"
