#include "FormatTrip.h"
#include "JsonLiteral.h"
#include "SampleClients.h"

#include "domain/formats/ClientFormat.h"

#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

using Change = std::function<void(ClientApplication &)>;

const ClientFormat &format = *formatByName(u"hydra"_s).value();
const QByteArray goodSecret("9f86d081884c7d659a2feaa0c55ad015");

/// The one client application of an object with client_id "a" and these properties.
ImportedClient imported(const QByteArray &properties)
{
    const auto clients = samples::imported(format, "[" + quoted("{'client_id':'a',") + properties + "}]");
    return clients.isEmpty() ? ImportedClient{.refusal = Error{}} : clients.first();
}

}
Q_DECLARE_METATYPE(Change)

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
        add("unset values",
            "'scope':'openid','owner':'','jwks':{},'contacts':null,'allowed_cors_origins':[],"
            "'frontchannel_logout_session_required':false,'subject_type':'public',"
            "'userinfo_signed_response_alg':'none','metadata':{}",
            {}, [](auto &) {});
        add("what the server makes", "'scope':'openid','created_at':'x','updated_at':'x'", {}, [](auto &) {});
        add("what is not kept",
            "'scope':'openid','audience':['x'],'owner':'me','subject_type':'pairwise',"
            "'require_pkce':true",
            {u"audience"_s, u"owner"_s, u"subject_type"_s, u"require_pkce"_s}, [](auto &) {});
        add("texts in metadata", "'scope':'openid','metadata':{'consent_api#NL':'Orders','team':'x'}",
            {u"metadata.team"_s}, [](auto &c) { c.consentTexts = {{u"nl"_s, {.api = u"Orders"_s}}}; });
        add("metadata that is no object", "'scope':'openid','metadata':'x'", {u"metadata"_s}, [](auto &) {});
        add("response type of version 1 that is not used",
            "'scope':'openid','grant_types':['authorization_code','refresh_token'],"
            "'response_types':['code','id_token']",
            {u"response_types"_s}, [](auto &c) { c.supportRefreshTokens = true; });
        add("public", "'scope':'openid','token_endpoint_auth_method':'none'",
            {u"token_endpoint_auth_method"_s}, [](auto &c) { c.enabled = false; });
    }
    void reads()
    {
        QFETCH(const QByteArray, properties);
        QFETCH(const Change, expected);
        QFETCH(const QStringList, lost);
        const ImportedClient client = imported(properties);
        QVERIFY2(!client.refusal, client.refusal ? qPrintable(client.refusal->text) : "");
        QCOMPARE(samples::lostFields(client), lost);
        ClientApplication wanted;
        wanted.clientId = u"a"_s;
        wanted.enabled = true;
        wanted.requireConsent = true;
        expected(wanted);
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
        add("hybrid", "'response_types':['code','code id_token']", u"clients[0].response_types"_s);
        add("token", "'response_types':['code','token']", u"clients[0].response_types"_s);
        add("both grants", "'grant_types':['authorization_code','client_credentials']", u"both"_s);
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

    void secretsComeInUnlessTheyCanBeGuessed()
    {
        const ImportedClient good = imported(quoted("'client_secret':'") + goodSecret + '"');
        QCOMPARE(good.secretsInClear.values(), QList{goodSecret});
        for (const char *guessable : {"secret", "**********", "********************************"}) {
            const ImportedClient other = imported(quoted("'client_secret':'") + guessable + '"');
            QVERIFY(other.client.secrets.isEmpty() && other.secretsInClear.isEmpty());
            QVERIFY(samples::lostFields(other).contains(u"client_secret"_s));
        }
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
