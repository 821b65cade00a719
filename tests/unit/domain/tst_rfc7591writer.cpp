#include "FormatTrip.h"
#include "JsonLiteral.h"
#include "SampleClients.h"

#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonText.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using json::Json;
using samples::Change;
using samples::Export;

namespace {

const ClientFormat &format = *formatByName(u"rfc7591"_s).value();

Export exported(const QList<ClientApplication> &clients, const ExportHead &head = {})
{
    return samples::exported(format, clients, head);
}

}

class Rfc7591WriterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesTheGoldenFile()
    {
        QFile file(QStringLiteral(GATEHOUSE_TEST_DATA "/sample.rfc7591.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto actual = exported(
            {samples::machine(), samples::delegatedApi(), samples::openId(), samples::openIdWithApi()});
        QCOMPARE(actual.document, file.readAll());
    }

    void isAnArrayAlways()
    {
        QCOMPARE(exported({}).document, QByteArray("[]\n"));
        QCOMPARE(json::parse(exported({samples::machine()}).document)->size(), 1u);
    }

    void nothingIsNullOrEmpty_data()
    {
        QTest::addColumn<ClientApplication>("client");
        QTest::newRow("machine") << samples::machine();
        QTest::newRow("delegated API") << samples::delegatedApi();
        QTest::newRow("OpenID") << samples::openId();
        QTest::newRow("OpenID with API") << samples::openIdWithApi();
        ClientApplication bare = samples::openId();
        bare.title.clear();
        bare.logoutRedirects.clear();
        QTest::newRow("bare") << bare;
    }
    void nothingIsNullOrEmpty()
    {
        QFETCH(const ClientApplication, client);
        const Json object = exported({client}).first();
        QVERIFY(object.is_object());
        for (const auto &[name, value] : object.items()) {
            QVERIFY2(!value.is_null() && value != "", name.c_str());
            QVERIFY2(!value.empty() || name == "response_types", name.c_str());
        }
        QVERIFY(!object.contains("client_secret"));
        QVERIFY(!QByteArray::fromStdString(object.dump()).contains(client.secrets.first().hash.toLatin1()));
    }

    void property_data()
    {
        const samples::PropertyRows add;
        const auto machine = samples::machine();
        const auto openId = samples::openId();
        const auto both = samples::openIdWithApi();
        const auto delegated = samples::delegatedApi();

        add("machine: grant", machine, "grant_types", quoted("['client_credentials']"));
        add("machine: response types are written out", machine, "response_types", "[]");
        add("machine: scope", machine, "scope", quoted("'orders.read prices.write'"));
        add("machine: no redirects", machine, "redirect_uris", "",
            [](auto &c) { c.loginRedirects = {u"https://a.b/c"_s}; });
        add("machine: no logout", machine, "post_logout_redirect_uris", "",
            [](auto &c) { c.logoutRedirects = {u"https://a.b/c"_s}; });
        add("machine: no logo", machine, "logo_uri", "", [](auto &c) { c.logoUri = u"https://a.b/c.png"_s; });
        add("machine: no PKCE", machine, "require_pkce", "", [](auto &c) { c.requirePkce = true; });
        add("machine: no refresh", machine, "grant_types", quoted("['client_credentials']"),
            [](auto &c) { c.supportRefreshTokens = true; });

        add("code: grant", openId, "grant_types", quoted("['authorization_code']"));
        add("code: refresh", both, "grant_types", quoted("['authorization_code','refresh_token']"));
        add("code: response types", openId, "response_types", quoted("['code']"));
        add("OpenID: scope without API", openId, "scope", quoted("'openid profile email'"));
        add("OpenID: scope with API and refresh", both, "scope",
            quoted("'openid profile email api orders.read offline_access'"));
        add("OpenID: openid is always there", openId, "scope", quoted("'openid email'"),
            [](auto &c) { c.defaultResources = {u"email"_s}; });
        add("OpenID: nothing twice", both, "scope", quoted("'openid email api'"), [](auto &c) {
            c.supportRefreshTokens = false;
            c.defaultResources = {u"email"_s, u"openid"_s, u"email"_s};
            c.apiScopes = {u"api"_s, u"email"_s, u"api"_s};
        });
        add("OpenID: refresh without API", openId, "scope", quoted("'openid profile email offline_access'"),
            [](auto &c) { c.supportRefreshTokens = true; });
        add("delegated: scope has no openid", delegated, "scope", quoted("'api'"),
            [](auto &c) { c.supportRefreshTokens = false; });
        add("delegated: refresh asks for offline_access", delegated, "scope", quoted("'api offline_access'"));
        add("delegated: refresh", delegated, "grant_types", quoted("['authorization_code','refresh_token']"));
        const Change withTexts = [](auto &c) {
            c.consentTexts = {{u"nl"_s, {.profile = u"Uw naam"_s, .api = u"Uw orders"_s}},
                              {u"pt-BR"_s, {.email = u"E-mail"_s}}};
            c.customResources = {u"department"_s, u"badge"_s};
        };
        add("custom resources in the scope", openId, "scope",
            quoted("'openid profile email badge department'"), withTexts);
        add("no custom resources without OpenID", delegated, "scope", quoted("'api offline_access'"),
            withTexts);
        add("consent text by language", openId, "consent_api#nl", quoted("'Uw orders'"), withTexts);
        add("consent text of a region", openId, "consent_email#pt-BR", quoted("'E-mail'"), withTexts);
        add("no consent text that is empty", openId, "consent_email#nl", "", withTexts);
        add("no consent texts for machines", machine, "consent_api#nl", "", withTexts);
        add("redirects as they are", openId, "redirect_uris",
            quoted("['https://portal.example.com/callback?tenant=a%20b']"));
        add("logout", openId, "post_logout_redirect_uris", quoted("['https://portal.example.com/bye']"));
        add("no logout", delegated, "post_logout_redirect_uris", "");
        add("logo", delegated, "logo_uri", quoted("'https://planner.example.com/logo.png'"));
        add("PKCE", openId, "require_pkce", "true");
        add("PKCE off", openId, "require_pkce", "false", [](auto &c) { c.requirePkce = false; });
        add("authentication", openId, "token_endpoint_auth_method", quoted("'client_secret_basic'"));
        add("secret by post", openId, "token_endpoint_auth_method", quoted("'client_secret_post'"),
            [](auto &c) { c.tokenEndpointAuthMethod = u"client_secret_post"_s; });
        add("public", openId, "token_endpoint_auth_method", quoted("'none'"),
            [](auto &c) { c.clientAuthentication = ClientAuthentication::None; });
        const Change certificate = [](auto &c) {
            c.clientAuthentication = ClientAuthentication::Other;
            c.tokenEndpointAuthMethod = u"tls_client_auth"_s;
        };
        add("certificate", openId, "token_endpoint_auth_method", quoted("'tls_client_auth'"), certificate);
        const Change key = [](auto &c) {
            c.clientAuthentication = ClientAuthentication::PrivateKey;
            c.keys = {QString::fromUtf8(quoted("{'kid':'k','kty':'EC'}"))};
        };
        add("private key", openId, "token_endpoint_auth_method", quoted("'private_key_jwt'"), key);
        add("keys", openId, "jwks", quoted("{'keys':[{'kid':'k','kty':'EC'}]}"), key);
        add("keys at an address", openId, "jwks_uri", quoted("'https://a.b/k'"), [](auto &c) {
            c.clientAuthentication = ClientAuthentication::PrivateKey;
            c.jwksUri = u"https://a.b/k"_s;
        });
        add("no keys of a secret", openId, "jwks", "", [key](auto &c) {
            key(c);
            c.clientAuthentication = ClientAuthentication::Secret;
        });
        add("both grants", both, "grant_types",
            quoted("['authorization_code','refresh_token','client_credentials']"),
            [](auto &c) { c.alsoClientCredentials = true; });
        add("home page", machine, "client_uri", quoted("'https://a.b'"),
            [](auto &c) { c.clientUri = u"https://a.b"_s; });
        add("privacy policy", openId, "policy_uri", quoted("'https://a.b'"),
            [](auto &c) { c.policyUri = u"https://a.b"_s; });
        add("terms of service", openId, "tos_uri", quoted("'https://a.b'"),
            [](auto &c) { c.tosUri = u"https://a.b"_s; });
        add("contacts", openId, "contacts", quoted("['Anna','a@b.c']"),
            [](auto &c) { c.contacts = {u"Anna"_s, u"a@b.c"_s}; });

        const auto redirects = [](const QStringList &uris) {
            return [uris](auto &c) { c.loginRedirects = uris; };
        };
        add("web", openId, "application_type", quoted("'web'"));
        add("native by own scheme", openId, "application_type", quoted("'native'"),
            redirects({u"com.example.app:/cb"_s}));
        add("native by one of several", openId, "application_type", quoted("'native'"),
            redirects({u"https://a.example/cb"_s, u"com.example.app:/cb"_s}));
        add("native by http on 127.0.0.1", openId, "application_type", quoted("'native'"),
            redirects({u"http://127.0.0.1/cb"_s}));
        add("native by http on ::1", openId, "application_type", quoted("'native'"),
            redirects({u"http://[::1]:1/cb"_s}));
        add("native by http on localhost", openId, "application_type", quoted("'native'"),
            redirects({u"http://LOCALHOST/cb"_s}));
        add("native by logout", openId, "application_type", quoted("'native'"),
            [](auto &c) { c.logoutRedirects = {u"com.example.app:/bye"_s}; });
        add("web by https on localhost", openId, "application_type", quoted("'web'"),
            redirects({u"https://localhost/cb"_s}));
        add("web by both on localhost, which native refuses", openId, "application_type", quoted("'web'"),
            redirects({u"https://localhost/cb"_s, u"http://localhost/cb"_s}));
        const QStringList mobileAndWeb{u"https://a.example/cb"_s, u"com.example.app:/cb"_s,
                                       u"https://localhost:1/cb"_s, u"http://localhost:1/cb"_s};
        add("native by own scheme beside loopback", openId, "application_type", quoted("'native'"),
            redirects(mobileAndWeb));
        add("nothing is left out for its type", openId, "redirect_uris",
            quoted("['https://a.example/cb','com.example.app:/cb','https://localhost:1/"
                   "cb','http://localhost:1/cb']"),
            redirects(mobileAndWeb));
        add("without relative ones", openId, "redirect_uris", quoted("['https://a.example/*']"),
            redirects({u"/cb"_s, u"https://a.example/*"_s, u"*"_s}));
    }
    void property() { samples::compareProperty(format); }

    void leftOut_data()
    {
        QTest::addColumn<ClientApplication>("client");
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("mention");
        QTest::newRow("disabled") << samples::openId() << Change([](auto &c) { c.enabled = false; })
                                  << u"disabled"_s;
        QTest::newRow("no scope, which would mean all of them")
            << samples::machine() << Change([](auto &c) { c.apiScopes.clear(); }) << u"scopes"_s;
        QTest::newRow("no scope but that of refresh tokens")
            << samples::delegatedApi() << Change([](auto &c) { c.apiScopes.clear(); }) << u"scopes"_s;
        QTest::newRow("no redirect, which a server refuses")
            << samples::openId() << Change([](auto &c) { c.loginRedirects.clear(); }) << u"redirects"_s;
        QTest::newRow("proof without a name")
            << samples::openId()
            << Change([](auto &c) { c.clientAuthentication = ClientAuthentication::Other; }) << u"no name"_s;
    }
    void leftOut()
    {
        QFETCH(ClientApplication, client);
        QFETCH(const Change, change);
        QFETCH(const QString, mention);
        change(client);
        const Export result = exported({client});
        QCOMPARE(result.document, QByteArray("[]\n"));
        QCOMPARE(result.labels(), QStringList{u"Enabled"_s});
        QCOMPARE(result.losses.first().clientId, client.clientId);
        QVERIFY2(result.losses.first().text.contains(mention), qPrintable(result.losses.first().text));
    }

    void lossesOfEachSample()
    {
        QCOMPARE(exported({samples::machine()}).labels(), QStringList({u"Secrets"_s, u"Identity"_s}));
        QCOMPARE(exported({samples::delegatedApi()}).labels(),
                 QStringList(
                     {u"Secrets"_s, u"Require consent"_s, u"Allow remember consent"_s, u"Require PKCE"_s}));
        QCOMPARE(exported({samples::openId()}).labels(),
                 QStringList({u"Secrets"_s, u"Always include user info in token"_s, u"Require PKCE"_s}));
        QCOMPARE(exported({samples::openIdWithApi()}).labels(),
                 QStringList({u"Secrets"_s, u"Require PKCE"_s}));
    }

    void whatIsLeftOutOrLost_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("mention");
        const auto add = [](const char *row, const QString &label, const QString &mention,
                            const Change &change) { QTest::newRow(row) << change << label << mention; };
        const QString redirects = u"Allowed login redirects"_s;
        add("relative", redirects, u"\"/cb\" is left out"_s, [](auto &c) { c.loginRedirects << u"/cb"_s; });
        add("anything", redirects, u"\"*\" is left out"_s, [](auto &c) { c.loginRedirects << u"*"_s; });
        add("prefix", redirects, u"\"https://a.b/*\" is no pattern"_s,
            [](auto &c) { c.loginRedirects << u"https://a.b/*"_s; });
        add("http", redirects, u"\"http://a.b/c\" is http"_s,
            [](auto &c) { c.loginRedirects << u"http://a.b/c"_s; });
        add("own scheme beside more of the web", redirects, u"\"a.b:/c\" is one too many"_s, [](auto &c) {
            c.loginRedirects << u"a.b:/c"_s << u"https://localhost/c"_s << u"https://127.0.0.1/c"_s;
        });
        add("relative at logout", u"Allowed logout redirects"_s, u"\"/bye\" is left out"_s,
            [](auto &c) { c.logoutRedirects << u"/bye"_s; });
        add("CORS origins", u"Allowed CORS origins"_s, u"no word"_s,
            [](auto &c) { c.allowedCorsOrigins = {u"https://a.b"_s}; });
        add("lifetime", u"Access token lifetime"_s, u"no word"_s,
            [](auto &c) { c.accessTokenLifetime = 60; });
        add("description", u"Description"_s, u"no word"_s, [](auto &c) { c.description = u"x"_s; });
    }
    void whatIsLeftOutOrLost()
    {
        QFETCH(const Change, change);
        QFETCH(const QString, label);
        QFETCH(const QString, mention);
        ClientApplication client = samples::openId();
        change(client);
        const Export result = exported({client});
        QVERIFY2(result.loss(label).contains(mention), qPrintable(result.loss(label)));
        QVERIFY(result.first().is_object());
    }

    void otherSettingsAreMergedInTheirOwnFormatAlone()
    {
        ClientApplication client = samples::openId();
        client.otherSettings = {
            {u"rfc7591"_s,
             QString::fromUtf8(quoted("{'client_name#nl':'Winkel','grant_types':['implicit']}"))},
            {u"hydra"_s, QString::fromUtf8(quoted("{'owner':'x'}"))}};
        const Json object = exported({client}).first();
        QCOMPARE(QByteArray::fromStdString(object["client_name#nl"].dump()), quoted("'Winkel'"));
        QCOMPARE(QByteArray::fromStdString(object["grant_types"].dump()),
                 quoted("['authorization_code','implicit']"));
        QVERIFY(!object.contains("owner"));
    }

    void tellsWhatDemandsPkce()
    {
        ClientApplication client = samples::openId();
        const QString text = exported({client}).loss(u"Require PKCE"_s);
        QVERIFY2(text.contains(u"extra client metadata"_s), qPrintable(text));
        QVERIFY2(text.contains(u"client.require_pkce === true"_s), qPrintable(text));
        client.requirePkce = false;
        QVERIFY(exported({client}).loss(u"Require PKCE"_s).isEmpty());
    }

    void rowsThatDoNotApplyAreLosses()
    {
        ClientApplication client = samples::machine();
        client.loginRedirects = {u"https://app.example.com/cb"_s};
        client.logoutRedirects = client.loginRedirects;
        const Export result = exported({client});
        QVERIFY(!result.loss(u"Allowed login redirects"_s).isEmpty());
        QVERIFY(!result.loss(u"Allowed logout redirects"_s).isEmpty());
    }

    void pictureAndTextsAreLosses()
    {
        ClientApplication client = samples::openId();
        client.logo = {u"shop.png"_s, "bytes"};
        client.customResources = {u"department"_s};
        client.consentTexts = {{u"nl"_s, {.api = u"x"_s}}};
        const Export result = exported({client});
        QVERIFY(result.loss(u"Logo"_s).contains(u"shop.png"_s));
        QVERIFY(result.loss(u"Custom resources"_s).contains(u"department"_s));
        QVERIFY(result.loss(u"Default resource translation"_s).contains(u"consent_api#nl"_s));
        QVERIFY(!result.document.contains("bytes"));
    }

    void disabledResourceIsLeftOut()
    {
        ClientApplication client = samples::openId();
        client.customResources = {u"department"_s};
        CustomResource department;
        department.name = u"department"_s;
        department.enabled = false;
        const Export result = exported({client}, {.customResources = {department}});
        QCOMPARE(json::toText(result.first()["scope"]), u"openid profile email"_s);
        QVERIFY(result.loss(u"Custom resources"_s).contains(u"disabled"_s));
    }

    void secretLossTellsWhatToDo()
    {
        const ClientApplication client = samples::delegatedApi();
        ExportHead head;
        head.now = samples::now();
        const QString text = exported({client}, head).loss(u"Secrets"_s);
        QVERIFY2(text.contains(u"…"_s + client.secrets.at(1).lastFour), "the newest");
        QVERIFY(text.contains(u"client_secret"_s));
        QVERIFY2(text.contains(u"2027-01-31"_s), qPrintable(text));
        QVERIFY2(text.contains(QString::number(client.secrets.at(1).expires.toSecsSinceEpoch())),
                 qPrintable(text));
        QVERIFY2(text.contains(u"one of the 2 secrets"_s), qPrintable(text));
        QVERIFY(!text.contains(client.secrets.at(1).hash));
    }

    void clientsFollowEachOther()
    {
        ClientApplication disabled = samples::openId();
        disabled.enabled = false;
        const Export result =
            exported({disabled, samples::machine(), disabled, samples::openIdWithApi(), disabled});
        const auto parsed = json::parse(result.document);
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().text));
        QCOMPARE(parsed->size(), 2u);
        QCOMPARE(result.document, QByteArray::fromStdString(parsed->dump(2)) + '\n');
    }
};

GATEHOUSE_TEST(Rfc7591WriterTest)
#include "tst_rfc7591writer.moc"
