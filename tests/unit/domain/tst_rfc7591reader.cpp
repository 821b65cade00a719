#include "JsonLiteral.h"
#include "SampleClients.h"

#include "domain/formats/ClientFormat.h"

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
        const QStringList lost = lostFields(client);
        for (const QString &property : {u"consent_api#nl_NL"_s, u"consent_age#nl"_s, u"consent_api"_s})
            QVERIFY2(lost.contains(property), qPrintable(lost.join(u' ')));
        QVERIFY(!imported({}).named.contains(ClientField::ConsentTexts));
        QVERIFY(imported(quoted("'consent_api#nl':7")).refusal);
        const auto twice = imported(quoted("'consent_api#nl':'','consent_api#NL':'b'")).refusal;
        QVERIFY(twice && twice->text.contains(u"consent_api#NL stands there twice"_s));
    }

    void scopesOfOpenIdMayBeResources()
    {
        QVERIFY(imported(quoted("'scope':'openid department'")).scopesMayBeResources);
        QVERIFY(!imported(quoted("'scope':'department'")).scopesMayBeResources);
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
        const QSet grant{F::GrantType, F::SupportRefreshTokens};

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
                c.supportOpenId = false;
                c.supportApi = true;
                c.apiScopes = {u"prices.write"_s, u"api"_s};
            });
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
        add("localized name", quoted("'client_name#nl':'Winkel'"), "client_name#nl", u"does not keep"_s);
        add("contacts", quoted("'contacts':['a@b.c']"), "contacts", u"does not keep"_s);
        add("issued at", quoted("'client_id_issued_at':1"), "client_id_issued_at", u"does not keep"_s);
        add("unknown null too", quoted("'policy_uri':null"), "policy_uri", u"does not keep"_s);
        add("further grant", quoted("'grant_types':['authorization_code','password']"), "grant_types",
            u"\"password\""_s);
        add("response type none", quoted("'response_types':['code','none']"), "response_types",
            u"\"none\""_s);
        add("post", quoted("'token_endpoint_auth_method':'client_secret_post'"), "token_endpoint_auth_method",
            u"client_secret_basic"_s);
        add("public", quoted("'token_endpoint_auth_method':'none'"), "token_endpoint_auth_method",
            u"\"none\""_s);
        add("private key", quoted("'token_endpoint_auth_method':'private_key_jwt'"),
            "token_endpoint_auth_method", u"secret"_s);
        add("application type", quoted("'application_type':'spa'"), "application_type", u"\"spa\""_s);
        add("expiry of nothing", quoted("'client_secret_expires_at':1900000000"), "client_secret_expires_at",
            u"client_secret"_s);
        add("guessable secret", quoted("'client_secret':'secret'"), "client_secret", u"Not taken"_s);
        add("masked secret", quoted("'client_secret':'**********'"), "client_secret", u"Not taken"_s);
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

    void clientsWithoutSecretComeInDisabled_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<bool>("enabled");
        QTest::newRow("basic") << QByteArray("client_secret_basic") << true;
        QTest::newRow("post") << QByteArray("client_secret_post") << true;
        QTest::newRow("none") << QByteArray("none") << false;
        QTest::newRow("private_key_jwt") << QByteArray("private_key_jwt") << false;
        QTest::newRow("tls_client_auth") << QByteArray("tls_client_auth") << false;
        QTest::newRow("unheard of") << QByteArray("telepathy") << false;
    }
    void clientsWithoutSecretComeInDisabled()
    {
        QFETCH(const QByteArray, method);
        QFETCH(const bool, enabled);
        const ImportedClient actual = imported(quoted("'token_endpoint_auth_method':'") + method + '"');
        QVERIFY(!actual.refusal);
        QCOMPARE(actual.client.enabled, enabled);
        QVERIFY(!actual.named.contains(ClientField::Enabled));
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
        add("two grant types", quoted("'grant_types':['authorization_code','client_credentials']"),
            u"Make two of it"_s, "grant_types");
        add("implicit", quoted("'grant_types':['implicit']"), u"PKCE"_s, "grant_types");
        add("implicit beside code", quoted("'grant_types':['authorization_code','implicit']"), u"PKCE"_s,
            "grant_types");
        add("password only", quoted("'grant_types':['password']"), u"neither"_s, "grant_types");
        add("refresh only", quoted("'grant_types':['refresh_token']"), u"neither"_s, "grant_types");
        add("no grant type", quoted("'grant_types':[]"), u"neither"_s, "grant_types");
        add("device", quoted("'grant_types':['urn:ietf:params:oauth:grant-type:device_code']"), u"neither"_s,
            "grant_types");
        add("token response", quoted("'response_types':['token']"), u"PKCE"_s, "response_types");
        add("hybrid response", quoted("'response_types':['code id_token']"), u"PKCE"_s, "response_types");
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
            QCOMPARE(fieldText(actual.client, field), fieldText(client, field));
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
        QVERIFY(!result->clients.at(1).client.enabled);
        QVERIFY(result->clients.at(2).client.isMachineToMachine());
    }
};

GATEHOUSE_TEST(Rfc7591ReaderTest)
#include "tst_rfc7591reader.moc"
