#include "KeycloakHelp.h"

#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using samples::imported;

namespace {

using Change = std::function<void(ClientApplication &)>;

}
Q_DECLARE_METATYPE(Change)

class KeycloakReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void meaning_data()
    {
        QTest::addColumn<QByteArray>("properties");
        QTest::addColumn<Change>("expected");
        QTest::addColumn<QSet<ClientField>>("named");
        using F = ClientField;
        const auto add = [](const char *name, const char *properties, const QSet<F> &named,
                            const Change &expected) {
            QTest::newRow(name) << quoted(properties) << expected << named + QSet{F::ClientId};
        };
        const QSet scopes{F::DefaultResources, F::CustomResources, F::SupportApi};
        add("what Keycloak does when nothing is said", "", {}, [](auto &c) {
            c.requirePkce = false;
            c.supportRefreshTokens = true;
        });
        add("disabled", "'enabled':false", {F::Enabled}, [](auto &c) { c.enabled = false; });
        add("name", "'name':'Zoë'", {F::Title}, [](auto &c) { c.title = u"Zoë"_s; });
        add("null is absent", "'name':null,'attributes':null,'redirectUris':null,'protocolMappers':null", {},
            [](auto &) {});
        add("code flow", "'standardFlowEnabled':true", {F::GrantType}, [](auto &) {});
        add("no refresh tokens", "'attributes':{'use.refresh.tokens':'false'}", {F::SupportRefreshTokens},
            [](auto &c) { c.supportRefreshTokens = false; });
        add("PKCE", "'attributes':{'pkce.code.challenge.method':'S256'}", {F::RequirePkce},
            [](auto &c) { c.requirePkce = true; });
        add("PKCE off", "'attributes':{'pkce.code.challenge.method':''}", {F::RequirePkce}, [](auto &) {});
        add("consent", "'consentRequired':true", {F::RequireConsent},
            [](auto &c) { c.requireConsent = c.allowRememberConsent = true; });
        add("logo", "'attributes':{'logoUri':'https://a.b/c.png'}", {F::LogoUri},
            [](auto &c) { c.logoUri = u"https://a.b/c.png"_s; });
        add("redirects", "'redirectUris':['com.example.app:/cb','https://a.b/c']",
            {F::LoginRedirects, F::LogoutRedirects}, [](auto &c) {
                c.loginRedirects = {u"com.example.app:/cb"_s, u"https://a.b/c"_s};
                c.logoutRedirects = c.loginRedirects; // as Keycloak does when it is not said
            });
        add("redirects that are patterns overwrite nothing",
            "'redirectUris':['/x/*','https://*.a.b/','https://a.b/c']", {},
            [](auto &c) { c.loginRedirects = c.logoutRedirects = {u"https://a.b/c"_s}; });
        add("relative to a root", "'rootUrl':'https://a.b/','redirectUris':['/c','https://d.e/']",
            {F::LoginRedirects, F::LogoutRedirects}, [](auto &c) {
                c.loginRedirects = {u"https://a.b/c"_s, u"https://d.e/"_s};
                c.logoutRedirects = c.loginRedirects;
            });
        add("relative to a root that the server knows", "'rootUrl':'${authAdminUrl}','redirectUris':['/x']",
            {}, [](auto &) {});
        add("a number as an attribute", "'attributes':{'logoUri':1,'use.refresh.tokens':false}",
            {F::LogoUri, F::SupportRefreshTokens}, [](auto &c) {
                c.logoUri = u"1"_s;
                c.supportRefreshTokens = false;
            });
        add("a name that stands elsewhere", "'name':'${client_account}'", {}, [](auto &) {});
        add("logout", "'attributes':{'post.logout.redirect.uris':'https://a.b/1##https://a.b/2'}",
            {F::LogoutRedirects},
            [](auto &c) { c.logoutRedirects = {u"https://a.b/1"_s, u"https://a.b/2"_s}; });
        add("logout as login and more",
            "'redirectUris':['https://a.b/c'],'attributes':{'post.logout.redirect.uris':'+##https://a.b/2'}",
            {F::LoginRedirects, F::LogoutRedirects}, [](auto &c) {
                c.loginRedirects = {u"https://a.b/c"_s};
                c.logoutRedirects = {u"https://a.b/c"_s, u"https://a.b/2"_s};
            });
        add("logout as login",
            "'redirectUris':['https://a.b/c'],'attributes':{'post.logout.redirect.uris':'+'}",
            {F::LoginRedirects, F::LogoutRedirects},
            [](auto &c) { c.loginRedirects = c.logoutRedirects = {u"https://a.b/c"_s}; });
        add("logout as login when it is empty",
            "'redirectUris':['https://a.b/c'],'attributes':{'post.logout.redirect.uris':''}",
            {F::LoginRedirects, F::LogoutRedirects},
            [](auto &c) { c.loginRedirects = c.logoutRedirects = {u"https://a.b/c"_s}; });
        add("logout as a login that is not in the file", "'attributes':{'post.logout.redirect.uris':''}", {},
            [](auto &) {});
        add("no logout, whatever follows", "'attributes':{'post.logout.redirect.uris':'-##https://a.b/1'}",
            {F::LogoutRedirects}, [](auto &) {});
        add("no logout", "'redirectUris':['https://a.b/c'],'attributes':{'post.logout.redirect.uris':'-'}",
            {F::LoginRedirects, F::LogoutRedirects},
            [](auto &c) { c.loginRedirects = {u"https://a.b/c"_s}; });
        add("scopes that every realm has",
            "'defaultClientScopes':['web-origins','acr','roles','basic'],"
            "'optionalClientScopes':['offline_access','organization','microprofile-jwt']",
            scopes, [](auto &) {});
        add("default resources", "'defaultClientScopes':['basic','email','profile']", scopes,
            [](auto &c) { c.defaultResources = {u"openid"_s, u"email"_s, u"profile"_s}; });
        add("optional ones are not given always", "'optionalClientScopes':['address','phone']", scopes,
            [](auto &) {});
        add("API scopes", "'optionalClientScopes':['orders.read']", scopes + QSet{F::ApiScopes}, [](auto &c) {
            c.supportApi = true;
            c.apiScopes = {u"orders.read"_s};
        });
        add("machine",
            "'standardFlowEnabled':false,'serviceAccountsEnabled':true,'optionalClientScopes':['x']",
            {F::GrantType, F::SupportOpenId, F::SupportApi, F::ApiScopes}, [](auto &c) {
                c.grantType = GrantType::ClientCredentials;
                c.supportOpenId = false;
                c.supportApi = true;
                c.apiScopes = {u"x"_s};
                c.requirePkce = true; // as that of a new one: it does not apply
                c.supportRefreshTokens = false;
            });
    }
    void meaning()
    {
        QFETCH(const QByteArray, properties);
        QFETCH(const Change, expected);
        QFETCH(const QSet<ClientField>, named);
        const ImportedClient actual = imported(properties);
        QVERIFY2(!actual.refusal, actual.refusal ? qPrintable(actual.refusal->text) : "");
        ClientApplication client;
        client.clientId = u"a"_s;
        client.enabled = true;
        client.requirePkce = false;
        client.supportRefreshTokens = true;
        expected(client);
        for (const FieldDifference &difference : differences(client, actual.client))
            QFAIL(qPrintable(fieldLabel(difference.field) + u": "_s + difference.after));
        QCOMPARE(actual.named, named);
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("properties");
        QTest::addColumn<QString>("mention");
        const auto add = [](const char *name, const char *properties, const QString &mention) {
            QTest::newRow(name) << quoted(properties) << mention;
        };
        add("bearer-only", "'bearerOnly':true", u"bearerOnly is on"_s);
        add("SAML", "'protocol':'saml'", u"protocol is \"saml\""_s);
        add("implicit", "'implicitFlowEnabled':true,'standardFlowEnabled':false",
            u"implicitFlowEnabled asks"_s);
        add("passwords alone", "'standardFlowEnabled':false,'directAccessGrantsEnabled':true",
            u"standardFlowEnabled is off"_s);
        add("passwords alone in old versions", "'directGrantsOnly':true", u"standardFlowEnabled is off"_s);
        add("both", "'standardFlowEnabled':true,'serviceAccountsEnabled':true,'redirectUris':[]",
            u"one grant type"_s);
        add("both, one of them by default", "'serviceAccountsEnabled':true", u"one grant type"_s);
        add("flag as text", "'enabled':'yes'", u"clients[0].enabled is text"_s);
        add("attribute as array", "'attributes':{'logoUri':['x']}", u"attributes.logoUri is an array"_s);
        add("attributes as array", "'attributes':[]", u"attributes is an array"_s);
        add("mappers as object", "'protocolMappers':{}", u"protocolMappers is an object"_s);
        add("mapper as text", "'protocolMappers':['x']", u"protocolMappers[0] is text"_s);
        add("mapper settings as number",
            "'protocolMappers':[{'protocolMapper':'oidc-hardcoded-claim-mapper','config':{'claim.value':1}}]",
            u"config.claim.value is a number"_s);
        add("scopes as text", "'defaultClientScopes':'x'", u"defaultClientScopes is text"_s);
    }
    void refused()
    {
        QFETCH(const QByteArray, properties);
        QFETCH(const QString, mention);
        const ImportedClient actual = imported(properties);
        QVERIFY(actual.refusal);
        QVERIFY2(actual.refusal->text.contains(mention), qPrintable(actual.refusal->text));
        QVERIFY2(actual.refusal->text.contains(u"clients[0]"_s), qPrintable(actual.refusal->text));
    }

    void lost_data()
    {
        QTest::addColumn<QByteArray>("properties");
        QTest::addColumn<QStringList>("fields");
        const auto add = [](const char *name, const char *properties, const QStringList &fields) {
            const QByteArray scopes = quoted("'optionalClientScopes':['x'],");
            const bool saysScopes = QByteArrayView(properties).contains("ClientScopes");
            QTest::newRow(name) << (saysScopes ? QByteArray() : scopes) + quoted(properties) << fields;
        };
        add("nothing that is off or empty",
            "'id':'x','surrogateAuthRequired':false,'webOrigins':[],'notBefore':0,'nodeReRegistrationTimeout'"
            ":-1,"
            "'authenticationFlowBindingOverrides':{},'description':'','fullScopeAllowed':false,"
            "'attributes':{'realm_client':'true','x':'','y':'false'}",
            {});
        add("what we have not",
            "'baseUrl':'/x','webOrigins':['+'],'rootUrl':'https://a.b','fullScopeAllowed':true,"
            "'attributes':{'access.token.lifespan':'60'}",
            {u"baseUrl"_s, u"webOrigins"_s, u"attributes.access.token.lifespan"_s, u"fullScopeAllowed"_s,
             u"rootUrl"_s});
        add("roles with consent", "'consentRequired':true,'fullScopeAllowed':true", {u"fullScopeAllowed"_s});
        add("consent is remembered always", "'consentRequired':true", {});
        add("passwords", "'directAccessGrantsEnabled':true", {u"directAccessGrantsEnabled"_s});
        add("default flow that nobody can use", "'serviceAccountsEnabled':true,'redirectUris':[]",
            {u"standardFlowEnabled"_s});
        add("weaker PKCE", "'attributes':{'pkce.code.challenge.method':'plain'}",
            {u"attributes.pkce.code.challenge.method"_s});
        add("optional resources, API scopes without asking",
            "'defaultClientScopes':['x'],'optionalClientScopes':['phone','y']",
            {u"optionalClientScopes"_s, u"defaultClientScopes"_s});
        add("consent text of one language", "'attributes':{'consent.screen.text':'Hi'}",
            {u"attributes.consent.screen.text"_s});
        add("masked secret", "'secret':'**********'", {u"secret"_s});
        add("secret elsewhere", "'secret':'${vault.a-long-name-of-a-client-secret-somewhere}'",
            {u"secret"_s});
        add("secret to guess", "'secret':'password'", {u"secret"_s});
        add("public", "'publicClient':true", {u"publicClient"_s});
        add("patterns", "'redirectUris':['/x/*','https://a.b/c','urn:ietf:wg:oauth:2.0:oob']",
            {u"redirectUris"_s, u"redirectUris"_s, u"redirectUris"_s});
        add("name in a theme", "'name':'${client_account}'", {u"name"_s});
        add("patterns to sign out",
            "'redirectUris':['https://a.b/c'],'attributes':{'post.logout.redirect.uris':'https://a.b/*'}",
            {u"attributes.post.logout.redirect.uris"_s, u"attributes.post.logout.redirect.uris"_s});
        add("public with a secret", "'publicClient':true,'secret':'9f86d081884c7d659a2feaa0c55ad015'",
            {u"publicClient"_s, u"secret"_s});
        add("signs", "'clientAuthenticatorType':'client-jwt'", {u"clientAuthenticatorType"_s});
        add("expiry that is none",
            "'secret':'9f86d081884c7d659a2feaa0c55ad015','attributes':{'client.secret.expiration.time':'soon'"
            "}",
            {u"attributes.client.secret.expiration.time"_s});
    }
    void lost()
    {
        QFETCH(const QByteArray, properties);
        QFETCH(const QStringList, fields);
        const ImportedClient actual = imported(properties);
        QVERIFY2(!actual.refusal, actual.refusal ? qPrintable(actual.refusal->text) : "");
        QCOMPARE(samples::lostFields(actual), fields);
        for (const Loss &loss : actual.losses)
            QVERIFY2(!loss.text.contains(u"9f86d0"_s) && !loss.text.contains(u"'password'"_s),
                     "no secret in texts");
    }

    void tellsWhatAnExistingOneKeeps()
    {
        const ImportedClient two =
            imported(quoted("'redirectUris':['/x/*','https://a.b/c','https://a.b/d']"));
        QVERIFY(std::ranges::any_of(
            two.losses, [](const Loss &loss) { return loss.text.contains(u"The other 2 of the file"_s); }));
        const ImportedClient none = imported(quoted("'redirectUris':['/x/*']"));
        const QString text = u"A client application that exists keeps its own redirects."_s;
        QVERIFY(std::ranges::any_of(none.losses, [&](const Loss &loss) { return loss.text == text; }));
    }

    void secretThatIsNotAskedForIsNotTaken()
    {
        for (const char *kind : {"'publicClient':true", "'clientAuthenticatorType':'client-jwt'"}) {
            const ImportedClient actual = imported(
                quoted("'enabled':true,'secret':'9f86d081884c7d659a2feaa0c55ad015',") + quoted(kind));
            QVERIFY(!actual.client.enabled);
            QVERIFY(!actual.named.contains(ClientField::Enabled));
            QVERIFY(actual.client.secrets.isEmpty() && actual.secretsInClear.isEmpty());
        }
        QVERIFY(imported(quoted("'publicClient':true,'enabled':false")).named.contains(ClientField::Enabled));
        QVERIFY(imported(quoted("'secret':'**********'")).client.secrets.isEmpty());
    }
};

GATEHOUSE_TEST(KeycloakReaderTest)
#include "tst_keycloakreader.moc"
