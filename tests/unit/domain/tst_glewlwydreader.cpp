#include "FormatTrip.h"
#include "JsonLiteral.h"
#include "SampleClients.h"

#include "domain/formats/ClientFormat.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using samples::Change;

namespace {

const ClientFormat &format = *formatByName(u"glewlwyd"_s).value();
const QByteArray goodSecret("9f86d081884c7d659a2feaa0c55ad015");
const QByteArray otherSecret("1b4f0e9851971998e732078544c96b36");

/// The one client application of an object with client_id "a" and these properties.
ImportedClient imported(const QByteArray &properties)
{
    const auto clients = samples::imported(format, "[" + quoted("{'client_id':'a',") + properties + "}]");
    return clients.isEmpty() ? ImportedClient{.refusal = Error{}} : clients.first();
}

/// Properties of one that users sign in with, and more.
QByteArray webClient(const char *more = "")
{
    return quoted("'enabled':true,'confidential':true,'authorization_type':['code'],"
                  "'token_endpoint_auth_method':['client_secret_basic'],'scope':['openid'],"
                  "'redirect_uri':['https://a.example/cb']") +
           quoted(more);
}

}

class GlewlwydReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("properties");
        QTest::addColumn<Change>("expected");
        QTest::addColumn<QStringList>("lost");
        const auto add = [](const char *row, const QByteArray &properties, const QStringList &lost,
                            const Change &expected) { QTest::newRow(row) << properties << expected << lost; };
        const auto same = [](auto &) {};
        add("plain", webClient(), {}, same);
        add("as the server gives it", webClient(",'name':'','description':'','source':'database'"), {}, same);
        add("title", webClient(",'name':'Shop'"), {}, [](auto &c) { c.title = u"Shop"_s; });
        add("description", webClient(",'description':'x'"), {}, [](auto &c) { c.description = u"x"_s; });
        add("what has no field", webClient(",'resource':['https://b.example'],'source':'database'"), {},
            same);
        add("logout redirects", webClient(",'post_logout_redirect_uris':['https://a.example/bye']"), {},
            [](auto &c) { c.logoutRedirects = {u"https://a.example/bye"_s}; });
        add("one logout redirect", webClient(",'post_logout_redirect_uri':'https://a.example/bye'"), {},
            [](auto &c) { c.logoutRedirects = {u"https://a.example/bye"_s}; });
        const auto isPublic = [](auto &c) { c.clientAuthentication = ClientAuthentication::None; };
        add("public", webClient(",'confidential':false").replace(quoted("'confidential':true,"), ""), {},
            isPublic);
        add("confidential not said", webClient().replace(quoted("'confidential':true,"), ""), {}, isPublic);
        add("both grants", webClient().replace("[\"code\"]", "[\"code\",\"client_credentials\"]"), {},
            [](auto &c) { c.alsoClientCredentials = true; });
        add("implicit beside code", webClient().replace("[\"code\"]", "[\"code\",\"token\",\"id_token\"]"),
            {u"authorization_type"_s, u"authorization_type"_s}, same);
        add("private key",
            webClient(",'jwks':{'keys':[{'kty':'EC'}]}").replace("client_secret_basic", "private_key_jwt"),
            {}, [](auto &c) {
                c.clientAuthentication = ClientAuthentication::PrivateKey;
                c.keys = {QString::fromUtf8(quoted("{'kty':'EC'}"))};
            });
        add("private key in PEM",
            webClient(",'pubkey':'-----BEGIN PUBLIC KEY-----\\nMFkw\\n-----END PUBLIC KEY-----\\n'")
                .replace("client_secret_basic", "private_key_jwt"),
            {}, [](auto &c) {
                c.clientAuthentication = ClientAuthentication::PrivateKey;
                c.keys = {QString::fromUtf8(quoted("{'x5c':['MFkw']}"))};
            });
        add("disabled", webClient().replace("true,\"conf", "false,\"conf"), {},
            [](auto &c) { c.enabled = false; });
        add("secret by post", webClient().replace("_basic", "_post"), {},
            [](auto &c) { c.tokenEndpointAuthMethod = u"client_secret_post"_s; });
        add("one text for a list",
            quoted(
                "'confidential':true,'authorization_type':'code','scope':'openid',"
                "'token_endpoint_auth_method':'client_secret_basic','redirect_uri':'https://a.example/cb'"),
            {}, same);
        add("certificate", webClient().replace("client_secret_basic", "tls_client_auth"), {}, [](auto &c) {
            c.clientAuthentication = ClientAuthentication::Other;
            c.tokenEndpointAuthMethod = u"tls_client_auth"_s;
        });
        add("refresh",
            webClient().replace("[\"code\"]", "[\"code\",\"refresh_token\",\"device_authorization\"]"),
            {u"authorization_type"_s}, [](auto &c) { c.supportRefreshTokens = true; });
        add("no scope", webClient().replace("[\"openid\"]", "[]"), {u"scope"_s}, [](auto &c) {
            c.supportOpenId = false;
            c.supportApi = true;
            c.apiScopes.clear();
        });
    }
    void reads()
    {
        QFETCH(const QByteArray, properties);
        QFETCH(const Change, expected);
        QFETCH(const QStringList, lost);
        const ImportedClient client = imported(properties);
        QVERIFY2(!client.refusal, client.refusal ? qPrintable(client.refusal->text) : "");
        QStringList told = samples::lostFields(client);
        const bool isServers = client.client.clientAuthentication == ClientAuthentication::Secret;
        QCOMPARE(told.removeAll(u"client_secret"_s), isServers ? 1 : 0);
        QCOMPARE(told, lost);
        ClientApplication wanted;
        wanted.clientId = u"a"_s;
        wanted.enabled = true;
        wanted.loginRedirects = {u"https://a.example/cb"_s};
        expected(wanted);
        QCOMPARE(client.client.secrets.size(), isServers ? 1 : 0);
        wanted.secrets = client.client.secrets;
        QCOMPARE(differences(wanted, client.client).size(), 0);
        QCOMPARE(client.named.contains(ClientField::Title), !wanted.title.isEmpty());
    }

    void machine()
    {
        const ImportedClient client = imported(quoted("'confidential':true,'scope':['api'],"
                                                      "'authorization_type':['client_credentials']"));
        QVERIFY(!client.refusal);
        QVERIFY(client.client.isMachineToMachine() && client.client.enabled);
        QVERIFY2(!client.named.contains(ClientField::Enabled), "the file does not say it");
        QCOMPARE(client.client.apiScopes, QStringList{u"api"_s});
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("properties");
        QTest::addColumn<QString>("mention");
        const auto add = [](const char *row, const char *properties, const QString &mention) {
            QTest::newRow(row) << quoted(properties) << mention;
        };
        add("implicit", "'authorization_type':['token']", u"clients[0].authorization_type"_s);
        add("relative redirect", "'authorization_type':['code'],'redirect_uri':['/cb']",
            u"\"/cb\" is not absolute"_s);
        add("implicit id_token", "'authorization_type':['id_token']", u"implicit"_s);
        add("none", "'confidential':true", u"neither"_s);
        add("number for an array", "'redirect_uri':1", u"redirect_uri is a number"_s);
        add("text for a flag", "'confidential':'yes'", u"clients[0].confidential is text"_s);
    }
    void refuses()
    {
        QFETCH(const QByteArray, properties);
        QFETCH(const QString, mention);
        const ImportedClient client = imported(properties);
        QVERIFY(client.refusal);
        QVERIFY2(client.refusal->text.contains(mention), qPrintable(client.refusal->text));
    }

    void secrets_data()
    {
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<QList<QByteArray>>("taken");
        QTest::addColumn<QStringList>("lost");
        const QByteArray password = quoted(",'password':'") + goodSecret + '"';
        const QByteArray secret = quoted(",'client_secret':'") + otherSecret + '"';
        QTest::newRow("password") << password << QList{goodSecret} << QStringList();
        QTest::newRow("client secret") << secret << QList{otherSecret} << QStringList();
        QTest::newRow("both") << password + secret << QList{otherSecret} << QStringList{u"password"_s};
        QTest::newRow("guessable") << quoted(",'password':'secret'") << QList{QByteArray("secret")}
                                   << QStringList();
        QTest::newRow("masked") << quoted(",'client_secret':'**********'") << QList<QByteArray>()
                                << QStringList{u"client_secret"_s};
    }
    void secrets()
    {
        QFETCH(const QByteArray, more);
        QFETCH(const QList<QByteArray>, taken);
        QFETCH(const QStringList, lost);
        const ImportedClient client = imported(webClient() + more);
        QCOMPARE(client.secretsInClear.values(), taken);
        QCOMPARE(client.client.secrets.size(), 1);
        QCOMPARE(client.client.secrets.first().isKnownToServerOnly(), taken.isEmpty());
        QVERIFY(!client.asItCame.contains("password"));
        QVERIFY2(client.asItCame.value("client_secret", "") == "", "only its name");
        QCOMPARE(samples::lostFields(client), lost);
    }

    void otherFilesAreRefused()
    {
        const auto file = format.read(quoted("{'name':'a'}"), samples::now());
        QVERIFY(!file && file.error().text.contains(u"Glewlwyd"_s));
    }

    void oneClientNeedsItsIdAlone()
    {
        const auto file = format.read(
            quoted("{'client_id':'a','authorization_type':['code'],'scope':['openid']}"), samples::now());
        QCOMPARE(file.value().clients.size(), 1);
        QCOMPARE(format.read(quoted("{'client_id':'a'}"), samples::now()).value().clients.size(), 1);
    }
};

GATEHOUSE_TEST(GlewlwydReaderTest)
#include "tst_glewlwydreader.moc"
