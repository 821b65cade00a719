#include "JsonLiteral.h"
#include "SampleClients.h"

#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonText.h"

#include <QBuffer>
#include <QFile>
#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using json::Json;

namespace {

using Change = std::function<void(ClientApplication &)>;

const ClientFormat &format = *formatByName(u"oidc-provider"_s).value();

CustomResource resource(const QString &name, const QList<ResourceClaim> &claims)
{
    CustomResource made;
    made.name = name;
    made.title = name;
    made.claims = claims;
    return made;
}

ExportHead sampleHead()
{
    ApiScope api;
    api.name = u"api"_s;
    ApiScope orders;
    orders.name = u"orders.read"_s;
    ApiScope prices;
    prices.name = u"prices.write"_s;
    CustomResource badge = resource(u"badge"_s, {{u"badge"_s, ClaimSource::FixedValue, u"7"_s}});
    badge.enabled = false;
    const CustomResource department =
        resource(u"department"_s, {{u"department"_s, ClaimSource::UserAttribute, u"department"_s},
                                   {u"organization"_s, ClaimSource::FixedValue, u"Example Ltd"_s}});
    return {{}, {api, orders, prices}, {{{}, 0, u"nl"_s, u"Nederlands"_s, false, true}}, {badge, department}};
}

ClientApplication shop()
{
    ClientApplication client = samples::openIdWithApi();
    client.customResources = {u"badge"_s, u"department"_s};
    client.consentTexts = {{u"nl"_s, {.profile = u"Uw naam"_s}}};
    return client;
}

struct Export
{
    QByteArray document;
    QList<Loss> losses;
};

Export exported(const QList<ClientApplication> &clients, const ExportHead &head = sampleHead())
{
    Export result;
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto writer = format.writer(buffer);
    if (!writer->begin(head))
        return {};
    for (const ClientApplication &client : clients)
        result.losses << writer->add(client).value();
    if (!writer->end())
        return {};
    result.document = buffer.data();
    return result;
}

Result<ImportedFile> read(const QByteArray &document)
{
    return format.read(document, samples::now());
}

}
Q_DECLARE_METATYPE(Change)

class OidcProviderFormatTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesTheGoldenFile()
    {
        QFile file(QStringLiteral(GATEHOUSE_TEST_DATA "/sample.oidc-provider.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray golden = file.readAll();
        QCOMPARE(exported({samples::machine(), samples::delegatedApi(), shop()}).document, golden);
        QCOMPARE(golden, QByteArray::fromStdString(json::parse(golden)->dump(2)) + '\n');
        QVERIFY(format.recognizes(golden));
    }

    void disabledResourcesAreNowhere()
    {
        const Export result = exported({shop()});
        QVERIFY(!result.document.contains("badge"));
        const auto told = std::ranges::find_if(result.losses, [](const Loss &loss) {
            return loss.field == u"Custom resources"_s && loss.text.contains(u"badge"_s);
        });
        QVERIFY(told != result.losses.end());
    }

    void tellsWhereClaimsComeFrom()
    {
        const Export result = exported({shop()});
        const auto told = std::ranges::find_if(
            result.losses, [](const Loss &loss) { return loss.text.contains(u"findAccount"_s); });
        QVERIFY(told != result.losses.end());
        QVERIFY2(told->text.contains(u"organization is always \"Example Ltd\""_s), qPrintable(told->text));
        QVERIFY(told->text.contains(u"department from the user attribute department"_s));
    }

    void tellsWhatDemandsPkce()
    {
        const auto told = [](const ClientApplication &client) {
            return std::ranges::count_if(exported({client}).losses, [](const Loss &loss) {
                return loss.field == u"Require PKCE"_s &&
                       loss.text.contains(u"client.require_pkce === true"_s);
            });
        };
        ClientApplication client = shop();
        QCOMPARE(told(client), 1);
        client.requirePkce = false;
        QCOMPARE(told(client), 0);
        QCOMPARE(told(samples::machine()), 0);
    }

    void whatTheServerRefusesIsLeftOut_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("property");
        QTest::addColumn<QByteArray>("value"); ///< empty: absent
        QTest::addColumn<QString>("mention");
        const auto add = [](const char *row, const char *property, const QByteArray &value,
                            const QString &mention, const Change &change) {
            QTest::newRow(row) << change << QString::fromLatin1(property) << value << mention;
        };
        const auto redirects = [](const QStringList &uris) {
            return [uris](ClientApplication &c) { c.loginRedirects = uris; };
        };
        add("native", "redirect_uris",
            quoted("['https://a.example/cb','com.example.app:/cb','http://localhost:1/cb']"),
            u"\"https://localhost:1/cb\" is left out"_s,
            redirects({u"https://a.example/cb"_s, u"com.example.app:/cb"_s, u"https://localhost:1/cb"_s,
                       u"http://localhost:1/cb"_s}));
        add("web", "redirect_uris", quoted("['http://a.example/cb','https://localhost/cb']"),
            u"\"editor://cb\" is left out"_s,
            redirects({u"editor://cb"_s, u"http://a.example/cb"_s, u"https://localhost/cb"_s}));
        add("no mail address", "contacts", quoted("['a@b.c']"), u"\"Anna\" is left out"_s,
            [](auto &c) { c.contacts = {u"Anna"_s, u"a@b.c"_s}; });
        add("keys beside an address", "jwks", "", u"JWKS URI"_s, [](auto &c) {
            c.clientAuthentication = ClientAuthentication::PrivateKey;
            c.keys = {QString::fromUtf8(quoted("{'kid':'k','kty':'EC'}"))};
            c.jwksUri = u"https://a.b/k"_s;
        });
    }
    void whatTheServerRefusesIsLeftOut()
    {
        QFETCH(const Change, change);
        QFETCH(const QString, property);
        QFETCH(const QByteArray, value);
        QFETCH(const QString, mention);
        ClientApplication client = shop();
        client.logoutRedirects.clear();
        change(client);
        const Export result = exported({client});
        const Json object = json::parse(result.document).value()["clients"][0];
        const auto found = object.find(property.toStdString());
        QCOMPARE(found == object.end() ? QByteArray() : QByteArray::fromStdString(found->dump()), value);
        QVERIFY(std::ranges::any_of(result.losses,
                                    [&](const Loss &loss) { return loss.text.contains(mention); }));
    }

    void featuresAreWhatTheClientsNeed_data()
    {
        QTest::addColumn<QList<ClientApplication>>("clients");
        QTest::addColumn<bool>("machines");
        QTest::addColumn<bool>("logout");
        QTest::newRow("none") << QList<ClientApplication>() << false << false;
        QTest::newRow("machine") << QList{samples::machine()} << true << false;
        QTest::newRow("logout") << QList{samples::openId()} << false << true;
        ClientApplication disabled = samples::machine();
        disabled.enabled = false;
        QTest::newRow("left out") << QList{disabled} << false << false;
    }
    void featuresAreWhatTheClientsNeed()
    {
        QFETCH(const QList<ClientApplication>, clients);
        QFETCH(const bool, machines);
        QFETCH(const bool, logout);
        const auto root = json::parse(exported(clients).document);
        QVERIFY2(root, root ? "" : qPrintable(root.error().text));
        QVERIFY2(!root->at("features").at("devInteractions").at("enabled").get<bool>(), "any password");
        QCOMPARE(root->at("features").at("clientCredentials").at("enabled").get<bool>(), machines);
        QCOMPARE(root->at("features").at("rpInitiatedLogout").at("enabled").get<bool>(), logout);
    }

    void readsWhatItWrote()
    {
        const auto file = read(exported({samples::machine(), shop()}).document);
        QVERIFY2(file, file ? "" : qPrintable(file.error().text));
        QCOMPARE(file->clients.size(), 2);
        QVERIFY(!file->clients.last().refusal);
        QVERIFY(file->clients.last().scopesMayBeResources);
        QCOMPARE(file->clients.last().client.consentTexts, shop().consentTexts);
        QCOMPARE(file->customResources,
                 QList{resource(u"department"_s,
                                {{u"department"_s, ClaimSource::UserAttribute, u"department"_s}})});
        QCOMPARE(file->losses.size(), 1);
        QVERIFY(file->losses.first().text.contains(u"organization"_s));
        QVERIFY2(!file->named.contains(u"custom_resources[0].claims"_s), "fewer claims overwrite none");
        QStringList scopes;
        for (const ApiScope &scope : file->apiScopes)
            scopes << scope.name;
        QCOMPARE(scopes, QStringList({u"api"_s, u"orders.read"_s, u"prices.write"_s}));
    }

    void tellsWhatItDoesNotKeep_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QStringList>("lost");
        const auto add = [](const char *name, const char *document, const QStringList &lost) {
            QTest::newRow(name) << quoted(document) << lost;
        };
        const QString features = u"features"_s;
        const QString metadata = u"extraClientMetadata"_s;
        const QString email = u"claims.email"_s;
        add("claims without a scope, keys", "'claims':{'acr':null},'jwks':{'keys':[]}",
            {u"claims.acr"_s, u"jwks"_s});
        add("features as they are written",
            "'features':{'devInteractions':{'enabled':false},'clientCredentials':{'enabled':true},"
            "'rpInitiatedLogout':{'enabled':false}}",
            {});
        add("sign-in with any password", "'features':{'devInteractions':{'enabled':true}}",
            {u"features.devInteractions"_s});
        add("other features", "'features':{'introspection':{'enabled':false},'rpInitiatedLogout':true}",
            {u"features.introspection"_s, u"features.rpInitiatedLogout"_s});
        add("features that are none", "'features':[]", {features});
        add("metadata of ours", "'extraClientMetadata':{'properties':['require_pkce','consent_api#nl']}", {});
        add("other metadata",
            "'extraClientMetadata':{'properties':['owner','require_pkce',1,'consent_x#nl'],'validator':1}",
            {u"extraClientMetadata.properties[2]"_s, u"extraClientMetadata.validator"_s});
        add("metadata that is none", "'extraClientMetadata':[]", {metadata});
        add("standard claims", "'claims':{'email':['email_verified','email'],'openid':['sub']}", {});
        add("standard claims as an object", "'claims':{'email':{'email':null,'email_verified':null}}", {});
        add("fewer than the standard claims", "'claims':{'email':['email']}", {email});
        add("others than the standard claims", "'claims':{'email':['email','email_verified','tenant']}",
            {email});
        add("fewer and others", "'claims':{'email':['tenant']}", {email, email});
        add("more with each sign-in", "'claims':{'openid':['tenant']}", {u"claims.openid"_s});
        add("a claim with the name of a scope", "'claims':{'profile':null}", {u"claims.profile"_s});
    }
    void tellsWhatItDoesNotKeep()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const QStringList, lost);
        const auto file = read("{" + document + quoted(",'clients':[]}"));
        QVERIFY2(file, file ? "" : qPrintable(file.error().text));
        QVERIFY(file->customResources.isEmpty());
        QStringList told;
        for (const Loss &loss : file->losses)
            told << loss.field;
        QCOMPARE(told, lost);
    }

    void refusedFiles_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QString>("mention");
        const auto add = [](const char *name, const char *document, const QString &mention) {
            QTest::newRow(name) << quoted(document) << mention;
        };
        add("array", "[]", u"expected an object"_s);
        add("clients object", "{'clients':{}}", u"clients is an object"_s);
        add("claims array", "{'claims':[]}", u"claims is an array"_s);
        add("claims of a scope as text", "{'claims':{'x':'y'}}", u"claims.x is text"_s);
        add("scopes as text", "{'scopes':'openid'}", u"scopes is text"_s);
    }
    void refusedFiles()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const QString, mention);
        const auto file = read(document);
        QVERIFY(!file);
        QVERIFY2(file.error().text.contains(mention), qPrintable(file.error().text));
    }
};

GATEHOUSE_TEST(OidcProviderFormatTest)
#include "tst_oidcproviderformat.moc"
