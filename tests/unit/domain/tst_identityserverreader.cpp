#include "IdentityServerClients.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace identityserverclients;
using Expected = samples::Change;

class IdentityServerReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void meaning_data()
    {
        QTest::addColumn<QByteArray>("properties");
        QTest::addColumn<Expected>("expected");
        QTest::addColumn<QSet<ClientField>>("named");
        using F = ClientField;
        const auto add = [](const char *name, const char *properties, const QSet<ClientField> &named,
                            const Expected &expected) {
            QTest::newRow(name) << QByteArray(properties) << expected << named;
        };
        add("defaults are not named", "", {}, [](auto &) {});
        add("Enabled", ",'Enabled':false", {F::Enabled}, [](auto &c) { c.enabled = false; });
        add("as text", ",'Enabled':'False'", {F::Enabled}, [](auto &c) { c.enabled = false; });
        add("null", ",'Enabled':null,'RedirectUris':null", {}, [](auto &) {});
        add("any case", ",'ENABLED':false,'clientname':'Z'", {F::Enabled, F::Title}, [](auto &c) {
            c.enabled = false;
            c.title = u"Z"_s;
        });
        add("PKCE", ",'RequirePkce':false", {F::RequirePkce}, [](auto &c) { c.requirePkce = false; });
        add("consent", ",'RequireConsent':true", {F::RequireConsent}, [](auto &c) {
            c.requireConsent = true; // and it may be remembered, as in IdentityServer
        });
        add("consent not remembered", ",'RequireConsent':true,'AllowRememberConsent':false",
            {F::RequireConsent, F::AllowRememberConsent}, [](auto &c) {
                c.requireConsent = true;
                c.allowRememberConsent = false;
            });
        add("refresh", ",'AllowOfflineAccess':true", {F::SupportRefreshTokens},
            [](auto &c) { c.supportRefreshTokens = true; });
        add("user info", ",'AlwaysIncludeUserClaimsInIdToken':true", {F::IncludeUserInfoInToken},
            [](auto &c) { c.includeUserInfoInToken = true; });
        add("logo", ",'LogoUri':'https://a.b/c.png'", {F::LogoUri},
            [](auto &c) { c.logoUri = u"https://a.b/c.png"_s; });
        add("consent text", ",'Properties':{'consent_api#NL':'Uw orders'}", {F::ConsentTexts},
            [](auto &c) { c.consentTexts = {{u"nl"_s, {.api = u"Uw orders"_s}}}; });
        add("properties of any case",
            ",'Properties':{'Consent_API#pt-br':'Pedidos','Policy_URI':'https://a.b/p','TOS_uri':"
            "'https://a.b/t','CONTACTS':'a@b'}",
            {F::ConsentTexts, F::PolicyUri, F::TosUri, F::Contacts}, [](auto &c) {
                c.consentTexts = {{u"pt-BR"_s, {.api = u"Pedidos"_s}}};
                c.policyUri = u"https://a.b/p"_s;
                c.tosUri = u"https://a.b/t"_s;
                c.contacts = {u"a@b"_s};
            });
        add("privacy policy, terms and contacts",
            ",'Properties':{'policy_uri':'https://a.b/p','tos_uri':'https://a.b/t',"
            "'contacts':'a@b.c\\nx@b.c'}",
            {F::PolicyUri, F::TosUri, F::Contacts}, [](auto &c) {
                c.policyUri = u"https://a.b/p"_s;
                c.tosUri = u"https://a.b/t"_s;
                c.contacts = {u"a@b.c"_s, u"x@b.c"_s};
            });
        add("description and home page", ",'Description':'For orders','ClientUri':'https://a.b'",
            {F::Description, F::ClientUri}, [](auto &c) {
                c.description = u"For orders"_s;
                c.clientUri = u"https://a.b"_s;
            });
        add("CORS origins", ",'AllowedCorsOrigins':['https://a.b']", {F::AllowedCorsOrigins},
            [](auto &c) { c.allowedCorsOrigins = {u"https://a.b"_s}; });
        add("lifetimes",
            ",'AccessTokenLifetime':600,'IdentityTokenLifetime':'60','AbsoluteRefreshTokenLifetime':9",
            {F::AccessTokenLifetime, F::IdTokenLifetime, F::RefreshTokenLifetime}, [](auto &c) {
                c.accessTokenLifetime = 600;
                c.idTokenLifetime = 60;
                c.refreshTokenLifetime = 9;
            });
        add("public", ",'RequireClientSecret':false,'Enabled':true",
            {F::Enabled, F::ClientAuthentication, F::TokenEndpointAuthMethod},
            [](auto &c) { c.clientAuthentication = ClientAuthentication::None; });
        add("public as text", ",'RequireClientSecret':'False'",
            {F::ClientAuthentication, F::TokenEndpointAuthMethod},
            [](auto &c) { c.clientAuthentication = ClientAuthentication::None; });
        add("confidential", ",'RequireClientSecret':true",
            {F::ClientAuthentication, F::TokenEndpointAuthMethod}, [](auto &) {});
        add("no name", ",'ClientName':''", {}, [](auto &) {});
        add("protocol", ",'ProtocolType':'oidc'", {}, [](auto &) {});
        add("others", ",'AllowPlainTextPkce':true,'DPoPMode':1", {}, [](auto &) {});
    }
    void meaning()
    {
        QFETCH(const QByteArray, properties);
        QFETCH(const Expected, expected);
        QFETCH(const QSet<ClientField>, named);
        const ImportedClient read = webClient(properties);
        QVERIFY2(!read.refusal, read.refusal ? qPrintable(read.refusal->text) : "");
        ClientApplication client;
        client.clientId = u"a"_s;
        client.enabled = true;
        client.allowRememberConsent = true;
        expected(client);
        QCOMPARE(read.client, client);
        using F = ClientField;
        QCOMPARE(read.named, named + QSet({F::ClientId, F::GrantType, F::AlsoClientCredentials,
                                           F::SupportOpenId, F::SupportApi, F::DefaultResources}));
        QCOMPARE(read.notes, QStringList());
        QCOMPARE(samples::lostFields(read), QStringList());
    }

    void whatGoesIntoNoField_data()
    {
        QTest::addColumn<QByteArray>("properties");
        QTest::addColumn<QString>("mention");
        const auto add = [](const char *name, const char *properties, const QString &mention) {
            QTest::newRow(name) << QByteArray(properties) << mention;
        };
        add("no lifetime", ",'AbsoluteRefreshTokenLifetime':0", u"AbsoluteRefreshTokenLifetime \"0\""_s);
        add("long lifetime", ",'AccessTokenLifetime':99999999999", u"AccessTokenLifetime \"99999999999\""_s);
        add("relative logo", ",'LogoUri':'~/logo.png'", u"LogoUri \"~/logo.png\""_s);
        add("origin with a slash", ",'AllowedCorsOrigins':['https://a.b/']", u"\"https://a.b/\""_s);
        add("no address", ",'Properties':{'policy_uri':'none'}", u"Properties.policy_uri \"none\""_s);
    }
    void whatGoesIntoNoField()
    {
        QFETCH(const QByteArray, properties);
        QFETCH(const QString, mention);
        const ImportedClient read = webClient(properties);
        QVERIFY2(!read.refusal, read.refusal ? qPrintable(read.refusal->text) : "");
        QCOMPARE(read.losses, QList<Loss>());
        QCOMPARE(read.notes.size(), 1);
        QVERIFY2(read.notes.first().contains(mention), qPrintable(read.notes.first()));
        QVERIFY(json::compactText(read.asItCame).toUtf8().contains(quoted(properties).sliced(1)));
    }

    void identity_data()
    {
        QTest::addColumn<QByteArray>("properties");
        QTest::addColumn<QString>("identity");
        const auto add = [](const char *name, const char *properties, const QString &identity) {
            QTest::newRow(name) << QByteArray(properties) << identity;
        };
        add("without prefix", ",'ClientClaimsPrefix':'','Claims':[{'Type':'sub','Value':'svc'}]", u"svc"_s);
        add("in small letters", ",'clientClaimsPrefix':'','claims':[{'type':'sub','value':'svc'}]", u"svc"_s);
        add("as an object", ",'ClientClaimsPrefix':'','Claims':{'0':{'Type':'sub','Value':'svc'}}", u"svc"_s);
        add("usual prefix", ",'Claims':[{'Type':'sub','Value':'svc'}]", {});
        add("other prefix", ",'ClientClaimsPrefix':'x_','Claims':[{'Type':'sub','Value':'svc'}]", {});
        add("two",
            ",'ClientClaimsPrefix':'','Claims':[{'Type':'sub','Value':'svc'},{'Type':'sub','Value':'b'}]",
            u"svc"_s);
        add("without value", ",'ClientClaimsPrefix':'','Claims':[{'Type':'sub'}]", {});
        add("no user ID", ",'ClientClaimsPrefix':'','Claims':[{'Type':'sub','Value':'a job'}]", {});
        add("another", ",'ClientClaimsPrefix':'','Claims':[{'Type':'tenant','Value':'7','ValueType':'int'}]",
            {});
    }
    void identity()
    {
        QFETCH(const QByteArray, properties);
        QFETCH(const QString, identity);
        const ImportedClient read = machineClient(properties);
        QVERIFY(!read.refusal);
        QCOMPARE(read.client.identity, identity);
        QCOMPARE(read.named.contains(ClientField::Identity), !identity.isEmpty());
        QCOMPARE(samples::lostFields(read), QStringList());
        QVERIFY2(webClient(properties).client.identity.isEmpty(), "of users");
    }

    void identityIsAServiceAccount()
    {
        const auto client = [](const char *id, const char *user) {
            return quoted("{'ClientId':'") + id +
                   quoted("','AllowedGrantTypes':['client_credentials'],'AllowedScopes':['x'],"
                          "'ClientClaimsPrefix':'','Claims':[{'Type':'sub','Value':'") +
                   user + quoted("'}]}");
        };
        const auto file = format.read("{\"Clients\":[" + client("a", "Svc") + ',' + client("b", "svc") + ',' +
                                          client("c", "other") + "]}",
                                      samples::now());
        QVERIFY(file);
        QStringList users;
        for (const User &user : file->users) {
            QVERIFY(user.serviceAccount && user.enabled && !user.mainAdministrator);
            users << user.userId;
        }
        QCOMPARE(users, QStringList({u"Svc"_s, u"other"_s}));
        QVERIFY2(file->named.isEmpty(), "one that exists stays as it is");
    }

    void identityThatIsNoUserIdIsTold()
    {
        const ImportedClient read =
            machineClient(",'ClientClaimsPrefix':'','Claims':[{'Type':'sub','Value':'a job'}]");
        QVERIFY(!read.refusal && read.client.identity.isEmpty());
        QVERIFY2(read.notes.join(u' ').contains(u"Claims.sub \"a job\""_s),
                 qPrintable(read.notes.join(u' ')));
        QVERIFY(json::compactText(read.asItCame).contains(u"a job"_s));
    }

    void identityBesideUsers()
    {
        const ImportedClient read = imported(
            quoted("'AllowedGrantTypes':['authorization_code','client_credentials'],'AllowedScopes':["
                   "'openid'],'ClientClaimsPrefix':'','Claims':[{'Type':'sub','Value':'svc'}]"));
        QVERIFY(!read.refusal && read.client.alsoClientCredentials);
        QCOMPARE(read.client.grantType, GrantType::AuthorizationCode);
        QCOMPARE(read.client.identity, u"svc"_s);
    }

    void otherGrantsAreTold()
    {
        const ImportedClient read = imported(
            quoted("'AllowedGrantTypes':{'0':'authorization_code','1':'hybrid'},'AllowedScopes':['openid']"));
        QVERIFY(!read.refusal);
        QCOMPARE(samples::lostFields(read), QStringList{u"AllowedGrantTypes"_s});
        QVERIFY2(read.asItCame.at("AllowedGrantTypes").is_array(), "in which the rules look for grants");
    }

    void secretsAreNoOtherSettings()
    {
        const ImportedClient read = webClient(",'Properties':{'api_password':'" + goodSecret +
                                              "','a':'b'},'Extra':[{'clientSecret':'" + goodSecret + "'}]");
        QVERIFY(!read.refusal);
        QCOMPARE(samples::lostFields(read),
                 QStringList({u"Properties.api_password"_s, u"Extra[0].clientSecret"_s}));
        QVERIFY(!json::compactText(read.asItCame).toUtf8().contains(goodSecret));
    }

    void noScopeMeansNone()
    {
        const QByteArray machine = quoted("'AllowedGrantTypes':['client_credentials']");
        const ImportedClient none = imported(machine + quoted(",'AllowedScopes':[]"));
        QVERIFY(none.client.apiScopes.isEmpty() && none.named.contains(ClientField::ApiScopes));
        const ImportedClient absent = imported(machine);
        QVERIFY(absent.client.apiScopes.isEmpty() && !absent.named.contains(ClientField::ApiScopes));
    }

    void sectionsMayBeSpelledInAnyCase()
    {
        const auto file = format.read(
            quoted("{'identityserver':{'CLIENTS':[{'ClientId':'a'}],'apiscopes':[{'Name':'b'}]}}"),
            samples::now());
        QVERIFY2(file, file ? "" : qPrintable(file.error().text));
        QCOMPARE(file->clients.size(), 1);
        QCOMPARE(file->clients.first().client.clientId, u"a"_s);
        QCOMPARE(file->clients.first().place, u"identityserver.CLIENTS[0]"_s);
        QCOMPARE(file->apiScopes.size(), 1);
    }

    void clientsMayHaveNames()
    {
        const auto file = format.read(
            quoted(
                "{'IdentityServer':{'Clients':{'Shop.Client':{'Profile':'IdentityServerSPA'},'b':{'ClientId':"
                "'shop','AllowedGrantTypes':{'0':'client_credentials'},'AllowedScopes':{'x':'WebApi'}}}}}"),
            samples::now());
        QVERIFY2(file, file ? "" : qPrintable(file.error().text));
        QCOMPARE(file->clients.size(), 2);
        const ImportedClient &first = file->clients.first();
        QVERIFY(first.refusal && first.refusal->text.contains(u"Profile is \"IdentityServerSPA\""_s));
        QCOMPARE(first.client.clientId, u"Shop.Client"_s);
        QCOMPARE(first.place, u"IdentityServer.Clients.Shop.Client"_s);
        const ImportedClient &second = file->clients.last();
        QVERIFY2(!second.refusal, qPrintable(second.refusal ? second.refusal->text : QString()));
        QCOMPARE(second.client.clientId, u"shop"_s);
        QCOMPARE(second.client.apiScopes, QStringList{u"WebApi"_s});
    }

    void namesOfPropertiesAreOurs()
    {
        const ImportedClient read =
            webClient(",'Properties':{'POLICY_URI':'https://a.b/p','Consent_Api#NL':'x',"
                      "'Other':'y'}");
        QCOMPARE(QByteArray::fromStdString(read.asItCame.at("Properties").dump()),
                 quoted("{'policy_uri':'https://a.b/p','consent_api#nl':'x','Other':'y'}"));
        QVERIFY(webClient(",'Properties':{'consent_api#NL':'x','CONSENT_API#nl':'y'}").refusal);
    }

    void clientsMustBeAList()
    {
        const auto file = format.read(quoted("{'Clients':'a','ApiScopes':[]}"), samples::now());
        QVERIFY(!file);
        QVERIFY2(file.error().text.contains(u"Clients"_s) && file.error().text.contains(u"array"_s),
                 qPrintable(file.error().text));
    }

    void nullIsAbsent()
    {
        const ImportedClient read = imported(
            quoted("'AllowedGrantTypes':[null,'authorization_code'],'AllowedScopes':[null,'openid','x'],'"
                   "RequireClientSecret':false,"
                   "'RedirectUris':{'0':null,'1':'https://a.example.com/cb'},'PostLogoutRedirectUris':null,"
                   "'AllowedCorsOrigins':[null],'Claims':[null],'ClientSecrets':[null],"
                   "'Properties':{'policy_uri':null,'other':null}"));
        QVERIFY2(!read.refusal, read.refusal ? qPrintable(read.refusal->text) : "");
        QCOMPARE(read.client.loginRedirects, QStringList{u"https://a.example.com/cb"_s});
        QCOMPARE(read.client.apiScopes, QStringList{u"x"_s});
        QVERIFY(read.client.isPublic() && read.client.supportOpenId && read.client.secrets.isEmpty());
        QVERIFY2(!read.asItCame.dump().contains("null"), read.asItCame.dump().c_str());
        QVERIFY(read.losses.isEmpty());

        const auto file = format.read(
            quoted("{'IdentityServer':{'Clients':[{'ClientId':'a','AllowedGrantTypes':['client_credentials'],"
                   "'AllowedScopes':null}],'IdentityResources':[null,{'"
                   "Name':'badge','UserClaims':[null,'department']}],"
                   "'ApiScopes':[null,'a',{'Name':'b','UserClaims':null}],"
                   "'ApiResources':[null,{'Name':'r','Scopes':[null,'c'],'"
                   "ApiSecrets':null},{'Name':'s','Scopes':null}]}}"),
            samples::now());
        QVERIFY2(file, file ? "" : qPrintable(file.error().text));
        QCOMPARE(file->customResources.size(), 1);
        QCOMPARE(file->customResources.first().claims.size(), 1);
        QStringList scopes;
        for (const ApiScope &scope : file->apiScopes)
            scopes << scope.name;
        QCOMPARE(scopes, QStringList({u"a"_s, u"b"_s, u"c"_s}));
    }

    void sectionsOfAnotherName()
    {
        const auto file = format.read(
            quoted("{'Swagger':{'ApiScopes':['x'],'Key':1},'Porch':{'Clients':[{'ClientId':'a',"
                   "'AllowedGrantTypes':['client_credentials']}],'ApiScopes':[{'Name':'b'}],'Other':1}}"),
            samples::now());
        QVERIFY2(file, file ? "" : qPrintable(file.error().text));
        QCOMPARE(file->clients.size(), 1);
        QCOMPARE(file->clients.first().place, u"Porch.Clients[0]"_s);
        QCOMPARE(file->apiScopes.size(), 1);
        QVERIFY(file->losses.isEmpty());
    }

    void apiScopesMayBeNames()
    {
        const auto file =
            format.read(quoted("{'Clients':[{'ClientId':'a','AllowedGrantTypes':['client_credentials']}],"
                               "'ApiScopes':['b',{'Name':'c','DisplayName':'C'},'b','']}"),
                        samples::now());
        QVERIFY2(file, file ? "" : qPrintable(file.error().text));
        QCOMPARE(file->apiScopes.size(), 2);
        QCOMPARE(file->apiScopes.first().name, u"b"_s);
        QCOMPARE(file->apiScopes.last().title, u"C"_s);
        QCOMPARE(file->losses.size(), 1);
        QCOMPARE(file->losses.first().field, u"ApiScopes[3]"_s);
    }

    void offlineScopeIsNotOfflineAccess()
    {
        const char *scopes =
            "'AllowedGrantTypes':['authorization_code'],'AllowedScopes':['openid','offline_access']";
        const ImportedClient without = imported(quoted(scopes));
        QVERIFY(!without.client.supportRefreshTokens);
        QVERIFY(without.losses.isEmpty());
        QVERIFY(without.notes.first().contains(u"AllowOfflineAccess"_s));
        const ImportedClient with = imported(quoted(scopes) + quoted(",'AllowOfflineAccess':true"));
        QVERIFY(with.client.supportRefreshTokens && with.losses.isEmpty());
    }

    void refusedClients_data()
    {
        QTest::addColumn<QByteArray>("properties");
        QTest::addColumn<QString>("mention");
        const auto add = [](const char *name, const QByteArray &properties, const QString &mention) {
            QTest::newRow(name) << quoted(properties) << mention;
        };
        add("no grant type", "'Enabled':true", u"neither"_s);
        add("implicit", "'AllowedGrantTypes':['implicit']", u"implicit"_s);
        add("hybrid", "'AllowedGrantTypes':['hybrid']", u"(hybrid"_s);
        add("password", "'AllowedGrantTypes':['password']", u"neither"_s);
        add("SAML", "'AllowedGrantTypes':['client_credentials'],'ProtocolType':'saml2p'", u"saml2p"_s);
        add("wrong type", "'AllowedScopes':'openid'", u"Clients[0].AllowedScopes"_s);
        add("lifetime is a word", "'AccessTokenLifetime':'long'", u"Clients[0].AccessTokenLifetime"_s);
        add("switch is a number", "'Enabled':1", u"Clients[0].Enabled"_s);
        add("switch is a word", "'Enabled':'yes'", u"Clients[0].Enabled"_s);
        add("twice", "'Enabled':true,'enabled':false", u"twice"_s);
        const auto web = [&](const char *name, const char *properties, const QString &mention) {
            const QByteArray grant("'AllowedGrantTypes':['authorization_code'],");
            add(name, grant + properties, mention);
        };
        web("secrets are an object", "'ClientSecrets':{'a':'x'}", u"ClientSecrets.a is text"_s);
        web("secret is text", "'ClientSecrets':['x']", u"ClientSecrets[0]"_s);
        web("claims are text", "'Claims':'x'", u"Claims"_s);
        web("claim is text", "'Claims':['x']", u"Claims[0]"_s);
        web("properties are an array", "'Properties':[]", u"Properties"_s);
    }
    void refusedClients()
    {
        QFETCH(const QByteArray, properties);
        QFETCH(const QString, mention);
        const ImportedClient read = imported(properties);
        QVERIFY(read.refusal);
        QVERIFY2(read.refusal->text.contains(mention), qPrintable(read.refusal->text));
    }
};

GATEHOUSE_TEST(IdentityServerReaderTest)
#include "tst_identityserverreader.moc"
