#include "KeycloakHelp.h"

#include "domain/formats/KeptSettings.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using json::Json;
using samples::Change;

namespace {

const ClientFormat &format = samples::keycloak;

Json firstClient(const samples::Export &written)
{
    const auto root = json::parse(written.document);
    return root && !root->at("clients").empty() ? root->at("clients").front() : Json();
}

Json at(const Json &object, const QByteArray &pointer)
{
    const Json::json_pointer path(pointer.toStdString());
    return object.contains(path) ? object.at(path) : Json();
}

}

class KeycloakWriterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void property_data()
    {
        QTest::addColumn<ClientApplication>("client");
        QTest::addColumn<Change>("change");
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<QByteArray>("value"); ///< null: absent
        const auto add = [](
                             const char *name, const ClientApplication &client, const char *pointer,
                             const QByteArray &value, const Change &change = [](auto &) {}) {
            QTest::newRow(name) << client << change << QByteArray(pointer) << value;
        };
        const auto machine = samples::machine();
        const auto openId = samples::openId();
        add("disabled", openId, "/enabled", "false", [](auto &c) { c.enabled = false; });
        add("code flow", openId, "/standardFlowEnabled", "true");
        add("code flow alone", openId, "/serviceAccountsEnabled", "false");
        add("machine", machine, "/serviceAccountsEnabled", "true");
        add("machine alone", machine, "/standardFlowEnabled", "false");
        add("machine: no redirects", machine, "/redirectUris", "null",
            [](auto &c) { c.loginRedirects = {u"https://a.b/c"_s}; });
        add("machine: API scopes on request", machine, "/optionalClientScopes",
            quoted("['orders.read','prices.write']"));
        add("machine: no refresh tokens", machine, "/attributes/use.refresh.tokens", quoted("'false'"));
        add("refresh tokens", samples::delegatedApi(), "/attributes/use.refresh.tokens", quoted("'true'"));
        add("PKCE", openId, "/attributes/pkce.code.challenge.method", quoted("'S256'"));
        add("PKCE off is written out", openId, "/attributes/pkce.code.challenge.method", quoted("''"),
            [](auto &c) { c.requirePkce = false; });
        add("consent", samples::delegatedApi(), "/consentRequired", "true");
        add("what the server does with roles is its own", openId, "/fullScopeAllowed", "null");
        add("public", openId, "/publicClient", "true",
            [](auto &c) { c.clientAuthentication = ClientAuthentication::None; });
        add("JWKS URI", openId, "/attributes/use.jwks.url", quoted("'true'"), [](auto &c) {
            c.clientAuthentication = ClientAuthentication::PrivateKey;
            c.jwksUri = u"https://a.b/keys"_s;
        });
        const auto withKey = [](auto &c) {
            c.clientAuthentication = ClientAuthentication::PrivateKey;
            c.keys = {u"{\"kid\":\"1\",\"kty\":\"EC\"}"_s};
        };
        add("private key", openId, "/clientAuthenticatorType", quoted("'client-jwt'"), withKey);
        add("keys", openId, "/attributes/jwks.string",
            "\"{\\\"keys\\\":[{\\\"kid\\\":\\\"1\\\",\\\"kty\\\":\\\"EC\\\"}]}\"", withKey);
        add("mutual TLS", openId, "/clientAuthenticatorType", quoted("'client-x509'"), [](auto &c) {
            c.clientAuthentication = ClientAuthentication::Other;
            c.tokenEndpointAuthMethod = u"self_signed_tls_client_auth"_s;
        });
        add("both grants", samples::delegatedApi(), "/serviceAccountsEnabled", "true",
            [](auto &c) { c.alsoClientCredentials = true; });
        add("no origin", openId, "/webOrigins", "[]");
        add("origins", openId, "/webOrigins", quoted("['https://a.b']"),
            [](auto &c) { c.allowedCorsOrigins = {u"https://a.b"_s}; });
        add("lifetime", machine, "/attributes/access.token.lifespan", quoted("'60'"),
            [](auto &c) { c.accessTokenLifetime = 60; });
        add("home page", machine, "/baseUrl", quoted("'https://a.b/'"),
            [](auto &c) { c.clientUri = u"https://a.b/"_s; });
        add("logout", openId, "/attributes/post.logout.redirect.uris",
            quoted("'https://portal.example.com/bye##https://b.example/'"),
            [](auto &c) { c.logoutRedirects << u"https://b.example/"_s; });
        add("no logout is not the same as login", openId, "/attributes/post.logout.redirect.uris",
            quoted("'-'"), [](auto &c) { c.logoutRedirects.clear(); });
        add("default resources", openId, "/defaultClientScopes", quoted("['basic','profile','email']"));
        add("refresh with OpenID", samples::openIdWithApi(), "/optionalClientScopes",
            quoted("['api','orders.read','offline_access']"));
        add("consent text of API access in the default language", samples::keycloakShop(),
            "/attributes/consent.screen.text", quoted("'Uw orders'"));
        add("consent text without API access", samples::keycloakShop(), "/attributes/consent.screen.text",
            quoted("'Uw naam'"), [](auto &c) { c.supportApi = false; });
        add("no consent text in the default language", samples::keycloakShop(),
            "/attributes/consent.screen.text", quoted("'Your orders'"),
            [](auto &c) { c.consentTexts.remove(u"nl"_s); });
        add("no consent text", samples::keycloakShop(), "/attributes/display.on.consent.screen", "null",
            [](auto &c) { c.consentTexts.clear(); });
        add("the others are kept", samples::keycloakShop(), "/attributes/gatehouse.consent.en.api",
            quoted("'Your orders'"));
        add("the title as Keycloak cannot fill it in", samples::keycloakShop(),
            "/attributes/consent.screen.text", quoted("'The title reads'"), [](auto &c) {
                c.title = u"The title"_s;
                c.consentTexts = {{u"nl"_s, {.api = u"{client} reads"_s}}};
            });
        add("full name", samples::keycloakShop(), "/protocolMappers/1/protocolMapper",
            quoted("'oidc-full-name-mapper'"));
        add("mapper of an attribute", samples::keycloakShop(), "/protocolMappers/2/config/user.attribute",
            quoted("'department'"));
        add("mapper of a fixed value", samples::keycloakShop(), "/protocolMappers/3/config/claim.value",
            quoted("'Example Ltd'"));
        add("a full stop is not for nesting", samples::keycloakShop(), "/protocolMappers/3/config/claim.name",
            quoted("'https://example\\\\.com/org'"));
        add("user info in the token", samples::keycloakShop(), "/protocolMappers/0/config/id.token.claim",
            quoted("'true'"));
        add("user info alone", samples::keycloakShop(), "/protocolMappers/0/config/id.token.claim",
            quoted("'false'"), [](auto &c) { c.includeUserInfoInToken = false; });
        add("no mappers without OpenID", samples::keycloakShop(), "/protocolMappers", "[]",
            [](auto &c) { c.supportOpenId = false; });
    }
    void property()
    {
        QFETCH(ClientApplication, client);
        QFETCH(const Change, change);
        QFETCH(const QByteArray, pointer);
        QFETCH(const QByteArray, value);
        change(client);
        const Json object = firstClient(samples::exported(format, {client}, samples::keycloakHead()));
        QCOMPARE(QByteArray::fromStdString(at(object, pointer).dump()), value);
    }

    void attributesAreTexts()
    {
        for (const ClientApplication &client :
             {samples::machine(), samples::delegatedApi(), samples::keycloakShop()}) {
            const Json object = firstClient(samples::exported(format, {client}, samples::keycloakHead()));
            for (const auto &[name, value] : object.at("attributes").items())
                QVERIFY2(value.is_string(), name.c_str());
        }
    }

    void serviceAccounts()
    {
        User prices = samples::user(u"svc-prices"_s);
        User own = samples::user(u"service-account-FEED"_s, true, false);
        own.name = u"Anna van der Feed"_s;
        own.phone = u"1"_s;
        ClientApplication feed = samples::machine();
        feed.clientId = u"feed"_s;
        feed.identity = own.userId;
        ExportHead head = samples::keycloakHead();
        head.users = {prices, own};
        const auto written = samples::exported(format, {samples::machine(), samples::openId(), feed}, head);
        const auto root = json::parse(written.document);
        QVERIFY(root);
        QCOMPARE(
            QByteArray::fromStdString(root->at("users").dump()),
            quoted("[{'username':'service-account-price-feed','enabled':true,"
                   "'attributes':{'gatehouse.stand-in':['true']},'serviceAccountClientId':'price-feed'},"
                   "{'username':'service-account-FEED','enabled':false,'firstName':'Anna van der',"
                   "'lastName':'Feed','attributes':{'phoneNumber':['1']},'serviceAccountClientId':'feed'}]"));
        QVERIFY(written.loss(u"Identity"_s).contains(u"svc-prices"_s));
        QCOMPARE(written.labels().count(u"Identity"_s), 3); // and both have no roles
        const auto read = format.read(written.document, samples::now());
        QVERIFY(read);
        QCOMPARE(read->users, QList{own});
        QVERIFY2(read->clients.first().client.identity.isEmpty(), "it acts as another user");
    }

    /// Those of a realm file and of the admin API have more.
    void rolesThatAServiceAccountLacksAreTold()
    {
        const QString mention = u"service account no roles"_s;
        ClientApplication client = samples::machine();
        client.identity = u"service-account-price-feed"_s;
        ExportHead head = samples::keycloakHead();
        QVERIFY(samples::exported(format, {client}, head).loss(u"Identity"_s).contains(mention));
        const QString kept = u"{\"serviceAccountUser\":{\"username\":\"service-account-price-feed\"%1}}"_s;
        client.otherSettings = {{u"keycloak"_s, kept.arg(u",\"realmRoles\":[\"offline_access\"]"_s)}};
        QVERIFY(!samples::exported(format, {client}, head).labels().contains(u"Identity"_s));
        client.otherSettings = {{u"keycloak"_s, kept.arg(QString())}};
        QVERIFY(samples::exported(format, {client}, head).loss(u"Identity"_s).contains(mention));
        head.needsAreMade = true; // there Keycloak makes it
        QVERIFY(!samples::exported(format, {client}, head).labels().contains(u"Identity"_s));
    }

    /// Where the text goes back as `${key}`, as it came.
    void textsOfTheRealmAreTold()
    {
        const QByteArray realm = quoted(
            "[{'realm':'x','localizationTexts':{'en':{'allow':'Reads'},'nl':{'allow':'Leest'}},'clients':"
            "[{'clientId':'a','publicClient':true,'redirectUris':['https://a.b/c'],'attributes':{"
            "'consent.screen.text':'${allow}','display.on.consent.screen':'true'}}]}]");
        const auto file = format.read(realm, samples::now());
        QVERIFY(file);
        ClientApplication client = file->clients.first().client;
        const ExportHead head = samples::keycloakHead();
        client.otherSettings.clear();
        const auto said = firstClient(samples::exported(format, {client}, head));
        kept::keep(client, u"keycloak"_s, file->clients.first().asItCame, said);
        const auto written = samples::exported(format, {client}, head);
        QCOMPARE(at(firstClient(written), "/attributes/consent.screen.text"), Json("${allow}"));
        QVERIFY2(written.loss(u"Default resource translation"_s).contains(u"The file has ${allow}"_s),
                 qPrintable(written.loss(u"Default resource translation"_s)));
        for (auto &texts : client.consentTexts)
            texts.profile += u" all"_s;
        const auto changed = samples::exported(format, {client}, head);
        QVERIFY(changed.loss(u"Default resource translation"_s).contains(u"1 of the 2"_s));
    }

    void lossesOfEachSample()
    {
        const auto labels = [](const ClientApplication &client) {
            return samples::exported(format, {client}, samples::keycloakHead()).labels();
        };
        QCOMPARE(labels(samples::machine()),
                 QStringList({u"API scopes"_s, u"Secrets"_s, u"Identity"_s, u"Identity"_s}));
        QCOMPARE(
            labels(samples::delegatedApi()),
            QStringList({u"API scopes"_s, u"Secrets"_s, u"Require consent"_s, u"Support OpenID Connect"_s}));
        QCOMPARE(labels(samples::openId()),
                 QStringList({u"Secrets"_s, u"Always include user info in token"_s}));
        ClientApplication client = samples::keycloakShop();
        client.customResources << u"badge"_s;
        client.logo = {u"shop.png"_s, "bytes"};
        client.contacts = {u"shop@example.com"_s};
        const auto written = samples::exported(format, {client}, samples::keycloakHead());
        QVERIFY(written.loss(u"Default resource translation"_s).contains(u"1 of the 3"_s));
        QVERIFY(written.loss(u"Logo"_s).contains(u"shop.png"_s));
        QVERIFY(written.labels().contains(u"Contacts"_s));
        QStringList resources;
        for (const Loss &loss : written.losses) {
            if (loss.field == u"Custom resources"_s)
                resources << loss.text;
        }
        const QString all = resources.join(u'\n');
        for (const QString &mention :
             {u"\"badge\" is left out"_s, u"texts of \"department\""_s, u"attribute \"department\""_s})
            QVERIFY2(all.contains(mention), qPrintable(all));
        QVERIFY(!written.document.contains("badge"));
    }

    void consentIsRememberedAlways_data()
    {
        QTest::addColumn<bool>("requireConsent");
        QTest::addColumn<bool>("allowRemember");
        QTest::addColumn<bool>("isLost");
        QTest::newRow("remembered") << true << true << false;
        QTest::newRow("asked each time") << true << false << true;
        QTest::newRow("no consent") << false << false << false;
        QTest::newRow("no consent to remember") << false << true << false;
    }
    void consentIsRememberedAlways()
    {
        QFETCH(const bool, requireConsent);
        QFETCH(const bool, allowRemember);
        QFETCH(const bool, isLost);
        ClientApplication client = samples::openId();
        client.requireConsent = requireConsent;
        client.allowRememberConsent = allowRemember;
        const auto written = samples::exported(format, {client}, samples::keycloakHead());
        QCOMPARE(written.labels().contains(u"Allow remember consent"_s), isLost);
    }

    void nameIsNoAttribute()
    {
        CustomResource contact;
        contact.name = u"contact"_s;
        contact.claims = {{u"who"_s, ClaimSource::UserAttribute, u"name"_s}};
        ClientApplication client = samples::openId();
        client.customResources = {contact.name};
        ExportHead head = samples::keycloakHead();
        head.customResources = {contact};
        const auto written = samples::exported(format, {client}, head);
        QCOMPARE(at(firstClient(written), "/protocolMappers"), Json::array());
        QVERIFY(written.loss(u"Custom resources"_s).contains(u"\"who\" is left out"_s));
    }

    void scopesOfAnotherMeaning()
    {
        ClientApplication client = samples::machine();
        client.apiScopes = {u"roles"_s};
        const auto written = samples::exported(format, {client}, samples::keycloakHead());
        QVERIFY(written.loss(u"API scopes"_s).contains(u"\"roles\" is a client scope of another meaning"_s));
    }

    void whatAServerGetsBesideIsNoLoss()
    {
        ClientApplication client = samples::openIdWithApi();
        client.consentTexts = {{u"en"_s, {.api = u"Reads"_s}}, {u"nl"_s, {.api = u"Leest"_s}}};
        ExportHead head = samples::keycloakHead();
        QVERIFY(samples::exported(format, {client}, head).loss(u"API scopes"_s).contains(u"does not have"_s));
        head.needsAreMade = true;
        const auto written = samples::exported(format, {client}, head);
        QVERIFY(!written.loss(u"API scopes"_s).contains(u"does not have"_s));
        QVERIFY2(!written.labels().contains(u"Default resource translation"_s),
                 qPrintable(written.loss(u"Default resource translation"_s)));
        client.consentTexts[u"en"_s].email = u"Mails"_s;
        const auto more = samples::exported(format, {client}, head);
        QVERIFY(more.loss(u"Default resource translation"_s).contains(u"2 of the 3"_s));
    }

    /// Each realm gives them other ones.
    void idsAreNoDifference()
    {
        ClientApplication stored = samples::openId();
        stored.otherSettings = {
            {u"keycloak"_s, u"{\"id\":\"1\",\"protocolMappers\":[{\"id\":\"2\",\"name\":\"x\"}]}"_s}};
        ImportedClient imported;
        imported.asItCame =
            Json::parse(R"({"id":"9","protocolMappers":[{"id":"7","name":"y"},{"id":"8","name":"x"}]})");
        format.fitToStored(imported, stored, samples::keycloakHead());
        QCOMPARE(imported.asItCame["id"], Json("1"));
        QCOMPARE(imported.asItCame["protocolMappers"][0]["id"], Json("7"));
        QCOMPARE(imported.asItCame["protocolMappers"][1]["id"], Json("2"));
    }

    void rolesThatConsentTakesAwayAreTold()
    {
        ClientApplication client = samples::openId();
        client.requireConsent = true;
        QVERIFY(samples::exported(format, {client}).loss(u"Require consent"_s).contains(u"roles"_s));
        client.otherSettings = {{u"keycloak"_s, u"{\"fullScopeAllowed\":true}"_s}};
        const auto written = samples::exported(format, {client});
        QVERIFY(written.loss(u"Require consent"_s).isEmpty());
        QCOMPARE(at(firstClient(written), "/fullScopeAllowed"), true);
    }

    void rolesThatConsentTookAwayAreTold()
    {
        ClientApplication client = samples::openId();
        QVERIFY(samples::exported(format, {client}).loss(u"Require consent"_s).isEmpty());
        client.otherSettings = {{u"keycloak"_s, u"{\"surrogateAuthRequired\":false}"_s}};
        QVERIFY(samples::exported(format, {client}).loss(u"Require consent"_s).contains(u"all roles"_s));
        client.otherSettings = {{u"keycloak"_s, u"{\"fullScopeAllowed\":false}"_s}};
        QVERIFY(samples::exported(format, {client}).loss(u"Require consent"_s).isEmpty());
    }

    void placeholderOfASecret()
    {
        ClientApplication client = samples::openId();
        client.secrets = {ClientSecret()};
        client.otherSettings = {{u"keycloak"_s, u"{\"secret\":\"${vault.shop}\"}"_s}};
        const auto written = samples::exported(format, {client}, samples::withSecrets());
        QCOMPARE(at(firstClient(written), "/secret"), "${vault.shop}");
        QVERIFY(written.loss(u"Secrets"_s).contains(u"${vault.shop}"_s));
        QVERIFY(!written.loss(u"Secrets"_s).contains(u"Left out"_s));
        QVERIFY(!written.loss(u"Secrets"_s).contains(u"new secret"_s));
    }

    void rotatedSecret()
    {
        const QByteArray current("9f86d081884c7d659a2feaa0c55ad015");
        const QByteArray former("60303ae22b998861bce3b28f33eec1be");
        ClientApplication client = samples::openId();
        client.secrets = {samples::sealedSecret(former, samples::time(2027, 1, 1)),
                          samples::sealedSecret(current)};
        const Json object = firstClient(samples::exported(format, {client}, samples::withSecrets()));
        QCOMPARE(at(object, "/secret"), current.toStdString());
        QCOMPARE(at(object, "/attributes/client.secret.rotated"), former.toStdString());
        QCOMPARE(at(object, "/attributes/client.secret.rotated.expiration.time"),
                 std::to_string(samples::time(2027, 1, 1).toSecsSinceEpoch()));
    }

    void neverAMask()
    {
        ClientApplication client = samples::openId();
        client.secrets = {ClientSecret()};
        client.otherSettings = {{u"keycloak"_s, u"{\"secret\":\"**********\"}"_s}};
        const auto written = samples::exported(format, {client}, samples::withSecrets());
        QVERIFY(!firstClient(written).contains("secret"));
        QVERIFY(written.losses.at(1).text.contains(u"FAIL"_s));
    }

    void secretsWhenAskedFor()
    {
        const QByteArray secret("9f86d081884c7d659a2feaa0c55ad015");
        ClientApplication client = samples::openId();
        const QDateTime expires = samples::time(2027, 1, 1);
        client.secrets = {samples::sealedSecret(secret, expires)};
        QVERIFY(!samples::exported(format, {client}).document.contains(secret));
        const auto written = samples::exported(format, {client}, samples::withSecrets());
        const Json object = firstClient(written);
        QCOMPARE(json::toText(object.at("secret").get<std::string>()), QString::fromLatin1(secret));
        QVERIFY(written.loss(u"Secrets"_s).contains(u"2027-01-01"_s));
        const auto read = samples::imported(format, written.document);
        QCOMPARE(read.first().client.secrets.first().expires, expires);
        QCOMPARE(read.first().secretsInClear.values(), QList<QByteArray>{secret});
    }
};

GATEHOUSE_TEST(KeycloakWriterTest)
#include "tst_keycloakwriter.moc"
