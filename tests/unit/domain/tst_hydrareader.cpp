#include "FormatTrip.h"
#include "JsonLiteral.h"
#include "SampleClients.h"

#include "domain/formats/ClientFormat.h"
#include "domain/formats/SecretsInClear.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using samples::Change;

namespace {

const ClientFormat &format = *formatByName(u"hydra"_s).value();
const QByteArray goodSecret("9f86d081884c7d659a2feaa0c55ad015");

/// The one client application of an object with client_id "a" and these properties.
ImportedClient imported(const QByteArray &properties)
{
    const auto clients = samples::imported(format, "[" + quoted("{'client_id':'a',") + properties + "}]");
    return clients.isEmpty() ? ImportedClient{.refusal = Error{}} : clients.first();
}

}

class HydraReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("properties");
        QTest::addColumn<Change>("expected");
        QTest::addColumn<QStringList>("lost");
        const auto add = [](const char *row, const char *properties, const QStringList &lost,
                            const Change &expected) {
            QTest::newRow(row) << quoted(properties) << expected << lost;
        };
        add("user is not asked", "'scope':'openid','skip_consent':true", {},
            [](auto &c) { c.requireConsent = false; });
        add("user is asked", "'scope':'openid','skip_consent':false", {}, [](auto &) {});
        add("user is asked by default", "'scope':'openid','skip_consent':null", {}, [](auto &) {});
        add("older name of offline_access",
            "'scope':'openid offline','grant_types':['authorization_code','refresh_token']", {},
            [](auto &c) { c.supportRefreshTokens = true; });
        add("offline_access without its grant type", "'scope':'openid offline_access'", {u"scope"_s},
            [](auto &) {});
        add("no grant types is the standard one", "'scope':'openid','grant_types':[]", {}, [](auto &) {});
        add("what has no field",
            "'scope':'openid','owner':'me','audience':['x'],'created_at':'x','require_pkce':false,"
            "'metadata':{'team':'x'},'jwks':{},'contacts':null",
            {}, [](auto &) {});
        add("texts in metadata", "'scope':'openid','metadata':{'consent_api#NL':'Orders','team':'x'}", {},
            [](auto &c) { c.consentTexts = {{u"nl"_s, {.api = u"Orders"_s}}}; });
        add("metadata that is no object", "'scope':'openid','metadata':'x'", {}, [](auto &) {});
        add("token of the registration", "'scope':'openid','registration_access_token':'x'",
            {u"registration_access_token"_s}, [](auto &) {});
        add("response types in the address",
            "'scope':'openid','grant_types':['authorization_code','refresh_token'],"
            "'response_types':['code','id_token','code id_token']",
            {u"response_types"_s, u"response_types"_s}, [](auto &c) { c.supportRefreshTokens = true; });
        add("public", "'scope':'openid','token_endpoint_auth_method':'none'", {},
            [](auto &c) { c.clientAuthentication = ClientAuthentication::None; });
        add("CORS origins, of which one is a pattern",
            "'scope':'openid','allowed_cors_origins':['https://a.b','https://*.b']", {},
            [](auto &c) { c.allowedCorsOrigins = {u"https://a.b"_s}; });
        add("lifetimes",
            "'scope':'openid','grant_types':['authorization_code','refresh_token'],"
            "'authorization_code_grant_access_token_lifespan':'1h30m',"
            "'refresh_token_grant_access_token_lifespan':'5m',"
            "'authorization_code_grant_id_token_lifespan':'0.5s',"
            "'refresh_token_grant_id_token_lifespan':'90s',"
            "'refresh_token_grant_refresh_token_lifespan':'720h'",
            {}, [](auto &c) {
                c.supportRefreshTokens = true;
                c.accessTokenLifetime = 5400;
                c.idTokenLifetime = 90;
                c.refreshTokenLifetime = 720 * 3600;
            });
        add("lifetimes of other grants",
            "'scope':'openid','client_credentials_grant_access_token_lifespan':'1h',"
            "'authorization_code_grant_access_token_lifespan':'soon'",
            {}, [](auto &) {});
    }
    void reads()
    {
        QFETCH(const QByteArray, properties);
        QFETCH(const Change, expected);
        QFETCH(const QStringList, lost);
        const ImportedClient client = imported(properties + quoted(",'client_secret':'") + goodSecret + '"');
        QVERIFY2(!client.refusal, client.refusal ? qPrintable(client.refusal->text) : "");
        const bool isPublic = client.client.isPublic();
        QCOMPARE(samples::lostFields(client), isPublic ? lost + QStringList{u"client_secret"_s} : lost);
        QVERIFY(!client.asItCame.contains("client_secret"));
        ClientApplication wanted;
        wanted.clientId = u"a"_s;
        wanted.enabled = true;
        wanted.requireConsent = true;
        expected(wanted);
        wanted.secrets = client.client.secrets;
        QCOMPARE(differences(wanted, client.client).size(), 0);
        QCOMPARE(client.named.contains(ClientField::RequireConsent),
                 properties.contains("consent\":true") || properties.contains("consent\":false"));
        QVERIFY(!client.named.contains(ClientField::Enabled));
        QVERIFY(!client.named.contains(ClientField::RequirePkce));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("properties");
        QTest::addColumn<QString>("mention");
        const auto add = [](const char *row, const char *properties, const QString &mention) {
            QTest::newRow(row) << quoted(properties) << mention;
        };
        add("implicit", "'grant_types':['implicit']", u"clients[0].grant_types"_s);
        add("response type of the implicit grant alone", "'response_types':['id_token']",
            u"clients[0].response_types"_s);
        add("relative redirect", "'redirect_uris':['/cb']", u"\"/cb\" is not absolute"_s);
        add("consent as text", "'skip_consent':'no'", u"clients[0].skip_consent is text"_s);
        add("consent text as a number", "'metadata':{'consent_api#nl':7}",
            u"clients[0].metadata.consent_api#nl is a number"_s);
        add("one language twice", "'metadata':{'consent_api#nl':'x','consent_api#NL':'y'}", u"twice"_s);
    }
    void refuses()
    {
        QFETCH(const QByteArray, properties);
        QFETCH(const QString, mention);
        const ImportedClient client = imported(properties);
        QVERIFY(client.refusal);
        QVERIFY2(client.refusal->text.contains(mention), qPrintable(client.refusal->text));
    }

    void secretsThatAreNotInTheFileAreTheServers()
    {
        const ImportedClient good = imported(quoted("'client_secret':'") + goodSecret + '"');
        QCOMPARE(good.secretsInClear.values(), QList{goodSecret});
        ImportedClient weak = imported(quoted("'client_secret':'secret'"));
        judgeSecrets(weak);
        QCOMPARE(weak.client.secrets.value(0).weakLength, 6);
        for (const QByteArray &unknown :
             {quoted("'client_secret':'****'"), quoted("'client_secret':''"), quoted("'client_name':'x'")}) {
            const ImportedClient other = imported(unknown);
            QCOMPARE(other.client.secrets.size(), 1);
            QVERIFY(other.client.secrets.first().isKnownToServerOnly());
            QVERIFY(samples::lostFields(other).contains(u"client_secret"_s));
        }
        QVERIFY(imported(quoted("'token_endpoint_auth_method':'none'")).client.secrets.isEmpty());
    }

    void whatHydraSaysInItsOwnWordsComesInAsItIs()
    {
        const QByteArray properties =
            quoted("'scope':'openid offline','grant_types':[],'require_pkce':true,'created_at':'x',"
                   "'client_secret_expires_at':0,'metadata':{'tier':'gold'}");
        const ImportedClient client = imported(properties + quoted(",'client_secret':'") + goodSecret + '"');
        const json::Json expected = json::parse(quoted("{'client_id':'a',") + properties + '}').value();
        QCOMPARE(json::compactText(client.asItCame), json::compactText(expected));
    }

    void tellsOfFurtherPages()
    {
        const auto file = format.read(
            quoted("{'items':[{'client_id':'a','owner':''}],'next_page_token':'x'}"), samples::now());
        QVERIFY(file);
        QCOMPARE(file->losses.size(), 1);
        QCOMPARE(file->losses.first().field, u"next_page_token"_s);
    }

    void oneClientNeedsItsIdAlone()
    {
        const auto file = format.read(quoted("{'client_id':'a','scope':'openid'}"), samples::now());
        QVERIFY(file.value().clients.value(0).client.requireConsent);
    }

    void otherFilesAreRefused()
    {
        const auto file = format.read(quoted("{'name':'a'}"), samples::now());
        QVERIFY(!file && file.error().text.contains(u"Ory Hydra"_s));
    }
};

GATEHOUSE_TEST(HydraReaderTest)
#include "tst_hydrareader.moc"
