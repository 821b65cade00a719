#include "KeycloakHelp.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using samples::Change;
using samples::imported;

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
        const QSet redirects{F::LoginRedirects, F::LogoutRedirects};
        const auto add = [](const char *name, const char *properties, const QSet<F> &named,
                            const Change &expected) {
            QTest::newRow(name) << quoted(properties) << expected << named + QSet{F::ClientId, F::Secrets};
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
        add("redirects", "'redirectUris':['com.example.app:/cb','https://a.b/c']", redirects, [](auto &c) {
            c.loginRedirects = {u"com.example.app:/cb"_s, u"https://a.b/c"_s};
            c.logoutRedirects = c.loginRedirects;      // as Keycloak does when it is not said
            c.allowedCorsOrigins = {u"https://a.b"_s}; // the same
        });
        add("patterns", "'redirectUris':['/x/*','https://a.b/*','*']", redirects, [](auto &c) {
            c.loginRedirects = c.logoutRedirects = {u"/x/*"_s, u"https://a.b/*"_s, u"*"_s};
            c.allowedCorsOrigins = {u"https://a.b"_s};
        });
        add("redirects of which some are none overwrite nothing",
            "'redirectUris':['a_b://x','https://a.b/c']", {}, [](auto &c) {
                c.loginRedirects = c.logoutRedirects = {u"https://a.b/c"_s};
                c.allowedCorsOrigins = {u"https://a.b"_s};
            });
        add("relative to a root", "'rootUrl':'https://a.b/','redirectUris':['/c','https://d.e/']", redirects,
            [](auto &c) {
                c.loginRedirects = {u"https://a.b/c"_s, u"https://d.e/"_s};
                c.logoutRedirects = c.loginRedirects;
                c.allowedCorsOrigins = {u"https://d.e"_s}; // of what is http in the file
            });
        add("relative to a root that the server knows", "'rootUrl':'${authAdminUrl}','redirectUris':['/x']",
            redirects, [](auto &c) { c.loginRedirects = c.logoutRedirects = {u"/x"_s}; });
        add("origins of the redirects", "'rootUrl':'https://a.b','redirectUris':['/c'],'webOrigins':['+']",
            redirects + QSet{F::AllowedCorsOrigins}, [](auto &c) {
                c.loginRedirects = c.logoutRedirects = {u"https://a.b/c"_s};
                c.allowedCorsOrigins = {u"https://a.b"_s};
            });
        add("origins, and what is none", "'webOrigins':['https://a.b','/*','*','https://a.b/']",
            {F::AllowedCorsOrigins}, [](auto &c) { c.allowedCorsOrigins = {u"https://a.b"_s, u"*"_s}; });
        add("no origin", "'redirectUris':['https://a.b/c'],'webOrigins':[]",
            redirects + QSet{F::AllowedCorsOrigins},
            [](auto &c) { c.loginRedirects = c.logoutRedirects = {u"https://a.b/c"_s}; });
        add("a switch as an attribute", "'attributes':{'use.refresh.tokens':false}",
            {F::SupportRefreshTokens}, [](auto &c) { c.supportRefreshTokens = false; });
        add("description", "'description':'For ships'", {F::Description},
            [](auto &c) { c.description = u"For ships"_s; });
        add("addresses",
            "'rootUrl':'https://a.b','baseUrl':'/home','attributes':{'policyUri':'https://a.b/p',"
            "'tosUri':'https://a.b/t'}",
            {F::ClientUri, F::PolicyUri, F::TosUri}, [](auto &c) {
                c.clientUri = u"https://a.b/home"_s;
                c.policyUri = u"https://a.b/p"_s;
                c.tosUri = u"https://a.b/t"_s;
            });
        add("a home page below the server", "'baseUrl':'/home'", {}, [](auto &) {});
        add("lifetimes", "'attributes':{'access.token.lifespan':'60','client.session.idle.timeout':1800}",
            {F::AccessTokenLifetime, F::RefreshTokenLifetime}, [](auto &c) {
                c.accessTokenLifetime = 60;
                c.refreshTokenLifetime = 1800;
            });
        add("authorization services", "'authorizationServicesEnabled':true,'redirectUris':['https://a.b/c']",
            redirects, [](auto &c) {
                c.alsoClientCredentials = true;
                c.identity = u"service-account-a"_s;
                c.loginRedirects = c.logoutRedirects = {u"https://a.b/c"_s};
                c.allowedCorsOrigins = {u"https://a.b"_s};
            });
        add("lifetimes of the realm", "'attributes':{'access.token.lifespan':'-1'}", {}, [](auto &) {});
        const QSet authentication{F::ClientAuthentication, F::TokenEndpointAuthMethod};
        add("a switch as text", "'enabled':'false'", {F::Enabled}, [](auto &c) { c.enabled = false; });
        add("mutual TLS", "'clientAuthenticatorType':'client-x509'", authentication, [](auto &c) {
            c.clientAuthentication = ClientAuthentication::Other;
            c.tokenEndpointAuthMethod = u"tls_client_auth"_s;
            c.secrets.clear();
        });
        add("JWKS URI",
            "'clientAuthenticatorType':'client-jwt','attributes':{'use.jwks.url':'true',"
            "'jwks.url':'https://a.b/keys','jwks.string':'x'}",
            authentication + QSet{F::JwksUri}, [](auto &c) {
                c.clientAuthentication = ClientAuthentication::PrivateKey;
                c.jwksUri = u"https://a.b/keys"_s;
                c.secrets.clear();
            });
        add("public", "'publicClient':true,'serviceAccountsEnabled':true",
            authentication + QSet{F::GrantType, F::AlsoClientCredentials}, [](auto &c) {
                c.clientAuthentication = ClientAuthentication::None;
                c.secrets.clear();
            });
        add("a name that stands elsewhere", "'name':'${client_account}'", {}, [](auto &) {});
        add("logout", "'attributes':{'post.logout.redirect.uris':'https://a.b/1##https://a.b/2'}",
            {F::LogoutRedirects},
            [](auto &c) { c.logoutRedirects = {u"https://a.b/1"_s, u"https://a.b/2"_s}; });
        add("logout as login and more",
            "'redirectUris':['https://a.b/c'],'attributes':{'post.logout.redirect.uris':'+##https://a.b/2'}",
            redirects, [](auto &c) {
                c.loginRedirects = {u"https://a.b/c"_s};
                c.logoutRedirects = {u"https://a.b/c"_s, u"https://a.b/2"_s};
                c.allowedCorsOrigins = {u"https://a.b"_s};
            });
        add("logout as login",
            "'redirectUris':['https://a.b/c'],'attributes':{'post.logout.redirect.uris':'+'}", redirects,
            [](auto &c) {
                c.loginRedirects = c.logoutRedirects = {u"https://a.b/c"_s};
                c.allowedCorsOrigins = {u"https://a.b"_s};
            });
        add("logout as login when it is empty",
            "'redirectUris':['https://a.b/c'],'attributes':{'post.logout.redirect.uris':''}", redirects,
            [](auto &c) {
                c.loginRedirects = c.logoutRedirects = {u"https://a.b/c"_s};
                c.allowedCorsOrigins = {u"https://a.b"_s};
            });
        add("logout as a login that is not in the file", "'attributes':{'post.logout.redirect.uris':''}", {},
            [](auto &) {});
        add("no logout, whatever follows", "'attributes':{'post.logout.redirect.uris':'-##https://a.b/1'}",
            {F::LogoutRedirects}, [](auto &) {});
        add("no logout", "'redirectUris':['https://a.b/c'],'attributes':{'post.logout.redirect.uris':'-'}",
            redirects, [](auto &c) {
                c.loginRedirects = {u"https://a.b/c"_s};
                c.allowedCorsOrigins = {u"https://a.b"_s};
            });
        add("scopes that every realm has",
            "'defaultClientScopes':['web-origins','acr','roles','basic'],"
            "'optionalClientScopes':['offline_access','organization','microprofile-jwt']",
            scopes, [](auto &c) { c.defaultResources = {u"openid"_s}; });
        add("default resources", "'defaultClientScopes':['basic','email','profile']", scopes,
            [](auto &c) { c.defaultResources = {u"openid"_s, u"email"_s, u"profile"_s}; });
        add("optional ones are not given always", "'optionalClientScopes':['address','phone']", scopes,
            [](auto &c) { c.defaultResources = {u"openid"_s}; });
        add("API scopes", "'optionalClientScopes':['orders.read']", scopes + QSet{F::ApiScopes}, [](auto &c) {
            c.supportApi = true;
            c.apiScopes = {u"orders.read"_s};
            c.defaultResources = {u"openid"_s};
        });
        add("machine",
            "'standardFlowEnabled':false,'serviceAccountsEnabled':true,'optionalClientScopes':['x']",
            {F::GrantType, F::AlsoClientCredentials, F::SupportOpenId, F::SupportApi, F::ApiScopes},
            [](auto &c) {
                c.grantType = GrantType::ClientCredentials;
                c.alsoClientCredentials = true;
                c.identity = u"service-account-a"_s;
                c.defaultResources = {u"openid"_s};
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
        client.defaultResources = {u"openid"_s, u"profile"_s, u"email"_s};
        client.secrets = {ClientSecret{.description = u"Known to the server alone"_s}};
        expected(client);
        for (const FieldDifference &difference : differences(client, actual.client))
            QFAIL(qPrintable(fieldLabel(difference.field) + u": "_s + difference.after));
        const auto isSame = [&](ClientField field) {
            return field == ClientField::Secrets ? !client.secrets.isEmpty() : named.contains(field);
        };
        for (const ClientFieldInfo &info : clientFields())
            QVERIFY2(actual.named.contains(info.field) == isSame(info.field), info.name);
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
            u"What it has is password"_s);
        add("devices alone",
            "'standardFlowEnabled':false,'attributes':{'oauth2.device.authorization.grant.enabled':'true'}",
            u"What it has is device_code"_s);
        add("public machine", "'standardFlowEnabled':false,'serviceAccountsEnabled':true,'publicClient':true",
            u"publicClient is on"_s);
        add("passwords alone in old versions", "'directGrantsOnly':true", u"standardFlowEnabled is off"_s);
        add("flag as text", "'enabled':'yes'", u"clients[0].enabled is text"_s);
        add("attribute as array", "'attributes':{'logoUri':['x']}", u"attributes.logoUri is an array"_s);
        add("attributes as array", "'attributes':[]", u"attributes is an array"_s);
        add("mappers as object", "'protocolMappers':{}", u"protocolMappers is an object"_s);
        add("mapper as text", "'protocolMappers':['x']", u"protocolMappers[0] is text"_s);
        add("mapper settings as array",
            "'protocolMappers':[{'protocolMapper':'oidc-hardcoded-claim-mapper','config':{'claim.value':[]}}"
            "]",
            u"config.claim.value is an array"_s);
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
            const QByteArray secret = quoted("'secret':'5994471abb01112afcc18159f6cc74b4',");
            const bool saysSecret = QByteArrayView(properties).contains("'secret'") ||
                                    QByteArrayView(properties).contains("client-jwt");
            QTest::newRow(name) << (saysSecret ? QByteArray() : secret) + quoted(properties) << fields;
        };
        add("nothing that is off or empty",
            "'id':'x','surrogateAuthRequired':false,'webOrigins':[],'notBefore':0,'nodeReRegistrationTimeout'"
            ":-1,"
            "'authenticationFlowBindingOverrides':{},'description':'','fullScopeAllowed':false,"
            "'attributes':{'realm_client':'true','x':'','y':'false'}",
            {});
        add("what we have not",
            "'baseUrl':'/x','webOrigins':['+'],'rootUrl':'https://a.b','fullScopeAllowed':true,"
            "'alwaysDisplayInConsole':true,'attributes':{'tls.client.certificate.bound.access.tokens':'true'"
            "}",
            {});
        add("credentials",
            "'registrationAccessToken':'9f86d081884c7d65','attributes':{'saml.x_secret':'9f86d081884c7d65'}",
            {u"registrationAccessToken"_s, u"attributes.saml.x_secret"_s});
        add("secrets by their look",
            "'attributes':{'backend.url':'https://svc:9f86d0hunter2@h/x','note':'Bearer "
            "9f86d0abcdefghijklmnop','token':'9f86d081884c7d659a2feaa0c55ad015','client.secret.x':"
            "'9f86d081884c7d65','access.token.lifespan':'300','client.secret.creation.time':'1700000000',"
            "'token.endpoint.auth.signing.alg':'RS256'},'hooks':['https://a.b/c',"
            "'https://svc:9f86d0hunter2@h/x']",
            {u"attributes.backend.url"_s, u"attributes.note"_s, u"attributes.token"_s,
             u"attributes.client.secret.x"_s, u"hooks[1]"_s});
        add("private part of a key that is not taken",
            "'attributes':{'jwks.string':'{\\\"keys\\\":[{\\\"kty\\\":\\\"EC\\\",\\\"d\\\":\\\"9f86d0\\\"}]}'"
            "}",
            {u"attributes.jwks.string"_s});
        add("origins that are none", "'webOrigins':['http://localhost:*','https://a.b','https://a.b/c']",
            {u"webOrigins"_s});
        add("consent is remembered always", "'consentRequired':true", {});
        add("other grants",
            "'directAccessGrantsEnabled':true,'implicitFlowEnabled':true,"
            "'attributes':{'oauth2.device.authorization.grant.enabled':'true','oidc.ciba.grant.enabled':"
            "true}",
            {u"directAccessGrantsEnabled"_s, u"implicitFlowEnabled"_s,
             u"attributes.oauth2.device.authorization.grant.enabled"_s,
             u"attributes.oidc.ciba.grant.enabled"_s});
        add("default flow that nobody can use", "'serviceAccountsEnabled':true,'redirectUris':[]", {});
        add("weaker PKCE", "'attributes':{'pkce.code.challenge.method':'plain'}", {});
        add("optional resources, API scopes without asking",
            "'defaultClientScopes':['x'],'optionalClientScopes':['phone','y']", {});
        add("a logo that is none", "'attributes':{'logoUri':'/logo.png'}", {u"attributes.logoUri"_s});
        add("consent text that is not shown", "'attributes':{'consent.screen.text':'Hi'}",
            {u"attributes.consent.screen.text"_s});
        add("masked secret", "'secret':'**********'", {u"secret"_s});
        add("secret elsewhere", "'secret':'${vault.a-long-name-of-a-client-secret-somewhere}'",
            {u"secret"_s});
        add("secret to guess", "'secret':'password'", {});
        add("no secret", "'secret':null", {u"secret"_s});
        add("public", "'publicClient':true,'secret':'**********'", {});
        add("no redirects", "'redirectUris':['a_b:/x','https://a.b/c','https://a.b/{c}']",
            {u"redirectUris"_s, u"redirectUris"_s, u"redirectUris"_s});
        add("name in a theme", "'name':'${client_account}'", {u"name"_s});
        add("no redirect to sign out",
            "'redirectUris':['https://a.b/c'],'attributes':{'post.logout.redirect.uris':'a_b:/x'}",
            {u"attributes.post.logout.redirect.uris"_s, u"attributes.post.logout.redirect.uris"_s});
        add("public with a secret", "'publicClient':true,'secret':'9f86d081884c7d659a2feaa0c55ad015'",
            {u"secret"_s});
        add("public with a rotated secret",
            "'publicClient':true,'secret':null,'attributes':{'client.secret.rotated':'"
            "9f86d081884c7d659a2feaa0c55ad015'}",
            {u"attributes.client.secret.rotated"_s});
        add("signs, with both secrets",
            "'clientAuthenticatorType':'client-jwt','secret':'9f86d081884c7d659a2feaa0c55ad015',"
            "'attributes':{'client.secret.rotated':'9f86d081884c7d659a2feaa0c55ad016'}",
            {u"secret"_s, u"attributes.client.secret.rotated"_s});
        add("masked rotated secret",
            "'secret':'9f86d081884c7d659a2feaa0c55ad015','attributes':{'client.secret.rotated':'**********'}",
            {u"attributes.client.secret.rotated"_s});
        add("public with a masked rotated secret",
            "'publicClient':true,'secret':null,'attributes':{'client.secret.rotated':'**********'}", {});
        add("signs with a key set that is none",
            "'clientAuthenticatorType':'client-jwt','attributes':{'use.jwks.string':'true','jwks.string':'x'"
            "}",
            {u"attributes.jwks.string"_s});
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

    void secretsAreNotKept()
    {
        const ImportedClient actual =
            imported(quoted("'attributes':{'backend.url':'https://svc:9f86d0hunter2@h/x','a':'b'},"
                            "'hooks':['https://a.b/c','https://svc:9f86d0hunter2@h/x']"));
        const QByteArray kept = QByteArray::fromStdString(actual.asItCame.dump());
        QVERIFY2(!kept.contains("9f86d0"), kept.constData());
        QVERIFY2(kept.contains("https://a.b/c"), kept.constData());
    }

    void repeatedIsNoted()
    {
        const ImportedClient actual =
            imported(quoted("'redirectUris':['https://a.b/c','https://a.b/c','https://a.b/d'],"
                            "'defaultClientScopes':['x','x','y'],'webOrigins':['https://a.b']"));
        const QString notes = actual.notes.join(u' ');
        QVERIFY2(notes.contains(u"redirectUris has more than once"_s) && notes.contains(u"https://a.b/c."_s),
                 qPrintable(notes));
        QVERIFY2(notes.contains(u"defaultClientScopes has more than once"_s), qPrintable(notes));
        QVERIFY2(!notes.contains(u"webOrigins"_s), qPrintable(notes));
    }

    void tellsWhatAnExistingOneKeeps()
    {
        const ImportedClient two =
            imported(quoted("'redirectUris':['a_b:/x','https://a.b/c','https://a.b/d']"));
        QVERIFY(std::ranges::any_of(
            two.losses, [](const Loss &loss) { return loss.text.contains(u"The other 2 of the file"_s); }));
        QVERIFY(std::ranges::any_of(
            two.losses, [](const Loss &loss) { return loss.text.contains(u"but to a new one"_s); }));
        const ImportedClient none = imported(quoted("'redirectUris':['a_b:/x']"));
        const QString text = u"Where the client application is here already, it keeps its own."_s;
        QVERIFY(std::ranges::any_of(none.losses, [&](const Loss &loss) { return loss.text == text; }));
    }

    void secretThatIsNotAskedForIsNotTaken()
    {
        for (const char *kind : {"'publicClient':true", "'clientAuthenticatorType':'client-jwt'"}) {
            const ImportedClient actual = imported(
                quoted("'enabled':true,'secret':'9f86d081884c7d659a2feaa0c55ad015',") + quoted(kind));
            QVERIFY(actual.client.enabled);
            QVERIFY(actual.client.secrets.isEmpty() && actual.secretsInClear.isEmpty());
            QVERIFY(!actual.asItCame.contains("secret"));
        }
    }

    void secretThatOnlyTheServerKnows()
    {
        for (const char *secret : {"'secret':'**********'", "'secret':''", "'secret':null"}) {
            const ImportedClient actual = imported(secret[0] == 0 ? QByteArray() : quoted(secret));
            QCOMPARE(actual.client.secrets.size(), 1);
            QVERIFY(actual.client.secrets.first().isKnownToServerOnly());
            QVERIFY(actual.client.enabled && !actual.asItCame.contains("secret"));
        }
        const ImportedClient placeholder = imported(quoted("'secret':'$(env:A_CLIENT_SECRET)'"));
        QVERIFY(placeholder.client.secrets.first().isKnownToServerOnly());
        QCOMPARE(placeholder.asItCame.at("secret"), "$(env:A_CLIENT_SECRET)");
    }

    void rotatedSecretIsASecondOne()
    {
        const ImportedClient actual =
            imported(quoted("'secret':'9f86d081884c7d659a2feaa0c55ad015','attributes':{"
                            "'client.secret.creation.time':'1690000000',"
                            "'client.secret.rotated':'60303ae22b998861bce3b28f33eec1be',"
                            "'client.secret.rotated.creation.time':'1680000000',"
                            "'client.secret.rotated.expiration.time':'1893456000'}"));
        const QList<ClientSecret> secrets = actual.client.secrets;
        QCOMPARE(secrets.size(), 2);
        QCOMPARE(secrets.first().created.toSecsSinceEpoch(), 1690000000);
        QVERIFY(!secrets.first().expires.isValid());
        QCOMPARE(secrets.last().created.toSecsSinceEpoch(), 1680000000);
        QCOMPARE(secrets.last().expires.toSecsSinceEpoch(), 1893456000);
        QCOMPARE(actual.secretsInClear.size(), 2);
        QVERIFY(!actual.asItCame.at("attributes").contains("client.secret.rotated"));
    }

    void whatIsLeftOutDoesNotGoBack()
    {
        const ImportedClient actual =
            imported(quoted("'redirectUris':['https://a.b/c','a_b:/x'],"
                            "'attributes':{'post.logout.redirect.uris':'a_b:/y##+##https://a.b/d'}"));
        QCOMPARE(QByteArray::fromStdString(actual.asItCame.at("redirectUris").dump()),
                 quoted("['https://a.b/c']"));
        QCOMPARE(actual.asItCame.at("attributes").at("post.logout.redirect.uris"), "+##https://a.b/d");
    }

    void privatePartOfAKeyIsNotKept()
    {
        const ImportedClient actual =
            imported(quoted("'clientAuthenticatorType':'client-jwt','attributes':{'use.jwks.string':'true',"
                            "'jwks.string':'{\\'keys\\':[{\\'kty\\':\\'EC\\',\\'d\\':\\'AAAA\\'}]}'}"));
        QVERIFY(!actual.refusal);
        QCOMPARE(actual.client.keys, QStringList{u"{\"kty\":\"EC\"}"_s});
        QCOMPARE(actual.asItCame.at("attributes").at("jwks.string"), "{\"keys\":[{\"kty\":\"EC\"}]}");
        QCOMPARE(samples::lostFields(actual), QStringList{u"attributes.jwks.string"_s});
    }
};

GATEHOUSE_TEST(KeycloakReaderTest)
#include "tst_keycloakreader.moc"
