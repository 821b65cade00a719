#include "JsonLiteral.h"
#include "SampleClients.h"

#include "domain/formats/ClientFormat.h"
#include "domain/formats/SecretsInClear.h"

#include <QBuffer>
#include <QFile>
#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

using Expected = std::function<void(ClientApplication &)>;

const ClientFormat &format = *formatByName(u"rfc7591"_s).value();
const QByteArray goodSecret("9f86d081884c7d659a2feaa0c55ad015");

Result<ImportedFile> read(const QByteArray &document)
{
    return format.read(document, samples::now());
}

/// The one client application of an object with client_id "a" and these properties.
ImportedClient imported(const QByteArray &properties)
{
    const auto file = read(quoted("{'client_id':'a'") + (properties.isEmpty() ? "" : "," + properties) + '}');
    if (file && file->clients.size() == 1)
        return file->clients.first();
    ImportedClient unreadable;
    unreadable.refusal = file ? Error{} : file.error();
    return unreadable;
}

QStringList lostFields(const ImportedClient &client)
{
    QStringList fields;
    for (const Loss &loss : client.losses)
        fields << loss.field;
    return fields;
}

}
Q_DECLARE_METATYPE(Expected)

class Rfc7591ReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void consentTextsByLanguage()
    {
        const ImportedClient client =
            imported(quoted("'consent_profile#NL':'Naam','consent_api#pt-br':'API',"
                            "'consent_api#nl_NL':'x','consent_age#nl':'y','consent_api':'z'"));
        QVERIFY(!client.refusal);
        const ConsentTextMap expected{{u"nl"_s, {.profile = u"Naam"_s}}, {u"pt-BR"_s, {.api = u"API"_s}}};
        QCOMPARE(client.client.consentTexts, expected);
        QVERIFY(client.named.contains(ClientField::ConsentTexts));
        for (const char *other : {"consent_api#nl_NL", "consent_age#nl", "consent_api"})
            QVERIFY2(client.asItCame.contains(other), other);
        QVERIFY(!imported({}).named.contains(ClientField::ConsentTexts));
        QVERIFY(imported(quoted("'consent_api#nl':7")).refusal);
        const auto twice = imported(quoted("'consent_api#nl':'','consent_api#NL':'b'")).refusal;
        QVERIFY(twice && twice->text.contains(u"consent_api#NL stands there twice"_s));
    }

    void scopesMayBeResources()
    {
        QVERIFY(imported(quoted("'scope':'openid department'")).scopesMayBeResources);
        QVERIFY(imported(quoted("'scope':'department'")).scopesMayBeResources);
    }

    void envelopes_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<int>("count");
        QTest::newRow("array") << quoted("[{'client_id':'a'},{'client_id':'b'}]") << 2;
        QTest::newRow("empty array") << QByteArray("[]") << 0;
        QTest::newRow("single object") << quoted("{'client_id':'a'}") << 1;
        QTest::newRow("clients") << quoted("{'clients':[{'client_id':'a'}]}") << 1;
        QTest::newRow("clients among a provider's configuration")
            << quoted("{'scopes':['openid'],'clients':[{'client_id':'a'}],'jwks':{}}") << 1;
    }
    void envelopes()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const int, count);
        QVERIFY(format.recognizes(document));
        const auto file = read(document);
        QVERIFY2(file, file ? "" : qPrintable(file.error().text));
        QCOMPARE(file->clients.size(), count);
        for (const ImportedClient &client : file->clients)
            QVERIFY(!client.refusal);
    }

    void refusedFiles_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("text") << quoted("'x'");
        QTest::newRow("object of something else") << quoted("{'name':'x'}");
        QTest::newRow("clients is no array") << quoted("{'clients':{'client_id':'a'}}");
        QTest::newRow("broken") << quoted("[{'client_id':'a'}");
    }
    void refusedFiles()
    {
        QFETCH(const QByteArray, document);
        const auto file = read(document);
        QVERIFY(!file);
        QVERIFY(!file.error().text.isEmpty());
    }

    void meaning_data()
    {
        QTest::addColumn<QByteArray>("properties");
        QTest::addColumn<Expected>("expected");
        QTest::addColumn<QSet<ClientField>>("named");
        using F = ClientField;
        const auto add = [](const char *name, const QByteArray &properties, const QSet<ClientField> &named,
                            const Expected &expected) {
            QTest::newRow(name) << properties << expected << named + QSet{F::ClientId};
        };
        const QSet access{F::SupportOpenId, F::SupportApi};
        const QSet grant{F::GrantType, F::AlsoClientCredentials, F::SupportRefreshTokens};
        const QSet authentication{F::ClientAuthentication, F::TokenEndpointAuthMethod};

        add("nothing but the ID", "", {}, [](auto &) {});
        add("name", quoted("'client_name':'Zoë'"), {F::Title}, [](auto &c) { c.title = u"Zoë"_s; });
        add("null is absent", quoted("'client_name':null,'scope':null,'redirect_uris':null"), {},
            [](auto &) {});
        add("logo", quoted("'logo_uri':'https://a.b/c.png'"), {F::LogoUri},
            [](auto &c) { c.logoUri = u"https://a.b/c.png"_s; });
        add("PKCE off", quoted("'require_pkce':false"), {F::RequirePkce},
            [](auto &c) { c.requirePkce = false; });
        add("redirects", quoted("'redirect_uris':['https://a.b/c'],'post_logout_redirect_uris':[]"),
            {F::LoginRedirects, F::LogoutRedirects},
            [](auto &c) { c.loginRedirects = {u"https://a.b/c"_s}; });

        add("code without refresh", quoted("'grant_types':['authorization_code'],'response_types':['code']"),
            grant, [](auto &) {});
        add("refresh by grant", quoted("'grant_types':['authorization_code','refresh_token']"), grant,
            [](auto &c) { c.supportRefreshTokens = true; });
        add("no refresh by scope alone", quoted("'scope':'openid offline_access'"),
            access + QSet{F::DefaultResources}, [](auto &) {});
        add("machine",
            quoted("'grant_types':['client_credentials'],'response_types':[],'scope':'prices.write api'"),
            access + grant + QSet{F::ApiScopes}, [](auto &c) {
                c.grantType = GrantType::ClientCredentials;
                c.alsoClientCredentials = true;
                c.supportOpenId = false;
                c.supportApi = true;
                c.apiScopes = {u"prices.write"_s, u"api"_s};
            });
        add("both grants", quoted("'grant_types':['client_credentials','authorization_code']"), grant,
            [](auto &c) { c.alsoClientCredentials = true; });
        add("secret by post", quoted("'token_endpoint_auth_method':'client_secret_post'"), authentication,
            [](auto &c) { c.tokenEndpointAuthMethod = u"client_secret_post"_s; });
        add("public", quoted("'token_endpoint_auth_method':'none'"), authentication,
            [](auto &c) { c.clientAuthentication = ClientAuthentication::None; });
        add("certificate",
            quoted("'token_endpoint_auth_method':'tls_client_auth','jwks_uri':'https://a.b/k'"),
            authentication, [](auto &c) {
                c.clientAuthentication = ClientAuthentication::Other;
                c.tokenEndpointAuthMethod = u"tls_client_auth"_s;
            });
        add("private key",
            quoted("'token_endpoint_auth_method':'private_key_jwt','jwks_uri':'https://a.b/k'"),
            authentication + QSet{F::JwksUri}, [](auto &c) {
                c.clientAuthentication = ClientAuthentication::PrivateKey;
                c.jwksUri = u"https://a.b/k"_s;
            });
        add("keys",
            quoted("'token_endpoint_auth_method':'private_key_jwt','jwks':{'keys':[{'kty':'EC','kid':'k'}]}"),
            authentication + QSet{F::Keys}, [](auto &c) {
                c.clientAuthentication = ClientAuthentication::PrivateKey;
                c.keys = {QString::fromUtf8(quoted("{'kid':'k','kty':'EC'}"))};
            });
        add("keys for something else", quoted("'jwks':{'keys':[{'kty':'EC'}]},'jwks_uri':'https://a.b/k'"),
            {}, [](auto &) {});
        add("addresses",
            quoted("'client_uri':'https://a.b','policy_uri':'https://a.b/p','tos_uri':'https://a.b/t',"
                   "'contacts':['a@b.c']"),
            {F::ClientUri, F::PolicyUri, F::TosUri, F::Contacts}, [](auto &c) {
                c.clientUri = u"https://a.b"_s;
                c.policyUri = u"https://a.b/p"_s;
                c.tosUri = u"https://a.b/t"_s;
                c.contacts = {u"a@b.c"_s};
            });
        add("empty name is absent", quoted("'client_name':''"), {}, [](auto &) {});
        add("what has no field", quoted("'client_id_issued_at':1,'application_type':'spa','x':{'y':null}"),
            {}, [](auto &) {});
        add("OpenID", quoted("'scope':'email openid'"), access + QSet{F::DefaultResources},
            [](auto &c) { c.defaultResources = {u"email"_s, u"openid"_s}; });
        add("every default resource", quoted("'scope':'openid profile email phone address'"),
            access + QSet{F::DefaultResources}, [](auto &c) {
                c.defaultResources = {u"openid"_s, u"profile"_s, u"email"_s, u"phone"_s, u"address"_s};
            });
        add("OpenID with API", quoted("'scope':'openid  orders.read openid '"),
            access + QSet{F::DefaultResources, F::ApiScopes}, [](auto &c) {
                c.supportApi = true;
                c.apiScopes = {u"orders.read"_s};
            });
        add("delegated API", quoted("'scope':'orders.read'"), access + QSet{F::ApiScopes}, [](auto &c) {
            c.supportOpenId = false;
            c.supportApi = true;
            c.apiScopes = {u"orders.read"_s};
        });
    }
    void meaning()
    {
        QFETCH(const QByteArray, properties);
        QFETCH(const Expected, expected);
        QFETCH(const QSet<ClientField>, named);
        const ImportedClient actual = imported(properties);
        QVERIFY2(!actual.refusal, actual.refusal ? qPrintable(actual.refusal->text) : "");
        ClientApplication client;
        client.clientId = u"a"_s;
        client.enabled = true;
        expected(client);
        const auto found = differences(client, actual.client);
        QVERIFY2(found.isEmpty(), found.isEmpty() ? ""
                                                  : qPrintable(fieldLabel(found.first().field) + u": "_s +
                                                               found.first().after));
        QCOMPARE(actual.named, named);
        QVERIFY2(!actual.named.contains(ClientField::Enabled), "the format cannot say it");
    }

    void losses_data()
    {
        QTest::addColumn<QByteArray>("properties");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("mention");
        const auto add = [](const char *name, const QByteArray &properties, const char *field,
                            const QString &mention) {
            QTest::newRow(name) << quoted("'scope':'openid',") + properties << QString::fromLatin1(field)
                                << mention;
        };
        add("further grant", quoted("'grant_types':['authorization_code','password']"), "grant_types",
            u"\"password\""_s);
        add("implicit beside code", quoted("'grant_types':['authorization_code','implicit']"), "grant_types",
            u"RFC 9700 2.1.2"_s);
        add("hybrid response", quoted("'response_types':['code','code id_token']"), "response_types",
            u"\"code id_token\""_s);
        add("secret of a public one",
            quoted("'token_endpoint_auth_method':'none','client_secret':'") + goodSecret + quoted("'"),
            "client_secret", u"Not kept"_s);
        add("token of the registration", quoted("'registration_access_token':'x'"),
            "registration_access_token", u"RFC 7592"_s);
        add("secret that we do not know", quoted("'software':{'api_secret':'x'}"), "software.api_secret",
            u"Not kept"_s);
        add("logo that is none", quoted("'logo_uri':'data:image/png;base64,AA'"), "logo_uri",
            u"data:image/png;base64,AA"_s);
        add("home page that is none", quoted("'client_uri':'/home'"), "client_uri", u"\"/home\""_s);
        add("private part of a key",
            quoted("'token_endpoint_auth_method':'private_key_jwt','jwks':{'keys':[{'kty':'EC','d':'x'}]}"),
            "jwks", u"private part"_s);
        add("expiry of nothing", quoted("'client_secret_expires_at':1900000000"), "client_secret_expires_at",
            u"client_secret"_s);
        add("secret that nobody can send", quoted("'client_secret':'é'"), "client_secret", u"Not taken"_s);
        add("empty secret", quoted("'client_secret':''"), "client_secret", u"Not taken"_s);
    }
    void losses()
    {
        QFETCH(const QByteArray, properties);
        QFETCH(const QString, field);
        QFETCH(const QString, mention);
        const ImportedClient actual = imported(properties);
        QVERIFY2(!actual.refusal, actual.refusal ? qPrintable(actual.refusal->text) : "");
        QCOMPARE(lostFields(actual), QStringList{field});
        QCOMPARE(actual.losses.first().clientId, u"a"_s);
        QVERIFY2(actual.losses.first().text.contains(mention), qPrintable(actual.losses.first().text));
        QVERIFY2(actual.client.secrets.isEmpty(), "no secret came of it");
    }

    void whatIsLeftOutOverwritesNothing_data()
    {
        QTest::addColumn<QByteArray>("properties");
        QTest::addColumn<ClientField>("field");
        QTest::addColumn<QString>("mention");
        QTest::newRow("contacts") << quoted("'contacts':['a\\nb','c']") << ClientField::Contacts
                                  << u"The other 1 of the file"_s;
        QTest::newRow("contact") << quoted("'contacts':['a\\nb']") << ClientField::Contacts
                                 << u"keeps its own"_s;
        QTest::newRow("keys") << quoted("'token_endpoint_auth_method':'private_key_jwt','jwks':{'keys':[7]}")
                              << ClientField::Keys << u"keeps its own"_s;
        QTest::newRow("logo") << quoted("'logo_uri':'/logo.png'") << ClientField::LogoUri << u"left out"_s;
    }
    void whatIsLeftOutOverwritesNothing()
    {
        QFETCH(const QByteArray, properties);
        QFETCH(const ClientField, field);
        QFETCH(const QString, mention);
        const ImportedClient actual = imported(quoted("'scope':'openid',") + properties);
        QVERIFY2(!actual.refusal, actual.refusal ? qPrintable(actual.refusal->text) : "");
        QVERIFY(!actual.named.contains(field));
        const QString told = actual.losses.last().text;
        QVERIFY2(told.contains(mention), qPrintable(told));
    }

    void scopesThatDoNotGoWithTheGrant()
    {
        const ImportedClient machine = imported(quoted("'grant_types':['client_credentials','refresh_token'],"
                                                       "'scope':'openid profile api offline_access'"));
        QCOMPARE(machine.client.apiScopes, QStringList{u"api"_s});
        QVERIFY(machine.client.isMachineToMachine());
        QVERIFY(!machine.client.supportRefreshTokens);
        QCOMPARE(lostFields(machine), QStringList({u"grant_types"_s, u"scope"_s, u"scope"_s, u"scope"_s}));

        const ImportedClient delegated = imported(quoted("'scope':'profile api'"));
        QCOMPARE(delegated.client.apiScopes, QStringList{u"api"_s});
        QVERIFY(!delegated.client.supportOpenId);
        QCOMPARE(lostFields(delegated), QStringList{u"scope"_s});
    }

    void missingScopeGivesNoMoreThanANewOneHas()
    {
        const ImportedClient code = imported("");
        QCOMPARE(lostFields(code), QStringList{u"scope"_s});
        QVERIFY(!code.client.supportApi);
        QVERIFY(!code.named.contains(ClientField::ApiScopes));

        const ImportedClient machine = imported(quoted("'grant_types':['client_credentials']"));
        QCOMPARE(lostFields(machine), QStringList{u"scope"_s});
        QVERIFY(machine.client.isMachineToMachine());
        QVERIFY(!machine.named.contains(ClientField::ApiScopes));
    }

    void titlesByLanguage()
    {
        const ImportedClient client = imported(quoted(
            "'client_name#EN':'Shop','client_name#pt-br':'Loja','client_name#x_y':'x','client_name#nl':7"));
        QVERIFY(!client.refusal && client.client.title.isEmpty());
        const QMap<QString, QString> expected{{u"en"_s, u"Shop"_s}, {u"pt-BR"_s, u"Loja"_s}};
        QCOMPARE(client.titles, expected);
    }

    void whatComesInAsItIs_data()
    {
        QTest::addColumn<QByteArray>("properties");
        QTest::addColumn<QByteArray>("kept"); ///< beside client_id
        const auto add = [](const char *row, const QByteArray &properties, const QByteArray &kept) {
            QTest::newRow(row) << properties << kept;
        };
        const QByteArray secret = quoted("'client_secret':'") + goodSecret + '"';
        add("what has no field", quoted("'a#b':{'c':[null,1]},'scope':'openid'"),
            quoted("'a#b':{'c':[null,1]},'scope':'openid'"));
        add("no secret, nor its end", secret + quoted(",'client_secret_expires_at':0,'x':1"),
            quoted("'x':1"));
        add("an end without a secret", quoted("'client_secret_expires_at':0"),
            quoted("'client_secret_expires_at':0"));
        add("a placeholder", quoted("'client_secret':'$(env:X)'"), quoted("'client_secret':'$(env:X)'"));
        add("no mask", quoted("'client_secret':'****','x':1"), quoted("'x':1"));
        add("nothing that may register", quoted("'registration_access_token':'y','x':1"), quoted("'x':1"));
        add("no secret by its look, at any depth",
            quoted("'a':{'b':['https://u:hunter2hunter2@h/x','c'],'d':'postgres://u:hunter2@h/db'},'x':1"),
            quoted("'a':{'b':['c']},'x':1"));
        add("no secret in a pair", quoted("'a':[{'name':'api_key','value':'z9'},{'name':'b','value':'c'}]"),
            quoted("'a':[{'name':'api_key'},{'name':'b','value':'c'}]"));
        add("a name that looks like a secret, as it is a field",
            quoted("'client_name':'Bearer abcdefghijklmnop1234'"),
            quoted("'client_name':'Bearer abcdefghijklmnop1234'"));
        add("no logo that is none", quoted("'logo_uri':'/x','x':1"), quoted("'x':1"));
        add("contacts that are", quoted("'contacts':['a\\nb','c']"), quoted("'contacts':['c']"));
        add("public parts of keys", quoted("'jwks':{'keys':[{'kty':'EC','d':'y'}]}"),
            quoted("'jwks':{'keys':[{'kty':'EC'}]}"));
    }
    void whatComesInAsItIs()
    {
        QFETCH(const QByteArray, properties);
        QFETCH(const QByteArray, kept);
        const ImportedClient client = imported(properties);
        QVERIFY2(!client.refusal, client.refusal ? qPrintable(client.refusal->text) : "");
        QCOMPARE(QByteArray::fromStdString(client.asItCame.dump()),
                 quoted("{'client_id':'a',") + kept + quoted(",'require_pkce':true}"));
    }

    void whatAServerHasToBeToldGoesBackToo()
    {
        const auto kept = [](const char *properties, const char *name) {
            return json::compactText(imported(quoted(properties)).asItCame.value(name, json::Json()));
        };
        QCOMPARE(kept("'require_pkce':false", "require_pkce"), u"false"_s);
        QCOMPARE(kept("'grant_types':['client_credentials']", "require_pkce"), u"null"_s);
        QCOMPARE(kept("'redirect_uris':['com.example:/cb']", "application_type"), u"\"native\""_s);
        QCOMPARE(kept("'redirect_uris':['com.example:/cb'],'application_type':'web'", "application_type"),
                 u"\"web\""_s);
        QCOMPARE(kept("'redirect_uris':['http://127.0.0.1/cb']", "application_type"), u"null"_s);
    }

    void enabledWhateverProvesIt_data()
    {
        QTest::addColumn<QByteArray>("method");
        for (const char *method : {"client_secret_basic", "client_secret_post", "none", "private_key_jwt",
                                   "tls_client_auth", "telepathy"})
            QTest::newRow(method) << QByteArray(method);
    }
    void enabledWhateverProvesIt()
    {
        QFETCH(const QByteArray, method);
        const ImportedClient actual = imported(quoted("'token_endpoint_auth_method':'") + method + '"');
        QVERIFY(!actual.refusal && actual.client.enabled);
        QVERIFY(!actual.named.contains(ClientField::Enabled));
    }

    void secretsOfWhichTheTextIsNotThere()
    {
        for (const char *text : {"**********", "$(env:SECRET)"}) {
            const ImportedClient client = imported(quoted("'client_secret':'") + text + '"');
            QVERIFY(!client.refusal && client.client.enabled);
            QCOMPARE(client.client.secrets.size(), 1);
            QVERIFY(client.client.secrets.first().isKnownToServerOnly());
            QVERIFY(lostFields(client).contains(u"client_secret"_s));
        }
        ImportedClient weak = imported(quoted("'client_secret':'secret'"));
        judgeSecrets(weak);
        QCOMPARE(weak.client.secrets.value(0).weakLength, 6);
    }

    void secretInClear()
    {
        const ImportedClient forever =
            imported(quoted("'client_secret':'") + goodSecret + quoted("','client_secret_expires_at':0"));
        QVERIFY(!forever.refusal);
        QVERIFY(forever.named.contains(ClientField::Secrets));
        QCOMPARE(forever.client.secrets.size(), 1);
        const ClientSecret &stored = forever.client.secrets.first();
        QCOMPARE(stored, storedSecret(goodSecret, stored.description, samples::now()));

        const ImportedClient until = imported(quoted("'client_secret':'") + goodSecret +
                                              quoted("','client_secret_expires_at':1893455999"));
        QCOMPARE(until.client.secrets.first().expires.toString(Qt::ISODate), u"2029-12-31T23:59:59Z"_s);
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("properties");
        QTest::addColumn<QString>("mention");
        QTest::addColumn<QString>("column");
        const auto add = [](const char *name, const QByteArray &properties, const QString &mention,
                            const char *column) {
            QTest::newRow(name) << properties << mention << QString::fromLatin1(column);
        };
        add("implicit", quoted("'grant_types':['implicit']"), u"PKCE"_s, "grant_types");
        add("password only", quoted("'grant_types':['password']"), u"neither"_s, "grant_types");
        add("refresh only", quoted("'grant_types':['refresh_token']"), u"neither"_s, "grant_types");
        add("no grant type", quoted("'grant_types':[]"), u"neither"_s, "grant_types");
        add("device", quoted("'grant_types':['urn:ietf:params:oauth:grant-type:device_code']"), u"neither"_s,
            "grant_types");
        add("token response", quoted("'response_types':['token']"), u"PKCE"_s, "response_types");
        add("keys that are none", quoted("'token_endpoint_auth_method':'private_key_jwt','jwks':[1]"),
            u"{\"keys\": [...]}"_s, "jwks");
        add("contacts text", quoted("'contacts':'a@b.c'"), u"contacts is text"_s, "contacts");
        add("grant text", quoted("'grant_types':'authorization_code'"), u"grant_types is text"_s,
            "grant_types");
        add("scope array", quoted("'scope':['openid']"), u"scope is an array, expected text"_s, "scope");
        add("redirect number", quoted("'redirect_uris':['https://a.b/c',1]"),
            u"redirect_uris[1] is a number"_s, "redirect_uris");
        add("name object", quoted("'client_name':{}"), u"client_name is an object"_s, "client_name");
        add("PKCE text", quoted("'require_pkce':'yes'"), u"require_pkce is text"_s, "require_pkce");
        add("secret number", quoted("'client_secret':12345678"), u"client_secret is a number"_s,
            "client_secret");
        add("expiry text", quoted("'client_secret_expires_at':'0'"), u"client_secret_expires_at is text"_s,
            "client_secret_expires_at");
        add("expiry below 0", quoted("'client_secret_expires_at':-1"), u"seconds since 1970"_s, "");
        add("expiry in milliseconds", quoted("'client_secret_expires_at':1893455999000"),
            u"seconds since 1970"_s, "");
        add("expiry beyond numbers", quoted("'client_secret_expires_at':18446744073709551615"),
            u"a whole number"_s, "client_secret_expires_at");
        add("expiry a fraction", quoted("'client_secret_expires_at':1.5"), u"a whole number"_s,
            "client_secret_expires_at");
    }
    void refused()
    {
        QFETCH(const QByteArray, properties);
        QFETCH(const QString, mention);
        QFETCH(const QString, column);
        const ImportedClient actual = imported(properties);
        QVERIFY(actual.refusal);
        QVERIFY2(actual.refusal->text.contains(mention), qPrintable(actual.refusal->text));
        QVERIFY2(actual.refusal->text.startsWith(u"Client ID \"a\": "_s), qPrintable(actual.refusal->text));
        QCOMPARE(actual.refusal->column, column);
    }

    void aNameTwiceRefusesOne()
    {
        const auto file = read(quoted("[{'client_id':'a'},{'client_id':'b','x':{'y':1,\n'y':2}}]"));
        QVERIFY2(file, file ? "" : qPrintable(file.error().text));
        QVERIFY(!file->clients.first().refusal);
        const ImportedClient &second = file->clients.last();
        QCOMPARE(second.client.clientId, u"b"_s);
        QVERIFY2(second.refusal->text.startsWith(u"Client ID \"b\": \"clients[1].x.y\" stands twice"_s) &&
                     second.refusal->text.contains(u"line 2"_s),
                 qPrintable(second.refusal->text));

        const auto single = read(quoted("{'client_id':'a','scope':'x','scope':'y'}"));
        QCOMPARE(single->clients.size(), 1);
        QVERIFY(
            single->clients.first().refusal->text.startsWith(u"Client ID \"a\": \"scope\" stands twice"_s));
        QVERIFY(!read(quoted("{'clients':[{'client_id':'a'}],'x':1,'x':2}")));
    }

    void inexactRedirectsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("property");
        QTest::addColumn<QByteArray>("redirect");
        QTest::addColumn<bool>("isRefused");
        const auto add = [](const char *row, const char *property, const char *redirect, bool isRefused) {
            QTest::newRow(row) << QByteArray(property) << QByteArray(redirect) << isRefused;
        };
        add("relative", "redirect_uris", "/cb", true);
        add("anything", "redirect_uris", "*", true);
        add("relative at logout", "post_logout_redirect_uris", "/bye", true);
        add("nonsense", "redirect_uris", "https://{x}/cb", true);
        add("star for a port", "redirect_uris", "http://127.0.0.1:*/cb", true);
        add("prefix", "redirect_uris", "https://a.example/*", false);
        add("http", "redirect_uris", "http://a.example/cb", false);
        add("own scheme", "redirect_uris", "editor://cb", false);
    }
    void inexactRedirectsAreRefused()
    {
        QFETCH(const QByteArray, property);
        QFETCH(const QByteArray, redirect);
        QFETCH(const bool, isRefused);
        const QByteArray properties = '"' + property + quoted("':['") + redirect + quoted("']");
        const ImportedClient code = imported(properties);
        QCOMPARE(code.refusal.has_value(), isRefused);
        QVERIFY(!isRefused || code.refusal->text.contains(QString::fromLatin1(redirect)));
        QVERIFY(!imported(properties + quoted(",'grant_types':['client_credentials']")).refusal);
    }

    void refusedOneByOne()
    {
        const auto file =
            read(quoted("[7,{'client_name':'x'},{'client_id':null},{'client_id':'a'},{'client_id':'A'}]"));
        QVERIFY(file);
        QList<bool> refused;
        for (const ImportedClient &client : file->clients)
            refused << client.refusal.has_value();
        QCOMPARE(refused, QList({true, true, true, false, true}));
        QVERIFY(file->clients.at(1).refusal->text.startsWith(u"clients[1]"_s));
        QVERIFY(file->clients.at(1).refusal->text.contains(u"clients[1] has no client_id"_s));
        QVERIFY(file->clients.at(4).refusal->text.contains(u"clients[3] and clients[4]"_s));
    }

    void noSecretInAnyText()
    {
        const auto file = read(quoted("[{'client_id':'a','client_secret':'hunter2'},"
                                      "{'client_id':'b','client_secret':['hunter2']},{'client_id':'c','"
                                      "client_secret':'hunter2','scope':1}]"));
        QVERIFY(file);
        for (const ImportedClient &client : file->clients) {
            for (const Loss &loss : client.losses)
                QVERIFY2(!loss.text.contains(u"hunter2"_s), qPrintable(loss.text));
            if (client.refusal)
                QVERIFY2(!client.refusal->text.contains(u"hunter2"_s), qPrintable(client.refusal->text));
        }
    }

    /// What the format can say comes back as it was.
    void readsWhatWeWrite_data()
    {
        QTest::addColumn<ClientApplication>("client");
        QTest::newRow("machine") << samples::machine();
        QTest::newRow("delegated API") << samples::delegatedApi();
        QTest::newRow("OpenID") << samples::openId();
        QTest::newRow("OpenID with API") << samples::openIdWithApi();
    }
    void readsWhatWeWrite()
    {
        QFETCH(const ClientApplication, client);
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        const auto writer = format.writer(buffer);
        QVERIFY(writer->begin({}) && writer->add(client) && writer->end());
        const auto file = read(buffer.data());
        QVERIFY(file);
        const ImportedClient &actual = file->clients.first();
        QVERIFY(!actual.refusal);
        QVERIFY2(actual.losses.isEmpty(), "our own files have nothing that we do not know");
        for (const ClientField field : actual.named)
            QCOMPARE(fieldText(actual.client, field), fieldText(rules::normalized(client), field));
        QVERIFY(actual.named.contains(ClientField::ApiScopes) == client.supportApi);
        QVERIFY(actual.named.contains(ClientField::LoginRedirects) != client.isMachineToMachine());
    }

    void readsWhatTheRealWorldWrites()
    {
        QFile file(QStringLiteral(GATEHOUSE_TEST_DATA "/foreign.rfc7591.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto result = read(file.readAll());
        QVERIFY2(result, result ? "" : qPrintable(result.error().text));
        QCOMPARE(result->clients.size(), 3);
        for (const ImportedClient &client : result->clients)
            QVERIFY2(!client.refusal, client.refusal ? qPrintable(client.refusal->text) : "");
        QCOMPARE(result->clients.at(0).client.loginRedirects.size(), 2);
        QVERIFY(result->clients.at(1).client.enabled && result->clients.at(1).client.isPublic());
        QVERIFY(result->clients.at(2).client.isMachineToMachine());
    }
};

GATEHOUSE_TEST(Rfc7591ReaderTest)
#include "tst_rfc7591reader.moc"
