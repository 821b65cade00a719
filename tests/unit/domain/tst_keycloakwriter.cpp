#include "KeycloakHelp.h"

#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using json::Json;

namespace {

using Change = std::function<void(ClientApplication &)>;

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
Q_DECLARE_METATYPE(Change)

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
        add("no roles", openId, "/fullScopeAllowed", "false");
        add("machine: no roles", machine, "/fullScopeAllowed", "false");
        add("no roles with consent", samples::delegatedApi(), "/fullScopeAllowed", "false");
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
            "/attributes/display.on.consent.screen", "null", [](auto &c) { c.consentTexts.remove(u"nl"_s); });
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
        QCOMPARE(written.labels().count(u"Identity"_s), 1);
        const auto read = format.read(written.document, samples::now());
        QVERIFY(read);
        QCOMPARE(read->users, QList{own});
        QVERIFY2(read->clients.first().client.identity.isEmpty(), "it acts as another user");
    }

    void lossesOfEachSample()
    {
        const auto labels = [](const ClientApplication &client) {
            return samples::exported(format, {client}, samples::keycloakHead()).labels();
        };
        QCOMPARE(labels(samples::machine()), QStringList({u"Secrets"_s, u"API scopes"_s, u"Identity"_s}));
        QCOMPARE(labels(samples::delegatedApi()),
                 QStringList({u"Secrets"_s, u"API scopes"_s, u"Support OpenID Connect"_s}));
        QCOMPARE(labels(samples::openId()),
                 QStringList({u"Secrets"_s, u"Always include user info in token"_s}));
        ClientApplication client = samples::keycloakShop();
        client.customResources << u"badge"_s;
        client.logo = {u"shop.png"_s, "bytes"};
        const auto written = samples::exported(format, {client}, samples::keycloakHead());
        QVERIFY(written.loss(u"Default resource translation"_s).contains(u"1 of the 3"_s));
        QVERIFY(written.loss(u"Logo"_s).contains(u"shop.png"_s));
        QStringList resources;
        for (const Loss &loss : written.losses) {
            if (loss.field == u"Custom resources"_s)
                resources << loss.text;
        }
        const QString all = resources.join(u'\n');
        for (const QString &mention : {u"\"badge\" is left out"_s, u"texts of \"department\""_s,
                                       u"attribute \"department\""_s, u"attribute \"name\""_s})
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
