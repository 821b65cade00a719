#include "KeycloakHelp.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

const ClientFormat &format = samples::keycloak;

}

class KeycloakFormatTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesTheGoldenFile()
    {
        const QByteArray golden = samples::dataFile(u"sample.keycloak.json"_s);
        const auto written = samples::exported(
            format, {samples::machine(), samples::delegatedApi(), samples::openId(), samples::keycloakShop()},
            samples::keycloakHead());
        QCOMPARE(written.document, golden);
        QCOMPARE(golden, QByteArray::fromStdString(json::parse(golden)->dump(2)) + '\n');
        QCOMPARE((*formatByContent(golden))->name(), u"keycloak"_s);
    }

    void isAnEnvelopeAlways()
    {
        const auto root = json::parse(samples::exported(format, {}).document);
        QVERIFY(root);
        QCOMPARE(root->dump(), std::string(R"({"ifResourceExists":"FAIL","clients":[],"users":[]})"));
    }

    void ownExportChangesNothing_data()
    {
        QTest::addColumn<ClientApplication>("client");
        QTest::newRow("machine") << samples::machine();
        QTest::newRow("delegated API") << samples::delegatedApi();
        QTest::newRow("OpenID") << samples::openId();
        QTest::newRow("OpenID with API") << samples::openIdWithApi();
        ClientApplication plain = samples::openId();
        plain.enabled = false;
        plain.requirePkce = false;
        plain.includeUserInfoInToken = false;
        plain.logoutRedirects.clear();
        QTest::newRow("all off") << plain;
    }
    void ownExportChangesNothing()
    {
        QFETCH(const ClientApplication, client);
        QCOMPARE(samples::changedByOwnExport(format, client), QStringList());
        const auto read = samples::imported(format, samples::exported(format, {client}).document);
        // which was not asked for
        QCOMPARE(samples::lostFields(read.first()), QStringList{u"secret"_s});
    }

    void customResourcesComeBack()
    {
        const auto written = samples::exported(format, {samples::keycloakShop(), samples::keycloakShop()},
                                               samples::keycloakHead());
        const auto read = format.read(written.document, samples::now());
        QVERIFY(read);
        QCOMPARE(read->customResources.size(), 2);
        for (qsizetype i = 0; i < 2; ++i) {
            CustomResource expected = samples::keycloakHead().customResources.at(i + 1);
            expected.title = expected.name;
            QCOMPARE(read->customResources.at(i), expected);
        }
        QVERIFY(read->named.contains(u"custom_resources[1].claims"_s));
        QVERIFY(!read->named.contains(u"custom_resources[1].title"_s));
        QCOMPARE(read->clients.first().client.customResources, samples::keycloakShop().customResources);
        QVERIFY(read->clients.first().client.includeUserInfoInToken);
        QCOMPARE(read->clients.first().client.defaultResources, samples::keycloakShop().defaultResources);
    }

    void recognized_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::newRow("realm") << samples::dataFile(u"foreign.keycloak-realm.json"_s);
        QTest::newRow("realms") << samples::dataFile(u"foreign.keycloak-realms.json"_s);
        QTest::newRow("partial import") << samples::dataFile(u"foreign.keycloak-partial.json"_s);
        QTest::newRow("nothing exported") << samples::exported(format, {}).document;
        QTest::newRow("clients alone") << quoted("{'clients':[{'clientId':'a'}]}");
        QTest::newRow("realm without clients yet") << quoted("{'id':'x','realm':'x','roles':{");
        QByteArray roles;
        for (int i = 0; i < 2000; ++i)
            roles += quoted("{'name':'r'},");
        QTest::newRow("realm with many roles first")
            << quoted("{'realm':'x','roles':[") + roles + quoted("0],'clients':[{'clientId':'a'}]}");
        QTest::newRow("realms with many roles first")
            << quoted("[{'realm':'x','roles':[") + roles + quoted("0],'clients':[{'clientId':'a'}]}]");
    }
    void recognized()
    {
        QFETCH(const QByteArray, document);
        const auto found = formatByContent(document);
        QVERIFY2(found, found ? "" : qPrintable(found.error().text));
        QCOMPARE((*found)->name(), u"keycloak"_s);
    }
};

GATEHOUSE_TEST(KeycloakFormatTest)
#include "tst_keycloakformat.moc"
