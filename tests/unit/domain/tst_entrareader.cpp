#include "IdentityServerSamples.h"
#include "JsonLiteral.h"

#include "domain/formats/ClientFormat.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

const ClientFormat &format = *formatByName(u"entra"_s).value();

/// The one application of an object with appId "a" and these properties.
ImportedClient imported(const char *properties)
{
    const auto file = format.read(quoted("{'appId':'a',") + quoted(properties) + '}', samples::now());
    if (file && file->clients.size() == 1)
        return file->clients.first();
    ImportedClient unreadable;
    unreadable.refusal = file ? Error{} : file.error();
    return unreadable;
}

}

class EntraReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listOfGraph()
    {
        const QByteArray document = samples::dataFile(u"foreign.entra.json"_s);
        QCOMPARE((*formatByContent(document))->name(), u"entra"_s);
        const auto file = format.read(document, samples::now());
        QVERIFY2(file, file ? "" : qPrintable(file.error().text));
        QCOMPARE(file->clients.size(), 2);

        const ImportedClient &shop = file->clients.first();
        const ClientApplication &client = shop.client;
        QVERIFY2(!shop.refusal, qPrintable(shop.refusal ? shop.refusal->text : QString()));
        QCOMPARE(client.clientId, u"00000000-0000-4000-8000-000000000002"_s);
        QCOMPARE(client.title, u"Shop"_s);
        QCOMPARE(client.logoUri, u"https://shop.example.com/logo.png"_s);
        QCOMPARE(client.loginRedirects,
                 QStringList({u"https://shop.example.com/signin-oidc"_s, u"https://shop.example.com/app"_s,
                              u"com.example.shop:/cb"_s}));
        QVERIFY(client.enabled && client.supportOpenId && client.supportRefreshTokens);
        QCOMPARE(client.secrets.size(), 1);
        QVERIFY2(client.secrets.first().isKnownToServerOnly(), "Entra keeps its own");
        QCOMPARE(samples::lostFields(shop),
                 QStringList({u"optionalClaims"_s, u"logoutUrl"_s, u"requiredResourceAccess"_s,
                              u"passwordCredentials"_s}));
        QCOMPARE(shop.named,
                 QSet({ClientField::ClientId, ClientField::Title, ClientField::LogoUri,
                       ClientField::LoginRedirects, ClientField::ClientUri, ClientField::ClientAuthentication,
                       ClientField::TokenEndpointAuthMethod, ClientField::Secrets}));

        const ImportedClient &machine = file->clients.last();
        QVERIFY2(!machine.refusal, qPrintable(machine.refusal ? machine.refusal->text : QString()));
        QVERIFY(machine.client.isMachineToMachine());
        QVERIFY(samples::lostFields(machine).contains(u"keyCredentials"_s));
        QCOMPARE(machine.client.clientAuthentication, ClientAuthentication::PrivateKey);
    }

    void shapeOfThePortal()
    {
        const ImportedClient client = imported(
            "'name':'Shop','replyUrlsWithType':[{'url':'com.example.shop:/cb','type':'InstalledClient'},"
            "{'url':'https://shop.example.com/cb','type':'Web'}],'oauth2AllowImplicitFlow':false,"
            "'allowPublicClient':null,'passwordCredentials':[]");
        QVERIFY2(!client.refusal, qPrintable(client.refusal ? client.refusal->text : QString()));
        QCOMPARE(client.client.title, u"Shop"_s);
        QCOMPARE(client.client.loginRedirects,
                 QStringList({u"https://shop.example.com/cb"_s, u"com.example.shop:/cb"_s}));
        QVERIFY(client.client.enabled && client.losses.isEmpty());

        const ImportedClient oldest = imported("'replyUrls':['https://a.example/cb'],'publicClient':false");
        QVERIFY(!oldest.refusal);
        QCOMPARE(oldest.client.loginRedirects, QStringList{u"https://a.example/cb"_s});
    }

    void whatItOffersItselfIsTold()
    {
        const ImportedClient client =
            imported("'displayName':'A','web':{'redirectUris':['https://a.example.com/cb']},"
                     "'api':{'requestedAccessTokenVersion':2,'oauth2PermissionScopes':[{'value':'x'}]}");
        QCOMPARE(samples::lostFields(client), QStringList{u"api.oauth2PermissionScopes"_s});
    }

    void whatRunsThereAloneIsLeftOut()
    {
        const ImportedClient client =
            imported("'displayName':'','info':{'logoUrl':'x','termsOfServiceUrl':''},"
                     "'web':{'redirectUris':['https://*.example.com/cb','https://a.example.com/cb']}");
        QVERIFY2(!client.refusal, qPrintable(client.refusal ? client.refusal->text : QString()));
        QVERIFY2(!client.named.contains(ClientField::Title), "an empty name is none");
        QCOMPARE(client.client.loginRedirects, QStringList{u"https://a.example.com/cb"_s});
        QCOMPARE(client.client.logoutRedirects, client.client.loginRedirects);
        QCOMPARE(samples::lostFields(client),
                 (QStringList{u"logoUrl"_s, u"redirectUris"_s, u"redirectUris"_s}));
        QVERIFY2(!client.named.contains(ClientField::LoginRedirects), "one that exists keeps its own");
    }

    void refused_data()
    {
        QTest::addColumn<QString>("properties");
        QTest::addColumn<QString>("mention");
        QTest::newRow("redirects") << u"'web':{'redirectUris':'x'}"_s << u"web.redirectUris is text"_s;
        QTest::newRow("reply URL") << u"'replyUrlsWithType':['x']"_s << u"replyUrlsWithType[0] is text"_s;
        QTest::newRow("access") << u"'requiredResourceAccess':[1]"_s
                                << u"requiredResourceAccess[0] is a number"_s;
        QTest::newRow("permission") << u"'requiredResourceAccess':[{'resourceAccess':[{'id':1}]}]"_s
                                    << u"resourceAccess[0].id is a number"_s;
        QTest::newRow("secrets") << u"'passwordCredentials':{}"_s << u"passwordCredentials is an object"_s;
        QTest::newRow("public") << u"'web':{},'publicClient':1"_s << u"publicClient is a number"_s;
    }
    void refused()
    {
        QFETCH(const QString, properties);
        QFETCH(const QString, mention);
        const ImportedClient client = imported(properties.toUtf8().constData());
        QVERIFY(client.refusal);
        QVERIFY2(client.refusal->text.contains(mention), qPrintable(client.refusal->text));
        QCOMPARE(client.client.clientId, u"a"_s);
    }

    void recognized_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<bool>("isOurs");
        const auto add = [](const char *name, const char *document, bool isOurs) {
            QTest::newRow(name) << quoted(document) << isOurs;
        };
        add("one", "{'appId':'a','web':{}}", true);
        add("list", "[{'appId':'a','signInAudience':'x'}]", true);
        add("page", "{'value':[{'appId':'a','spa':{}}]}", true);
        add("service principal", "{'appId':'a','servicePrincipalType':'Application','replyUrls':[]}", false);
        add("settings of one program", "{'AzureAd':{'ClientId':'a','TenantId':'b'}}", false);
        add("empty page", "{'value':[]}", false);
    }
    void recognized()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const bool, isOurs);
        const auto found = formatByContent(document);
        QCOMPARE(found && (*found)->name() == u"entra"_s, isOurs);
        QCOMPARE(format.recognizes(document), isOurs);
    }
};

GATEHOUSE_TEST(EntraReaderTest)
#include "tst_entrareader.moc"
