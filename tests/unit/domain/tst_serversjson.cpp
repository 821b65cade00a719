#include "FormatTrip.h"

#include "domain/Digests.h"
#include "domain/audit/AuditRecord.h"
#include "domain/formats/gatehouse/GatehouseJson.h"
#include "domain/servers/OnServers.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

ClientSecret secretOn(ClientSecret secret, const QString &server)
{
    secret.onlyOn = server;
    return secret;
}

ClientApplication saidOfTwo()
{
    ClientApplication client = samples::openIdWithApi();
    client.secrets << secretOn(samples::sealedSecret("k7Qw2-Zr9Lm4_Xt6Bn8Vc1Hs5Jd3Gf1p"), u"test"_s)
                   << samples::sealedSecret("k7Qw2-Zr9Lm4_Xt6Bn8Vc1Hs5Jd3Gf2p")
                   << secretOn(samples::sealedSecret("k7Qw2-Zr9Lm4_Xt6Bn8Vc1Hs5Jd3Gf3p"), u"só"_s);
    client.onServers = {{u"production"_s, {.loginRedirects = {u"https://www.example.com/cb"_s}}},
                        {u"test"_s,
                         {.enabled = false,
                          .logoutRedirects = {u"https://test.example.com/bye"_s},
                          .allowedCorsOrigins = {u"https://test.example.com"_s}}}};
    return client;
}

const ClientFormat &ourFormat()
{
    return *formatByName(u"gatehouse"_s).value();
}

/// Seals stay where they are.
ClientApplication withoutSeals(ClientApplication client)
{
    for (ClientSecret &secret : client.secrets) {
        secret.sealed.clear();
        secret.key.clear();
    }
    std::ranges::sort(client.secrets, {}, &ClientSecret::hash);
    return client;
}

}

/// `on_servers` of the gatehouse format, of the audit trail and of the command line's KEY=VALUE.
class ServersJsonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void standsUnderTheServer()
    {
        const json::Json all = fieldJson(saidOfTwo(), fieldInfo(ClientField::OnServers));
        QCOMPARE(json::toText(all["production"].dump()),
                 u"{\"enabled\":null,\"login_redirects\":[\"https://www.example.com/cb\"],"
                 "\"logout_redirects\":[],\"allowed_cors_origins\":[],\"secrets\":[]}"_s);
        QCOMPARE(all["test"]["enabled"], json::Json(false));
        QCOMPARE(all["test"]["secrets"].size(), 1);
        QCOMPARE(fieldJson(saidOfTwo(), fieldInfo(ClientField::Secrets)).size(), 2);
        QCOMPARE(fieldJson(samples::openId(), fieldInfo(ClientField::OnServers)).dump(), "{}");
    }

    void comesBackAsItWas_data()
    {
        QTest::addColumn<bool>("inClear");
        QTest::newRow("hashes") << false;
        QTest::newRow("in clear") << true;
    }
    void comesBackAsItWas()
    {
        QFETCH(const bool, inClear);
        const ExportHead head = inClear ? samples::withSecrets() : ExportHead{.now = samples::now()};
        const auto first = samples::exported(ourFormat(), {saidOfTwo()}, head);
        QCOMPARE(first.document.count("\"secret\":"), inClear ? 3 : 0);
        const QList<ImportedClient> read = samples::imported(ourFormat(), first.document);
        QCOMPARE(read.size(), 1);
        QVERIFY2(!read.first().refusal, read.first().refusal ? qPrintable(read.first().refusal->text) : "");
        QVERIFY(read.first().losses.isEmpty());
        QCOMPARE(withoutSeals(read.first().client), withoutSeals(saidOfTwo()));
        QVERIFY(read.first().named.contains(ClientField::OnServers));
        QCOMPARE(read.first().secretsInClear.size(), inClear ? 3 : 0);
        if (!inClear)
            QCOMPARE(samples::exported(ourFormat(), {read.first().client}, head).document, first.document);
    }

    void refusesAndTells_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("refusal");
        QTest::addColumn<QString>("unknown");
        QTest::newRow("no object") << "[]"_ba << u"on_servers"_s << QString();
        QTest::newRow("no object of a server") << R"({"test": true})"_ba << u"on_servers.test"_s << QString();
        QTest::newRow("no name") << R"({"": {}})"_ba << u"on_servers"_s << QString();
        QTest::newRow("text for a flag")
            << R"({"test": {"enabled": "yes"}})"_ba << u"on_servers.test.enabled"_s << QString();
        QTest::newRow("text for a list") << R"({"test": {"login_redirects": "x"}})"_ba
                                         << u"on_servers.test.login_redirects"_s << QString();
        QTest::newRow("another property")
            << R"({"test": {"title": "x"}})"_ba << QString() << u"on_servers.test.title"_s;
        QTest::newRow("a secret") << R"({"test": {"secrets": [{"sha256": "x"}]}})"_ba << QString()
                                  << u"on_servers.test.secrets"_s;
        QTest::newRow("no secret") << R"({"test": {"secrets": [], "enabled": null}})"_ba << QString()
                                   << QString();
    }
    void refusesAndTells()
    {
        QFETCH(const QByteArray, value);
        QFETCH(const QString, refusal);
        QFETCH(const QString, unknown);
        ClientApplication client;
        QStringList places;
        const auto read = readFieldJson(client, fieldInfo(ClientField::OnServers), json::parse(value).value(),
                                        u"on_servers"_s, places);
        QCOMPARE(read.has_value(), refusal.isEmpty());
        if (!read)
            QVERIFY2(read.error().text.contains(refusal), qPrintable(read.error().text));
        QCOMPARE(places.join(u' '), unknown);
        QVERIFY(client.onServers.isEmpty());
    }

    /// Neither hashes nor seals, nor what a guess could be compared with.
    void auditTrailHasNothingOfSecrets()
    {
        ClientApplication client = saidOfTwo();
        FormatSettings named;
        for (const ClientSecret &secret : client.secrets) {
            client.acceptedRisks << AcceptedRisk{
                u"secret_weak"_s, fingerprint(secret.hash.toUtf8()), {}, {}, {}};
            named.insert(
                u"f%1"_s.arg(named.size()),
                u"{\"%1\":\"/a/%2/b\"}"_s.arg(secret.hash, QString(secret.hash).replace(u'/', "~1"_L1)));
        }
        client.otherSettings = named;
        const audit::Record record = audit::recordOf(client);
        const std::string text = record.fields.dump();
        for (const ClientSecret &secret : client.secrets) {
            for (const QString &hash : {secret.hash, QString(secret.hash).replace(u'/', "~1"_L1)}) {
                QVERIFY(text.find(hash.toStdString()) == std::string::npos);
                QVERIFY(text.find(fingerprint(hash.toUtf8()).toStdString()) == std::string::npos);
            }
        }
        QCOMPARE(record.fields["on_servers"]["test"]["secrets"].size(), 1);
        QCOMPARE(record.fields["secrets"].size(), 2);
    }

    void carriesWhatIsOnOneServer()
    {
        for (const auto &format : clientFormats())
            QCOMPARE(format->carriesServers(), format->name() == u"gatehouse"_s);
    }
};

GATEHOUSE_TEST(ServersJsonTest)
#include "tst_serversjson.moc"
