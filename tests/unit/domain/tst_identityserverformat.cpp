#include "IdentityServerSamples.h"
#include "JsonLiteral.h"

#include "domain/formats/ClientFormat.h"
#include "domain/formats/SecretsInClear.h"

#include <QCryptographicHash>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::string_literals;
using namespace gatehouse;
using json::Json;
using samples::Change;

namespace {

const ClientFormat &format = *formatByName(u"identityserver"_s).value();
const QByteArray goodSecret("9f86d081884c7d659a2feaa0c55ad015");

QByteArray sha256(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toBase64();
}

QStringList lostInHead(const QByteArray &sections)
{
    const auto file = format.read(quoted("{'Clients':[]," + sections + "}"), samples::now());
    QStringList fields;
    for (const Loss &loss : file ? file->losses : QList<Loss>{{{}, file.error().text, {}}})
        fields << loss.field;
    return fields;
}

Json firstClient(const samples::Export &written)
{
    const auto root = json::parse(written.document);
    return root && !root->at("Clients").empty() ? root->at("Clients").front() : Json();
}

}

class IdentityServerFormatTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesTheGoldenFile()
    {
        const QByteArray golden = samples::dataFile(u"sample.identityserver.json"_s);
        const auto written = samples::exported(format, samples::fourClients(), samples::resourcesHead());
        QCOMPARE(written.document, golden);
        QCOMPARE((*formatByContent(golden))->name(), u"identityserver"_s);
        QCOMPARE(written.labels(), QStringList{u"Custom resources"_s} + QStringList{u"Custom resources"_s});
        QVERIFY(written.loss(u"Custom resources"_s).contains(u"badge is always \"7\""_s));
        QVERIFY2(!written.losses.last().text.contains(u"department from"_s), "said by its name");
    }

    void secretsAreExportedAsTheyAreKept()
    {
        ClientApplication client = samples::machine();
        client.secrets = {storedSecret("secret", {}, samples::time(2026, 1, 1))};
        const auto written = samples::exported(format, {client});
        QCOMPARE(firstClient(written)["ClientSecrets"][0]["Value"],
                 "K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols="s);
        QVERIFY(written.losses.isEmpty());
    }

    void propertiesOfClient_data()
    {
        QTest::addColumn<ClientApplication>("client");
        QTest::addColumn<QString>("property");
        QTest::addColumn<QByteArray>("value"); ///< empty: absent
        const auto add = [](
                             const char *name, ClientApplication client, const char *property,
                             const char *value, const Change &change = [](auto &) {}) {
            change(client);
            QTest::newRow(name) << client << QString::fromLatin1(property) << quoted(value);
        };
        const auto machine = samples::machine();
        const auto openId = samples::openId();
        add("disabled", openId, "Enabled", "false", [](auto &c) { c.enabled = false; });
        add("no title", openId, "ClientName", "", [](auto &c) { c.title.clear(); });
        add("PKCE off", openId, "RequirePkce", "false", [](auto &c) { c.requirePkce = false; });
        add("offline access", openId, "AllowOfflineAccess", "true",
            [](auto &c) { c.supportRefreshTokens = true; });
        add("no scope for it", openId, "AllowedScopes", "['openid','profile','email']",
            [](auto &c) { c.supportRefreshTokens = true; });
        add("no user info without OpenID", samples::delegatedApi(), "AlwaysIncludeUserClaimsInIdToken", "");
        add("no redirects for machines", machine, "RedirectUris", "");
        add("no consent for machines", machine, "RequireConsent", "");
        add("identity", machine, "Claims", "[{'Type':'sub','Value':'svc-prices'}]");
        add("its claim has no prefix", machine, "ClientClaimsPrefix", "''");
        add("no identity", machine, "Claims", "", [](auto &c) { c.identity.clear(); });
        add("no identity of users", openId, "Claims", "", [](auto &c) { c.identity = u"Anna"_s; });
        add("no texts", openId, "Properties", "");
    }
    void propertiesOfClient()
    {
        QFETCH(const ClientApplication, client);
        QFETCH(const QString, property);
        QFETCH(const QByteArray, value);
        const Json object = firstClient(samples::exported(format, {client}));
        QVERIFY(object.is_object());
        const auto found = object.find(property.toStdString());
        QCOMPARE(found == object.end() ? QByteArray() : QByteArray::fromStdString(found->dump()), value);
    }

    void losesPicturesAndTranslations()
    {
        ClientApplication client = samples::openId();
        client.logo = {u"shop.png"_s, "bytes"};
        client.customResources = {u"staff"_s};
        CustomResource staff = samples::resource(u"staff"_s, u"Staff"_s, {});
        staff.texts = {{u"nl"_s, {u"Personeel"_s, {}}}};
        const auto written =
            samples::exported(format, {client}, {.customResources = {staff}, .now = samples::now()});
        QCOMPARE(written.labels(), QStringList({u"Logo"_s, u"Custom resources"_s}));
        QVERIFY(written.loss(u"Custom resources"_s).contains(u"(nl)"_s));
    }

    void importOfItsExportChangesNothing_data()
    {
        QTest::addColumn<ClientApplication>("client");
        for (const ClientApplication &client : samples::fourClients())
            QTest::newRow(qPrintable(client.clientId)) << client;
        ClientApplication disabled = samples::machine();
        disabled.enabled = false;
        disabled.identity.clear();
        disabled.secrets.clear();
        QTest::newRow("incomplete") << disabled;
    }
    void importOfItsExportChangesNothing()
    {
        QFETCH(const ClientApplication, client);
        QCOMPARE(samples::changedByOwnExport(format, client), QStringList());
        const auto read = samples::imported(format, samples::exported(format, {client}).document);
        QCOMPARE(read.first().client.secrets.size(), client.secrets.size());
        for (qsizetype i = 0; i < client.secrets.size(); ++i) {
            ClientSecret again = read.first().client.secrets.at(i);
            again.lastFour = client.secrets.at(i).lastFour;
            again.created = client.secrets.at(i).created;
            QCOMPARE(again, client.secrets.at(i));
        }
    }

    void importAndExportAgreeOnForeignFiles()
    {
        samples::compareWithItsExport(format, samples::dataFile(u"foreign.identityserver.json"_s));
    }

    void foreignFile()
    {
        const QByteArray document = "\xEF\xBB\xBF" + samples::dataFile(u"foreign.identityserver.json"_s);
        QCOMPARE((*formatByContent(document))->name(), u"identityserver"_s);
        const auto file = format.read(document, samples::now());
        QVERIFY2(file, file ? "" : qPrintable(file.error().text));
        QStringList scopes;
        for (const ApiScope &scope : file->apiScopes)
            scopes << scope.name;
        QCOMPARE(scopes, QStringList({u"stock.read"_s, u"stock.write"_s, u"stock.audit"_s}));
        QCOMPARE(file->apiScopes.at(1).description, u"Changes what is in stock"_s);
        QVERIFY(file->named.contains(u"api_scopes[1].title"_s) &&
                !file->named.contains(u"api_scopes[0].title"_s));
        QCOMPARE(file->customResources,
                 QList{samples::resource(u"staff"_s, u"Staff"_s,
                                         {{u"department"_s, ClaimSource::UserAttribute, u"department"_s}})});
        QVERIFY2(!file->named.contains(u"custom_resources[0].claims"_s), "one is missing");
        QStringList lost;
        for (const Loss &loss : file->losses)
            lost << loss.field;
        QCOMPARE(lost,
                 QStringList({u"IdentityResources[1].Emphasize"_s, u"IdentityResources[1].UserClaims"_s,
                              u"IdentityResources[1].UserClaims"_s, u"IdentityResources[2].UserClaims"_s,
                              u"ApiScopes[1].Required"_s, u"ApiResources[0]"_s}));
    }

    void scopesWithoutANameAreLeftOut()
    {
        const auto file =
            format.read(quoted("{'ApiResources':[{'Name':'stock','Scopes':['','stock.read']}],'Clients':[]}"),
                        samples::now());
        QVERIFY2(file, file ? "" : qPrintable(file.error().text));
        QCOMPARE(file->apiScopes.size(), 1);
        QCOMPARE(file->apiScopes.first().name, u"stock.read"_s);
        QCOMPARE(file->losses.first().field, u"ApiResources[0].Scopes[0]"_s);
    }

    void foreignClients()
    {
        const auto clients = samples::imported(format, samples::dataFile(u"foreign.identityserver.json"_s));
        QCOMPARE(clients.size(), 3);
        ImportedClient job = clients.at(0);
        judgeSecrets(job);
        QVERIFY(!job.refusal && job.client.isMachineToMachine());
        QCOMPARE(samples::lostFields(job), QStringList());
        QVERIFY2(job.client.secrets.first().weakLength > 0, "it is the word secret");
        const ImportedClient &mixed = clients.at(1);
        QVERIFY(!mixed.refusal && mixed.client.alsoClientCredentials && !mixed.client.isMachineToMachine());
        const ImportedClient &office = clients.at(2);
        QVERIFY(!office.refusal && office.scopesMayBeResources);
        QCOMPARE(office.client.title, u"Back office"_s);
        QVERIFY(office.client.supportRefreshTokens && office.client.enabled);
        QCOMPARE(office.client.secrets.size(), 1);
        QCOMPARE(office.client.secrets.first().hash, QString::fromLatin1(sha256(goodSecret)));
        QCOMPARE(office.client.secrets.first().expires, endOfDay(QDate(2031, 1, 31)));
        QCOMPARE(office.client.accessTokenLifetime, 600);
        QCOMPARE(samples::lostFields(office), QStringList());
    }

    void head_data()
    {
        QTest::addColumn<QByteArray>("sections");
        QTest::addColumn<QStringList>("lost");
        const auto add = [](const char *name, const char *sections, const QStringList &lost) {
            QTest::newRow(name) << QByteArray(sections) << lost;
        };
        add("other sections are nobody's", "'Serilog':{},'Logging':{'LogLevel':{}}", {});
        const QString first = u"IdentityResources[0]."_s;
        add("standard resources",
            "'IdentityResources':[{'Name':'email','Enabled':true,'UserClaims':['email_verified','email']},"
            "{'Name':'openid'}]",
            {});
        add("how a standard resource is shown",
            "'IdentityResources':[{'Name':'address','DisplayName':'x','Required':true,'Emphasize':true,"
            "'ShowInDiscoveryDocument':false,'UserClaims':['address']}]",
            {first + u"Required"_s, first + u"Emphasize"_s, first + u"ShowInDiscoveryDocument"_s,
             first + u"DisplayName"_s});
        add("fewer claims", "'IdentityResources':[{'Name':'profile','UserClaims':['name']}]",
            {first + u"UserClaims"_s});
        add("no claims", "'IdentityResources':[{'Name':'address'}]", {first + u"UserClaims"_s});
        add("others and fewer claims", "'IdentityResources':[{'Name':'email','UserClaims':['x','y']}]",
            {first + u"UserClaims"_s, first + u"UserClaims"_s, first + u"UserClaims"_s});
        add("disabled standard resource",
            "'IdentityResources':[{'Name':'address','Enabled':false,'UserClaims':['address']}]",
            {first + u"Enabled"_s});
        add("offline_access", "'IdentityResources':[{'Name':'offline_access'}]", {u"IdentityResources[0]"_s});
        add("reserved scope", "'ApiScopes':[{'Name':'openid'}]", {u"ApiScopes[0]"_s});
        add("disabled scope", "'ApiScopes':[{'Name':'x','Enabled':false}]", {u"ApiScopes[0].Enabled"_s});
        add("enabled scope", "'ApiScopes':[{'Name':'x','Enabled':true}]", {});
        add("in the member IdentityServer",
            "'IdentityServer':{'ApiScopes':[{'Name':'openid'}],'IssuerUri':'x'}",
            {u"IdentityServer.IssuerUri"_s, u"IdentityServer.ApiScopes[0]"_s});
    }
    void head()
    {
        QFETCH(const QByteArray, sections);
        QFETCH(const QStringList, lost);
        QCOMPARE(lostInHead(sections), lost);
    }

    void documents_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<int>("count"); ///< -1: refused
        const auto add = [](const char *name, const char *document, int count) {
            QTest::newRow(name) << quoted(document) << count;
        };
        add("sections", "{'Clients':[{'ClientId':'a'},{'ClientId':'b'}]}", 2);
        add("small letters", "{'clients':[{'clientId':'a','allowedGrantTypes':[]}]}", 1);
        add("in the member IdentityServer", "{'IdentityServer':{'Clients':[{'ClientId':'a'}]}}", 1);
        add("array", "[{'ClientId':'a'}]", 1);
        add("one client", "{'ClientId':'a'}", 1);
        add("no clients", "{'ApiScopes':[]}", 0);
        add("empty", "{'Clients':[]}", 0);
        add("clients by name", "{'Clients':{'a':{'Profile':'SPA'}}}", 1);
        add("scopes by name", "{'Clients':[],'ApiScopes':{'0':{'Name':'x'}}}", 0);
        add("null lists", "{'Clients':[{'ClientId':'a','AllowedScopes':null}],'ApiScopes':null}", 1);
        add("section of another name", "{'Porch':{'Clients':[{'ClientId':'a','AllowedScopes':null}]}}", 1);
        add("list of another name", "{'Porch':[{'ClientId':'a','AllowedScopes':[]}]}", 1);
        add("deeper", "{'Auth':{'Porch':{'Clients':[{'ClientId':'a','AllowedScopes':[]}]}}}", 1);
        add("comments in a section of another name",
            "{ // x\n'Porch':{'Clients':{'a':{'ClientId':'a','AllowedGrantTypes':[],},},},}", 1);
        add("none yet, in its section", "{'IdentityServer':{'Clients':[]}}", 0);
        add("clients of others", "{'OAuth':{'Clients':[{'ClientId':'a','ClientSecret':'b'}]}}", -1);
        add("scope without name", "{'Clients':[],'ApiScopes':[{'DisplayName':'x'}]}", -1);
        add("something else", "{'Logging':{}}", -1);
    }
    void documents()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const int, count);
        const auto file = format.read(document, samples::now());
        QCOMPARE(file ? int(file->clients.size()) : -1, count);
        if (!file)
            QVERIFY(!file.error().text.isEmpty());
        else
            QVERIFY(format.recognizes(document));
    }

    void recognizedAmongOthers_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<bool>("isOurs");
        const auto add = [](const char *name, const char *document, bool isOurs) {
            QTest::newRow(name) << quoted(document) << isOurs;
        };
        add("Keycloak", "{'clients':[{'clientId':'a','protocol':'openid-connect'}]}", false);
        add("RFC 7591", "[{'client_id':'a'}]", false);
        add("Skoruba", "{'IdentityServerData':{'Clients':[{'ClientId':'a'}]}}", false);
        add("nothing", "{'clients':[]}", false);
        add("small letters", "{'clients':[{'clientId':'a','allowedScopes':[]}]}", true);
        add("sections of others first", "{'Serilog':{'x':1},'Clients':[{'ClientId':'a'}]}", true);
    }
    void recognizedAmongOthers()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const bool, isOurs);
        QCOMPARE(format.recognizes(document), isOurs);
        const auto found = formatByContent(document);
        QCOMPARE(found && (*found)->name() == u"identityserver"_s, isOurs);
    }
};

GATEHOUSE_TEST(IdentityServerFormatTest)
#include "tst_identityserverformat.moc"
