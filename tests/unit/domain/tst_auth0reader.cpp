#include "IdentityServerSamples.h"
#include "JsonLiteral.h"

#include "domain/formats/ClientFormat.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

const ClientFormat &format = *formatByName(u"auth0"_s).value();

QStringList namesOf(const QList<ApiScope> &scopes)
{
    QStringList names;
    for (const ApiScope &scope : scopes)
        names << scope.name + u' ' + scope.description;
    return names;
}

}

class Auth0ReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exportOfATenant()
    {
        const QByteArray document = samples::dataFile(u"foreign.auth0.json"_s);
        QCOMPARE((*formatByContent(document))->name(), u"auth0"_s);
        const auto file = format.read(document, samples::now());
        QVERIFY2(file, file ? "" : qPrintable(file.error().text));
        QCOMPARE(namesOf(file->apiScopes),
                 QStringList({u"read:prices Read all prices"_s, u"write:prices "_s}));
        QCOMPARE(file->losses.size(), 1);
        QVERIFY2(file->losses.first().text.contains(u"glDeFgHiJkLmNoPqRsTuVwXyZ0123456"_s),
                 qPrintable(file->losses.first().text));
        QCOMPARE(file->clients.size(), 3);
        const ImportedClient &noId = file->clients.last();
        QVERIFY(noId.refusal && noId.refusal->text.contains(u"\"Without an ID\" has no client_id"_s));
    }

    void applicationOfTheWeb()
    {
        const auto file = format.read(samples::dataFile(u"foreign.auth0.json"_s), samples::now());
        const ImportedClient &shop = file->clients.first();
        const ClientApplication &client = shop.client;
        QVERIFY2(!shop.refusal, qPrintable(shop.refusal ? shop.refusal->text : QString()));
        QCOMPARE(client.clientId, u"aBcDeFgHiJkLmNoPqRsTuVwXyZ012345"_s);
        QCOMPARE(client.title, u"Shop"_s);
        QVERIFY(client.enabled && client.supportOpenId && client.supportRefreshTokens);
        QVERIFY(client.requireConsent && client.allowRememberConsent);
        QCOMPARE(client.grantType, GrantType::AuthorizationCode);
        QCOMPARE(client.loginRedirects, QStringList{u"https://shop.example.com/callback"_s});
        QCOMPARE(client.logoutRedirects, QStringList{u"https://shop.example.com/"_s});
        QCOMPARE(client.logoUri, u"https://shop.example.com/logo.png"_s);
        QCOMPARE(client.secrets.size(), 1);
        QVERIFY(!shop.named.contains(ClientField::Enabled));
        QVERIFY(!shop.named.contains(ClientField::DefaultResources));
        const QStringList lost = samples::lostFields(shop);
        QVERIFY(!lost.contains(u"tenant"_s) && !lost.contains(u"sso_disabled"_s));
    }

    void machine()
    {
        const auto file = format.read(samples::dataFile(u"foreign.auth0.json"_s), samples::now());
        const ImportedClient &machine = file->clients.at(1);
        QVERIFY2(!machine.refusal, qPrintable(machine.refusal ? machine.refusal->text : QString()));
        QVERIFY(machine.client.isMachineToMachine());
        QCOMPARE(machine.client.apiScopes, QStringList({u"read:prices"_s, u"write:prices"_s}));
        QVERIFY(machine.named.contains(ClientField::ApiScopes));
        QVERIFY(machine.losses.isEmpty());
    }

    void whatRunsThereAloneIsLeftOut()
    {
        const auto file =
            format.read(quoted("[{'client_id':'a','name':'','logo_uri':'data:,x','app_type':'spa',"
                               "'token_endpoint_auth_method':'none',"
                               "'callbacks':['https://*.example.com/cb','https://a.example.com/cb'],"
                               "'allowed_logout_urls':['/bye'],'web_origins':['https://*.example.com']}]"),
                        samples::now());
        const ImportedClient &spa = file->clients.first();
        QVERIFY2(!spa.refusal, qPrintable(spa.refusal ? spa.refusal->text : QString()));
        QVERIFY2(!spa.named.contains(ClientField::Title), "an empty name is none");
        QCOMPARE(spa.client.loginRedirects, QStringList{u"https://a.example.com/cb"_s});
        QVERIFY(spa.client.logoutRedirects.isEmpty() && spa.client.allowedCorsOrigins.isEmpty());
        QVERIFY(spa.client.logoUri.isEmpty());
        QCOMPARE(samples::lostFields(spa),
                 (QStringList{u"logo_uri"_s, u"web_origins"_s, u"web_origins"_s, u"callbacks"_s,
                              u"callbacks"_s, u"allowed_logout_urls"_s, u"allowed_logout_urls"_s}));
        for (const ClientField field : {ClientField::LogoUri, ClientField::AllowedCorsOrigins,
                                        ClientField::LoginRedirects, ClientField::LogoutRedirects})
            QVERIFY2(!spa.named.contains(field), "one that exists keeps its own");
    }

    /// As Auth0 makes one that may call an API.
    void machineWithTheGrantsOfTheBeginning()
    {
        const auto imported = [](const char *callbacks) {
            const QByteArray text = quoted("[{'client_id':'a','app_type':'non_interactive','grant_types':"
                                           "['authorization_code','client_credentials'],'callbacks':[") +
                                    quoted(callbacks) + "]}]";
            return format.read(text, samples::now())->clients.first();
        };
        const ImportedClient machine = imported("");
        QVERIFY(machine.client.isMachineToMachine() && machine.client.enabled);
        QCOMPARE(machine.notes.size(), 1);
        const ImportedClient site = imported("'https://a.example.com/cb'");
        QVERIFY(!site.client.isMachineToMachine() && site.client.alsoClientCredentials);
    }

    void whatItSaysOfTokensIsTold()
    {
        const auto file = format.read(
            quoted("[{'client_id':'a','app_type':'spa','callbacks':['https://a.b/c'],'client_aliases':['b'],"
                   "'jwt_configuration':{'alg':'HS256','lifetime_in_seconds':60,'secret_encoded':false},"
                   "'refresh_token':{'rotation_type':'rotating','leeway':3,'token_lifetime':90}}]"),
            samples::now());
        const QStringList lost = samples::lostFields(file->clients.first());
        QCOMPARE(lost, (QStringList{u"client_aliases"_s, u"jwt_configuration.alg"_s,
                                    u"refresh_token.rotation_type"_s, u"refresh_token.leeway"_s}));
    }

    void secretThatIsNotAskedForIsTold()
    {
        const auto file =
            format.read(quoted("[{'client_id':'a','app_type':'spa','callbacks':['https://a.b/c'],"
                               "'client_secret':'9f86d081884c7d659a2feaa0c55ad015'}]"),
                        samples::now());
        const ImportedClient &spa = file->clients.first();
        QVERIFY(!spa.refusal && spa.client.isPublic() && spa.client.secrets.isEmpty());
        QCOMPARE(samples::lostFields(spa), QStringList{u"client_secret"_s});
        QVERIFY(!spa.losses.first().text.contains(u"9f86d0"_s));
    }

    void clientAuthentication_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<ClientAuthentication>("expected");
        QTest::addColumn<int>("secrets");
        const auto add = [](const char *said, ClientAuthentication expected, int secrets) {
            QTest::newRow(said) << quoted(said) << expected << secrets;
        };
        using enum ClientAuthentication;
        add("'app_type':'spa'", None, 0);
        add("'app_type':'native','client_secret':'k3Vw9_pQz7-Lm2Rt8-Td6Fg3Hj8Kl5.Yx'", None, 0);
        add("'app_type':'native','token_endpoint_auth_method':'client_secret_post'", Secret, 1);
        add("'app_type':'regular_web'", Secret, 1);
        add("'app_type':'regular_web','token_endpoint_auth_method':null,"
            "'client_authentication_methods':{'private_key_jwt':{'credentials':[{'id':'cred_1'}]}}",
            PrivateKey, 0);
        add("'app_type':'regular_web',"
            "'client_authentication_methods':{'tls_client_auth':{'credentials':[{'id':'cred_1'}]}}",
            Other, 0);
        add("'app_type':'regular_web','client_authentication_methods':null", Secret, 1);
    }
    void clientAuthentication()
    {
        QFETCH(const QByteArray, said);
        QFETCH(const ClientAuthentication, expected);
        QFETCH(const int, secrets);
        const auto file =
            format.read("[{\"client_id\":\"a\",\"callbacks\":[\"https://a.example.com/cb\"]," + said + "}]",
                        samples::now());
        QVERIFY2(file, file ? "" : qPrintable(file.error().text));
        const ImportedClient &read = file->clients.first();
        QVERIFY2(!read.refusal, qPrintable(read.refusal ? read.refusal->text : QString()));
        QCOMPARE(read.client.clientAuthentication, expected);
        QCOMPARE(read.client.secrets.size(), secrets);
        QCOMPARE(samples::lostFields(read).contains(u"client_authentication_methods"_s),
                 expected == ClientAuthentication::PrivateKey);
    }

    void documents_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<int>("count"); ///< -1: refused
        const auto add = [](const char *name, const char *document, int count) {
            QTest::newRow(name) << quoted(document) << count;
        };
        add("list", "[{'client_id':'a','app_type':'spa'},{'client_id':'b'}]", 2);
        add("page", "{'total':1,'start':0,'clients':[{'client_id':'a','callbacks':[]}]}", 1);
        add("one", "{'client_id':'a','name':'b','oidc_conformant':true}", 1);
        add("the global one alone", "{'client_id':'a','global':true}", 0);
        add("no clients", "{'rules':[]}", -1);
        add("grants are no list", "{'clients':[{'client_id':'a','callbacks':[]}],'clientGrants':1}", -1);
        add("grant without scope",
            "{'clients':[{'client_id':'a','callbacks':[]}],'clientGrants':[{'client_id':'a','scope':null}]}",
            1);
    }
    void documents()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const int, count);
        const auto file = format.read(document, samples::now());
        QCOMPARE(file ? int(file->clients.size()) : -1, count);
        if (file)
            QCOMPARE((*formatByContent(document))->name(), u"auth0"_s);
        else
            QVERIFY(!file.error().text.isEmpty());
    }

    void recognizedAmongOthers_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::newRow("RFC 7591") << quoted("[{'client_id':'a','redirect_uris':[]}]");
        QTest::newRow("Hydra") << quoted("[{'client_id':'a','skip_consent':true}]");
        QTest::newRow("Keycloak") << quoted("{'clients':[{'clientId':'a'}]}");
        QTest::newRow("nothing") << QByteArray("[]");
    }
    void recognizedAmongOthers()
    {
        QFETCH(const QByteArray, document);
        QVERIFY(!format.recognizes(document));
    }

    void noExport()
    {
        QVERIFY(!format.canWrite());
        const auto refused = exportFormatByName(u"auth0"_s);
        QVERIFY(!refused && refused.error().text.contains(u"import only"_s));
        QVERIFY(exportFormatByName(u"keycloak"_s));
        QVERIFY(!exportFormatByName(u"xml"_s));
        for (const ClientFormat *one : exportFormats())
            QVERIFY(one->name() != u"auth0"_s && one->name() != u"entra"_s);
    }
};

GATEHOUSE_TEST(Auth0ReaderTest)
#include "tst_auth0reader.moc"
