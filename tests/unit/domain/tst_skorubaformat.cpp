#include "IdentityServerSamples.h"
#include "JsonLiteral.h"

#include "domain/formats/ClientFormat.h"
#include "domain/formats/SecretsInClear.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using json::Json;

namespace {

const ClientFormat &format = *formatByName(u"skoruba"_s).value();
const QByteArray goodSecret("9f86d081884c7d659a2feaa0c55ad015");
const QByteArray otherSecret("1b4f0e9851971998e732078544c96b36");

ImportedClient imported(const QByteArray &properties)
{
    const auto clients = samples::imported(
        format,
        quoted("{'IdentityServerData':{'Clients':[{'ClientId':'a','AllowedGrantTypes':['client_credentials'],"
               "'AllowedScopes':['x']," +
               properties + "}]}}"));
    return clients.size() == 1 ? clients.first() : ImportedClient{.refusal = Error{}};
}

Json firstClient(const samples::Export &written)
{
    return json::parse(written.document)->at("IdentityServerData").at("Clients").at(0);
}

/// The four with secrets that can be read.
QList<ClientApplication> recoverableClients()
{
    QList<ClientApplication> clients = samples::fourClients();
    for (ClientApplication &client : clients) {
        client.secrets.first().sealed = "K2s8vQp1-Zr6yTn4_Wb0mXc3Lh7Dg9Fj5Ae";
        if (client.secrets.size() > 1)
            client.secrets.last().sealed = "another-Secret_0f-32-characters.XYZ";
    }
    return clients;
}

}

class SkorubaFormatTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesTheGoldenFile()
    {
        const QByteArray golden = samples::dataFile(u"sample.skoruba.json"_s);
        const ExportHead head = samples::resourcesHead(samples::withSecrets());
        const auto written = samples::exported(format, recoverableClients(), head);
        QCOMPARE(written.document, golden);
        QCOMPARE(written.loss(u"Secrets"_s), QString());
        QCOMPARE((*formatByContent(golden))->name(), u"skoruba"_s);
    }

    void secretsAreWrittenOnlyWhenAskedFor()
    {
        const auto written = samples::exported(format, recoverableClients(), samples::resourcesHead());
        QVERIFY(!written.document.contains("K2s8vQp1"));
        QVERIFY2(!written.document.contains(samples::secret().hash.toLatin1()),
                 "a hash is no secret for Skoruba");
        QCOMPARE(written.labels().count(u"Secrets"_s), 4);
    }

    void allSecretsThatCanBeReadAreWritten()
    {
        ClientApplication client = samples::machine();
        client.secrets << samples::sealedSecret(goodSecret, endOfDay(QDate(2027, 1, 31)))
                       << samples::sealedSecret(otherSecret);
        const auto written = samples::exported(format, {client}, samples::withSecrets());
        const Json secrets = firstClient(written)["ClientSecrets"];
        QCOMPARE(secrets.size(), 2u);
        QCOMPARE(secrets[0]["Value"], goodSecret.toStdString());
        QCOMPARE(secrets[0]["Expiration"], std::string("2027-01-31T23:59:59"));
        QCOMPARE(secrets[1]["Value"], otherSecret.toStdString());
        QVERIFY2(written.loss(u"Secrets"_s).contains(u'…' + client.secrets.first().lastFour),
                 "the hashed one");
    }

    void secretThatStandsTwiceGoesBackTwice()
    {
        const QByteArray one = "{'Value':'" + goodSecret + "'}";
        const ImportedClient read = imported("'ClientSecrets':[" + one + ',' + one + ']');
        ClientApplication client = read.client;
        client.secrets = {samples::sealedSecret(goodSecret)};
        format.keepOtherSettings(client, read, {});
        const auto written = samples::exported(format, {client}, samples::withSecrets());
        const Json secrets = firstClient(written)["ClientSecrets"];
        QCOMPARE(secrets.size(), 2u);
        QCOMPARE(secrets[0]["Value"], goodSecret.toStdString());
        QCOMPARE(secrets[1]["Value"], goodSecret.toStdString());
    }

    void noSecretIsALoss()
    {
        ClientApplication client = samples::machine();
        client.secrets.clear();
        QVERIFY(!samples::exported(format, {client}, samples::withSecrets()).loss(u"Secrets"_s).isEmpty());
        QVERIFY(!samples::exported(format, {client}).loss(u"Secrets"_s).isEmpty());
    }

    void importOfItsExportChangesNothing_data()
    {
        QTest::addColumn<ClientApplication>("client");
        for (const ClientApplication &client : samples::fourClients())
            QTest::newRow(qPrintable(client.clientId)) << client;
    }
    void importOfItsExportChangesNothing()
    {
        QFETCH(const ClientApplication, client);
        QCOMPARE(samples::changedByOwnExport(format, client), QStringList());
    }

    void importAndExportAgreeOnForeignFiles()
    {
        samples::compareWithItsExport(format, samples::dataFile(u"foreign.skoruba.json"_s));
    }

    void foreignFile()
    {
        const QByteArray document = "\xEF\xBB\xBF" + samples::dataFile(u"foreign.skoruba.json"_s);
        QCOMPARE((*formatByContent(document))->name(), u"skoruba"_s);
        const auto file = format.read(document, samples::now());
        QVERIFY2(file, file ? "" : qPrintable(file.error().text));
        QCOMPARE(file->customResources, QList{samples::resource(u"roles"_s, u"Roles"_s, {})});
        QStringList lost;
        for (const Loss &loss : file->losses)
            lost << loss.field;
        const QString data = u"IdentityServerData."_s;
        QCOMPARE(lost, QStringList({data + u"IdentityResources[0].UserClaims"_s,
                                    data + u"IdentityResources[1].Required"_s,
                                    data + u"IdentityResources[1].DisplayName"_s,
                                    data + u"ApiScopes[0].UserClaims"_s, data + u"ApiResources[0]"_s}));

        QCOMPARE(file->clients.size(), 2);
        ImportedClient admin = file->clients.first();
        judgeSecrets(admin);
        QCOMPARE(admin.place, data + u"Clients[0]"_s);
        QVERIFY(!admin.refusal && admin.client.enabled && admin.client.supportRefreshTokens);
        QCOMPARE(admin.client.secrets.size(), 2);
        QVERIFY2(admin.client.secrets.first().weakLength > 0, "it can be guessed");
        QCOMPARE(admin.secretsInClear.value(admin.client.secrets.last().hash), goodSecret);
        QCOMPARE(admin.client.clientUri, u"https://warehouse.example.com"_s);
        QCOMPARE(samples::lostFields(admin), QStringList());
        const ImportedClient &swagger = file->clients.last();
        QVERIFY(!swagger.refusal && swagger.client.enabled && swagger.client.isPublic());
        QCOMPARE(swagger.client.allowedCorsOrigins, QStringList{u"https://warehouse.example.com"_s});
        QCOMPARE(samples::lostFields(swagger), QStringList());
    }

    void secretsInClear_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("mention"); ///< empty: it is taken
        QTest::addColumn<int>("secrets");     ///< with one that only the server knows
        QTest::newRow("good") << goodSecret << QString() << 1;
        QTest::newRow("guessable") << QByteArray("secret") << QString() << 1;
        QTest::newRow("masked") << QByteArray("**********") << u"masked"_s << 1;
        QTest::newRow("long and masked") << QByteArray(40, '*') << u"masked"_s << 1;
        QTest::newRow("placeholder") << QByteArray("${SECRET}") << u"names where"_s << 1;
        QTest::newRow("empty") << QByteArray() << u"empty"_s << 0;
    }
    void secretsInClear()
    {
        QFETCH(const QByteArray, value);
        QFETCH(const QString, mention);
        QFETCH(const int, secrets);
        const ImportedClient read = imported("'ClientSecrets':[{'Value':'" + value + "'}]");
        QVERIFY(!read.refusal);
        QCOMPARE(read.client.secrets.size(), secrets);
        const bool isKept = json::compactText(read.asItCame).contains(u"Value"_s);
        QVERIFY2(!isKept || value == "${SECRET}", "a secret in clear");
        QCOMPARE(read.secretsInClear.isEmpty(), !mention.isEmpty());
        QCOMPARE(read.losses.isEmpty(), mention.isEmpty());
        if (!mention.isEmpty())
            QVERIFY2(read.losses.first().text.contains(mention), qPrintable(read.losses.first().text));
    }

    void severalSecrets()
    {
        const ImportedClient read =
            imported("'ClientSecrets':[{'Value':'" + goodSecret + "','Description':'a'},{'Value':'" +
                     otherSecret + "','Expiration':'2031-01-31T23:59:59'}]");
        QCOMPARE(read.client.secrets.size(), 2);
        QCOMPARE(read.secretsInClear.size(), 2);
        QCOMPARE(read.client.secrets.first().lastFour, u"d015"_s);
        QCOMPARE(read.client.secrets.last().expires, endOfDay(QDate(2031, 1, 31)));
    }

    void identityIsInClientClaims()
    {
        const QByteArray claims("[{'Type':'sub','Value':'svc'}],'ClientClaimsPrefix':''");
        QCOMPARE(imported("'ClientClaims':" + claims).client.identity, u"svc"_s);
        const ImportedClient other = imported("'Claims':" + claims);
        QVERIFY(other.client.identity.isEmpty());
        QCOMPARE(samples::lostFields(other), QStringList());
        QVERIFY(other.asItCame.contains("Claims"));
    }

    void scopesOfOldSeedsStandInTheirResource()
    {
        const auto file = format.read(
            quoted(
                "{'IdentityServerData':{'ApiScopes':[{'Name':'c'}],'ApiResources':[{'Name':'r','Scopes':["
                "{'Name':'a','DisplayName':'Shop API','Required':true},'b',{'Name':'c','DisplayName':'x'}]},"
                "{'Name':'s','Scopes':null}],'Clients':[]}}"),
            samples::now());
        QVERIFY2(file, file ? "" : qPrintable(file.error().text));
        QStringList scopes;
        for (const ApiScope &scope : file->apiScopes)
            scopes << scope.name + u' ' + scope.title;
        QCOMPARE(scopes, QStringList({u"c "_s, u"a Shop API"_s, u"b "_s}));
        QCOMPARE(file->losses.first().field, u"IdentityServerData.ApiResources[0].Scopes[0].Required"_s);
    }

    void onlyInItsEnvelope()
    {
        QVERIFY(!format.read(quoted("{'Clients':[{'ClientId':'a'}]}"), samples::now()));
        QVERIFY(format.read(quoted("{'identityServerData':{'clients':[]}}"), samples::now()));
        QVERIFY(format.recognizes(quoted("{'Logging':{},'IdentityServerData':{}}")));
    }
};

GATEHOUSE_TEST(SkorubaFormatTest)
#include "tst_skorubaformat.moc"
