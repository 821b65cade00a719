#include "FormatTrip.h"
#include "JsonLiteral.h"
#include "SampleClients.h"

#include "domain/formats/ClientFormat.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using json::Json;
using samples::Change;

namespace {

const ClientFormat &format = *formatByName(u"glewlwyd"_s).value();
const QByteArray goodSecret("9f86d081884c7d659a2feaa0c55ad015");

}

class GlewlwydFormatTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesTheGoldenFile()
    {
        QFile file(QStringLiteral(GATEHOUSE_TEST_DATA "/sample.glewlwyd.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray golden = file.readAll();
        QCOMPARE(samples::exported(format, {samples::machine(), samples::delegatedApi(), samples::openId(),
                                            samples::openIdWithApi()})
                     .document,
                 golden);
        QCOMPARE((*formatByContent(golden))->name(), u"glewlwyd"_s);
    }

    void property_data()
    {
        const samples::PropertyRows add;
        const auto machine = samples::machine();
        const auto openId = samples::openId();
        const auto delegated = samples::delegatedApi();

        add("machine", machine, "authorization_type", quoted("['client_credentials']"));
        add("machine: scope", machine, "scope", quoted("['orders.read','prices.write']"));
        add("machine: no redirects", machine, "redirect_uri", "",
            [](auto &c) { c.loginRedirects = {u"https://a.b/c"_s}; });
        add("code", openId, "authorization_type", quoted("['code']"));
        add("code with refresh", delegated, "authorization_type", quoted("['code','refresh_token']"));
        add("scope", openId, "scope", quoted("['openid','profile','email']"));
        add("no scope for refresh tokens", samples::openIdWithApi(), "scope",
            quoted("['openid','profile','email','api','orders.read']"));
        add("confidential", openId, "confidential", "true");
        add("authentication", openId, "token_endpoint_auth_method", quoted("['client_secret_basic']"));
        add("secret by post", openId, "token_endpoint_auth_method", quoted("['client_secret_post']"),
            [](auto &c) { c.tokenEndpointAuthMethod = u"client_secret_post"_s; });
        const Change isPublic = [](auto &c) { c.clientAuthentication = ClientAuthentication::None; };
        add("public", openId, "confidential", "false", isPublic);
        add("public: authentication", openId, "token_endpoint_auth_method", quoted("['none']"), isPublic);
        const Change key = [](auto &c) {
            c.clientAuthentication = ClientAuthentication::PrivateKey;
            c.keys = {QString::fromUtf8(quoted("{'kid':'k','kty':'EC'}"))};
        };
        add("private key", openId, "token_endpoint_auth_method", quoted("['private_key_jwt']"), key);
        add("keys", openId, "jwks", quoted("{'keys':[{'kid':'k','kty':'EC'}]}"), key);
        add("both grants", delegated, "authorization_type",
            quoted("['code','refresh_token','client_credentials']"),
            [](auto &c) { c.alsoClientCredentials = true; });
        add("description", openId, "description", quoted("'of sales'"),
            [](auto &c) { c.description = u"of sales"_s; });
        add("enabled", openId, "enabled", "true");
        add("disabled", openId, "enabled", "false", [](auto &c) { c.enabled = false; });
        add("redirects", delegated, "redirect_uri",
            quoted("['com.example.planner:/callback','http://127.0.0.1/callback']"));
        add("redirects without path", openId, "redirect_uri",
            quoted("['https://a.example/','com.example:cb']"), [](auto &c) {
                c.loginRedirects = {u"https://a.example"_s, u"https://a.example/"_s, u"com.example:cb"_s,
                                    u"https://a.example?x=1"_s, u"http://127.0.0.1:8080"_s};
            });
        add("logout", openId, "post_logout_redirect_uris", quoted("['https://portal.example.com/bye']"));
        add("no logout", delegated, "post_logout_redirect_uris", "");
        add("no logo", delegated, "logo_uri", "");
        add("title", openId, "name", quoted("'Portal'"));
        add("title of 256 bytes", openId, "name", '"' + QByteArray("é").repeated(128) + '"',
            [](auto &c) { c.title = QString(128, u'é'); });
        add("title of 258 bytes", openId, "name", "", [](auto &c) { c.title = QString(129, u'é'); });
        add("no secret unless asked for", openId, "password", "");
    }
    void property() { samples::compareProperty(format); }

    /// Glewlwyd refuses the client for any other type.
    void onlyTextsAndArraysOfThemButForTwo()
    {
        ClientApplication client = samples::openIdWithApi();
        client.secrets = {samples::sealedSecret(goodSecret)};
        const Json object = samples::exported(format, {client}, samples::withSecrets()).first();
        QVERIFY(object.is_object());
        for (const auto &[name, value] : object.items()) {
            const bool isFlag = name == "enabled" || name == "confidential";
            const bool isTexts = value.is_array() && std::ranges::all_of(value, [](const Json &item) {
                                     return item.is_string();
                                 });
            QVERIFY2(isFlag ? value.is_boolean() : value.is_string() || isTexts, name.c_str());
        }
    }

    void lossesOfEachSample()
    {
        const auto labels = [](const ClientApplication &client) {
            return samples::exported(format, {client}).labels();
        };
        QCOMPARE(labels(samples::machine()), QStringList({u"Secrets"_s, u"Identity"_s}));
        QCOMPARE(labels(samples::delegatedApi()),
                 QStringList({u"Secrets"_s, u"Logo URI"_s, u"Require PKCE"_s, u"API scopes"_s}));
        QCOMPARE(labels(samples::openId()),
                 QStringList({u"Secrets"_s, u"Always include user info in token"_s, u"Require consent"_s,
                              u"Require PKCE"_s, u"Default resources"_s, u"Allowed logout redirects"_s}));
        QCOMPARE(labels(samples::openIdWithApi()),
                 QStringList({u"Secrets"_s, u"Require consent"_s, u"Require PKCE"_s, u"API scopes"_s,
                              u"Allowed logout redirects"_s}));
    }

    void loss_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("mention");
        const auto add = [](const char *row, const QString &label, const QString &mention,
                            const Change &change) { QTest::newRow(row) << change << label << mention; };
        add("title", u"Title"_s, u"256"_s, [](auto &c) { c.title = QString(200, u'é'); });
        add("consent texts", u"Default resource translation"_s, u"Not exported"_s,
            [](auto &c) { c.consentTexts = {{u"nl"_s, {.api = u"x"_s}}}; });
        add("custom resources", u"Custom resources"_s, u"department"_s,
            [](auto &c) { c.customResources = {u"department"_s}; });
        add("consent that is asked each time", u"Allow remember consent"_s, u"off"_s,
            [](auto &c) { c.requireConsent = true; });
        add("redirect without path", u"Allowed login redirects"_s, u"https://a.example?x"_s,
            [](auto &c) { c.loginRedirects << u"https://a.example?x"_s; });
        add("relative redirect", u"Allowed login redirects"_s, u"\"/cb\" is left out"_s,
            [](auto &c) { c.loginRedirects << u"/cb"_s; });
        add("terms", u"Terms of service"_s, u"no word"_s, [](auto &c) { c.tosUri = u"https://a.b"_s; });
        add("picture", u"Logo"_s, u"shop.png"_s, [](auto &c) { c.logo = {u"shop.png"_s, "bytes"}; });
    }
    void loss()
    {
        QFETCH(const Change, change);
        QFETCH(const QString, label);
        QFETCH(const QString, mention);
        ClientApplication client = samples::openId();
        change(client);
        const QString text = samples::exported(format, {client}).loss(label);
        QVERIFY2(text.contains(mention), qPrintable(text));
    }

    void leftOut_data()
    {
        QTest::addColumn<Change>("change");
        QTest::newRow("no redirects") << Change([](auto &c) { c.loginRedirects.clear(); });
        QTest::newRow("none with a path")
            << Change([](auto &c) { c.loginRedirects = {u"https://a.example"_s}; });
    }
    void leftOut()
    {
        QFETCH(const Change, change);
        ClientApplication client = samples::openId();
        change(client);
        const samples::Export result = samples::exported(format, {client});
        QCOMPARE(result.document, QByteArray("[]\n"));
        QVERIFY(result.loss(u"Enabled"_s).contains(u"redirects"_s));
    }

    void clientIdThatIsTooLongIsLeftOut()
    {
        ClientApplication client = samples::openId();
        client.clientId = QString(128, u'x');
        QVERIFY(samples::exported(format, {client}).first().is_object());
        client.clientId += u'x';
        const samples::Export result = samples::exported(format, {client});
        QCOMPARE(result.document, QByteArray("[]\n"));
        QVERIFY(result.loss(u"Enabled"_s).contains(u"at most 128"_s));
    }

    void secretInClearIsThePassword()
    {
        ClientApplication client = samples::machine();
        client.secrets = {samples::sealedSecret(goodSecret, endOfDay(QDate(2027, 1, 31)))};
        const samples::Export result = samples::exported(format, {client}, samples::withSecrets());
        QCOMPARE(result.first()["password"], goodSecret.toStdString());
        QVERIFY2(result.loss(u"Secrets"_s).contains(u"2027-01-31"_s), "its end is told");
        QVERIFY(!samples::exported(format, {client}).loss(u"Secrets"_s).contains(u"expires_at"_s));
    }

    void secretGoesBackUnderTheNameThatItCameUnder()
    {
        ClientApplication client = samples::machine();
        client.secrets = {samples::sealedSecret(goodSecret)};
        client.otherSettings = {{u"glewlwyd"_s, u"{\"client_secret\":\"\"}"_s}};
        const Json object = samples::exported(format, {client}, samples::withSecrets()).first();
        QCOMPARE(object["client_secret"], goodSecret.toStdString());
        QVERIFY(!object.contains("password"));
    }

    void importOfItsExportChangesNothing_data()
    {
        QTest::addColumn<ClientApplication>("client");
        QTest::newRow("machine") << samples::machine();
        QTest::newRow("delegated API") << samples::delegatedApi();
        QTest::newRow("OpenID") << samples::openId();
        ClientApplication full = samples::openIdWithApi();
        full.customResources = {u"department"_s};
        full.requireConsent = true;
        full.title = QString(200, u'é');
        full.enabled = false;
        QTest::newRow("all there is") << full;
    }
    void importOfItsExportChangesNothing()
    {
        QFETCH(const ClientApplication, client);
        QCOMPARE(samples::changedByOwnExport(format, client), QStringList());
        const auto read = samples::imported(format, samples::exported(format, {client}).document);
        QCOMPARE(samples::lostFields(read.first()), QStringList{u"client_secret"_s});
    }

    void recognizes_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<bool>("isGlewlwyd");
        const auto add = [](const char *row, const char *document, bool isGlewlwyd) {
            QTest::newRow(row) << quoted(document) << isGlewlwyd;
        };
        add("array", "[{'client_id':'a','confidential':true}]", true);
        add("single", "{'client_id':'a','authorization_type':['code']}", true);
        add("RFC 7591", "[{'client_id':'a'}]", false);
        add("Hydra", "[{'client_id':'a','skip_consent':true}]", false);
        add("without client_id", "[{'confidential':true}]", false);
    }
    void recognizes()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const bool, isGlewlwyd);
        const auto found = formatByContent(document);
        QCOMPARE(found && (*found)->name() == u"glewlwyd"_s, isGlewlwyd);
        QCOMPARE(!isGlewlwyd || samples::imported(format, document).size() == 1, true);
    }
};

GATEHOUSE_TEST(GlewlwydFormatTest)
#include "tst_glewlwydformat.moc"
