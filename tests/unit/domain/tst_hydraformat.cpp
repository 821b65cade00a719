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

const ClientFormat &format = *formatByName(u"hydra"_s).value();
const QByteArray goodSecret("9f86d081884c7d659a2feaa0c55ad015");

}

class HydraFormatTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesTheGoldenFile()
    {
        QFile file(QStringLiteral(GATEHOUSE_TEST_DATA "/sample.hydra.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray golden = file.readAll();
        QCOMPARE(samples::exported(format, {samples::machine(), samples::delegatedApi(), samples::openId(),
                                            samples::openIdWithApi()})
                     .document,
                 golden);
        QCOMPARE((*formatByContent(golden))->name(), u"hydra"_s);
    }

    void property_data()
    {
        const samples::PropertyRows add;
        const auto machine = samples::machine();
        const auto openId = samples::openId();
        const auto delegated = samples::delegatedApi();

        add("machine: grant", machine, "grant_types", quoted("['client_credentials']"));
        add("machine: no consent", machine, "skip_consent", "true");
        add("machine: no logout", machine, "post_logout_redirect_uris", "",
            [](auto &c) { c.logoutRedirects = {u"https://a.b/c"_s}; });
        add("machine: no metadata", machine, "metadata", "",
            [](auto &c) { c.consentTexts = {{u"nl"_s, {.api = u"x"_s}}}; });
        add("consent", delegated, "skip_consent", "false");
        add("no consent", openId, "skip_consent", "true");
        add("no application type", openId, "application_type", "");
        add("no PKCE", openId, "require_pkce", "");
        add("authentication", openId, "token_endpoint_auth_method", quoted("'client_secret_basic'"));
        add("refresh without OpenID", delegated, "scope", quoted("'api offline_access'"));
        add("no refresh", openId, "scope", quoted("'openid profile email'"));
        add("no secret unless asked for", openId, "client_secret", "");
        const Change texts = [](auto &c) {
            c.consentTexts = {{u"nl"_s, {.profile = u"Uw naam"_s, .api = u"Uw orders"_s}}};
        };
        add("consent texts", openId, "metadata",
            quoted("{'consent_profile#nl':'Uw naam','consent_api#nl':'Uw orders'}"), texts);
        add("not beside metadata", openId, "consent_api#nl", "", texts);

        add("CORS origins", openId, "allowed_cors_origins", quoted("['https://a.b']"),
            [](auto &c) { c.allowedCorsOrigins = {u"https://a.b"_s}; });
        const Change lifetimes = [](auto &c) {
            c.accessTokenLifetime = 3600;
            c.refreshTokenLifetime = 90;
            c.idTokenLifetime = 59;
        };
        const auto refreshing = samples::openIdWithApi();
        add("access token by code", refreshing, "authorization_code_grant_access_token_lifespan",
            quoted("'1h0m0s'"), lifetimes);
        add("access token by refresh", refreshing, "refresh_token_grant_access_token_lifespan",
            quoted("'1h0m0s'"), lifetimes);
        add("refresh token", refreshing, "refresh_token_grant_refresh_token_lifespan", quoted("'1m30s'"),
            lifetimes);
        add("ID token", refreshing, "authorization_code_grant_id_token_lifespan", quoted("'59s'"), lifetimes);
        add("no refresh, no lifetime", openId, "refresh_token_grant_access_token_lifespan", "", lifetimes);
        add("machine: lifetime", machine, "client_credentials_grant_access_token_lifespan",
            quoted("'1h0m0s'"), lifetimes);
        add("machine: no other", machine, "authorization_code_grant_access_token_lifespan", "", lifetimes);
        add("no application type, no redirect left out", openId, "redirect_uris",
            quoted("['com.example.app:/cb','https://localhost/cb']"),
            [](auto &c) { c.loginRedirects = {u"com.example.app:/cb"_s, u"https://localhost/cb"_s}; });

        const auto logouts = [](const QStringList &logins, const QStringList &uris) {
            return [logins, uris](auto &c) { c.loginRedirects = logins, c.logoutRedirects = uris; };
        };
        const QString app = u"https://app.example.com/cb"_s;
        const char *property = "post_logout_redirect_uris";
        add("same host", openId, property, quoted("['https://app.example.com/bye?x=1']"),
            logouts({app}, {u"https://app.example.com/bye?x=1"_s}));
        add("host without path", openId, property, quoted("['https://app.example.com']"),
            logouts({app}, {u"https://app.example.com"_s}));
        add("host of the second", openId, property, quoted("['https://app.example.com/bye']"),
            logouts({u"https://b.example/cb"_s, app}, {u"https://app.example.com/bye"_s}));
        add("other host", openId, property, "", logouts({app}, {u"https://example.com/bye"_s}));
        add("other port", openId, property, "", logouts({app}, {u"https://app.example.com:444/bye"_s}));
        add("port written out", openId, property, "", logouts({app}, {u"https://app.example.com:443/bye"_s}));
        add("other scheme", openId, property, "",
            logouts({u"http://127.0.0.1/cb"_s}, {u"https://127.0.0.1/x"_s}));
        add("other case", openId, property, "", logouts({app}, {u"https://App.example.com/bye"_s}));
        add("own scheme", openId, property, quoted("['com.example.app:/bye']"),
            logouts({u"com.example.app:/cb"_s}, {u"com.example.app:/bye"_s}));
        add("one of two", openId, property, quoted("['https://app.example.com/bye']"),
            logouts({app}, {u"https://b.example/bye"_s, u"https://app.example.com/bye"_s}));
    }
    void property() { samples::compareProperty(format); }

    void lossesOfEachSample()
    {
        const auto labels = [](const ClientApplication &client) {
            return samples::exported(format, {client}).labels();
        };
        QCOMPARE(labels(samples::machine()), QStringList({u"Secrets"_s, u"Identity"_s, u"Client ID"_s}));
        QCOMPARE(labels(samples::delegatedApi()),
                 QStringList({u"Secrets"_s, u"Allow remember consent"_s, u"Require PKCE"_s, u"Client ID"_s}));
        QCOMPARE(labels(samples::openId()), QStringList({u"Secrets"_s, u"Always include user info in token"_s,
                                                         u"Require PKCE"_s, u"Client ID"_s}));
        QCOMPARE(labels(samples::openIdWithApi()),
                 QStringList({u"Secrets"_s, u"Require PKCE"_s, u"Client ID"_s}));
    }

    void tellsOnceWhoRefusesClientIds()
    {
        ClientApplication disabled = samples::openId();
        disabled.enabled = false;
        const auto result =
            samples::exported(format, {disabled, samples::machine(), samples::openIdWithApi()});
        QCOMPARE(result.labels().count(u"Client ID"_s), 1);
        QVERIFY(result.loss(u"Client ID"_s).contains(u"2.2"_s));
        QCOMPARE(samples::exported(format, {disabled}).labels(), QStringList{u"Enabled"_s});
    }

    void tellsWhatHydraMustBeTold()
    {
        ClientApplication client = samples::openId();
        client.customResources = {u"department"_s};
        client.consentTexts = {{u"nl"_s, {.api = u"x"_s}}};
        client.logoutRedirects = {u"https://elsewhere.example/bye"_s};
        const samples::Export result = samples::exported(format, {client});
        QVERIFY(result.loss(u"Custom resources"_s).contains(u"department"_s));
        QVERIFY(result.loss(u"Default resource translation"_s).contains(u"metadata"_s));
        QVERIFY(result.loss(u"Allowed logout redirects"_s).contains(u"https://elsewhere.example/bye"_s));
    }

    void disabledIsLeftOut()
    {
        ClientApplication client = samples::openId();
        client.enabled = false;
        const samples::Export result = samples::exported(format, {client});
        QCOMPARE(result.document, QByteArray("[]\n"));
        QCOMPARE(result.labels(), QStringList{u"Enabled"_s});
    }

    void secretInClearHasNoEnd()
    {
        ClientApplication client = samples::openId();
        client.secrets = {samples::sealedSecret(goodSecret, endOfDay(QDate(2027, 1, 31)))};
        const samples::Export result = samples::exported(format, {client}, samples::withSecrets());
        QCOMPARE(result.first()["client_secret"], goodSecret.toStdString());
        QVERIFY(!result.first().contains("client_secret_expires_at"));
        QVERIFY2(result.loss(u"Secrets"_s).contains(u"2027-01-31"_s), "told");
        const QString unasked = samples::exported(format, {client}).loss(u"Secrets"_s);
        QVERIFY(unasked.contains(u"2027-01-31"_s) && !unasked.contains(u"client_secret_expires_at"_s));
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
        full.consentTexts = {{u"nl"_s, {.profile = u"Uw naam"_s}}, {u"pt-BR"_s, {.api = u"API"_s}}};
        full.allowedCorsOrigins = {u"https://shop.example.com"_s};
        full.accessTokenLifetime = 3600;
        full.idTokenLifetime = 61;
        full.refreshTokenLifetime = 30 * 24 * 3600;
        full.contacts = {u"Anna"_s};
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
        QTest::addColumn<bool>("isHydra");
        const auto add = [](const char *row, const char *document, bool isHydra) {
            QTest::newRow(row) << quoted(document) << isHydra;
        };
        add("array", "[{'client_id':'a','skip_consent':false}]", true);
        add("single", "{'client_id':'a','created_at':'2026-01-01T00:00:00Z'}", true);
        add("page", "{'items':[{'client_id':'a','metadata':{}}],'next_page_token':''}", true);
        add("RFC 7591", "[{'client_id':'a','grant_types':['client_credentials']}]", false);
        add("clients", "{'clients':[{'client_id':'a','owner':''}]}", true);
        add("RFC 7591 with metadata", "[{'client_id':'a','metadata':{},'client_id_issued_at':1}]", false);
        add("without client_id", "[{'audience':[]}]", false);
        add("Glewlwyd", "[{'client_id':'a','confidential':true}]", false);
    }
    void recognizes()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const bool, isHydra);
        const auto found = formatByContent(document);
        QCOMPARE(found && (*found)->name() == u"hydra"_s, isHydra);
        QCOMPARE(format.recognizes(document), isHydra);
        QCOMPARE(!isHydra || samples::imported(format, document).size() == 1, true);
    }
};

GATEHOUSE_TEST(HydraFormatTest)
#include "tst_hydraformat.moc"
