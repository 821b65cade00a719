#include "KeycloakHelp.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using samples::fileOf;

namespace {

QByteArray mapper(const QByteArray &name, const QByteArray &type, const QByteArray &config)
{
    return quoted("{'name':'" + name + "','protocol':'openid-connect','protocolMapper':'" + type +
                  "','config':{" + config + "}}");
}

}

class KeycloakMappersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mappers_data()
    {
        QTest::addColumn<QByteArray>("mapper");
        QTest::addColumn<QString>("resource"); ///< empty: none
        QTest::addColumn<QString>("claim");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("isLost");
        const auto add = [](const char *row, const char *name, const char *type, const char *config,
                            const QString &resource, const QString &claim, const QString &value,
                            bool isLost = false) {
            QTest::newRow(row) << mapper(name, type, config) << resource << claim << value << isLost;
        };
        const char *attribute = "oidc-usermodel-attribute-mapper";
        const char *property = "oidc-usermodel-property-mapper";
        const char *fixed = "oidc-hardcoded-claim-mapper";
        add("attribute", "dept", attribute, "'user.attribute':'department','claim.name':'unit'", u"dept"_s,
            u"unit"_s, u"department"_s);
        add("property", "login", property, "'user.attribute':'username','claim.name':'login'", u"login"_s,
            u"login"_s, u"user_id"_s);
        add("phone", "tel", attribute, "'user.attribute':'phoneNumber','claim.name':'tel'", u"tel"_s,
            u"tel"_s, u"phone"_s);
        add("fixed", "harbour code", fixed, "'claim.value':'NLRTM','claim.name':'harbour'", u"harbour-code"_s,
            u"harbour"_s, u"NLRTM"_s);
        add("ours", "place (harbour)", fixed, "'claim.value':'NLRTM','claim.name':'harbour'", u"place"_s,
            u"harbour"_s, u"NLRTM"_s);
        add("full stop in the name", "x", fixed, "'claim.value':'1','claim.name':'a\\\\.b'", u"x"_s, u"a.b"_s,
            u"1"_s);
        add("number becomes text", "x", fixed, "'claim.value':'1','claim.name':'n','jsonType.label':'int'",
            u"x"_s, u"n"_s, u"1"_s, true);
        add("nested", "x", fixed, "'claim.value':'1','claim.name':'a.b'", {}, {}, {}, true);
        add("claim of the protocol", "x", fixed, "'claim.value':'1','claim.name':'exp'", {}, {}, {}, true);
        add("no claim", "x", fixed, "'claim.value':'1'", {}, {}, {}, true);
        add("no value", "x", fixed, "'claim.name':'a'", {}, {}, {}, true);
        add("attribute that we have not", "x", attribute, "'user.attribute':'shoe','claim.name':'a'", {}, {},
            {}, true);
        const char *nowhere =
            "'user.attribute':'department','claim.name':'a','claim.value':'1','id.token.claim':'false',"
            "'access.token.claim':'false','userinfo.token.claim':'false'";
        add("attribute in no token", "x", attribute, nowhere, {}, {}, {}, true);
        add("fixed value in no token", "x", fixed, nowhere, {}, {}, {}, true);
        add("in user info alone", "x", fixed,
            "'claim.name':'a','claim.value':'1','id.token.claim':'false','access.token.claim':'false',"
            "'userinfo.token.claim':'true'",
            u"x"_s, u"a"_s, u"1"_s);
        add("another type", "x", "oidc-audience-mapper", "", {}, {}, {}, true);
        add("name of a default resource", "email", fixed, "'claim.value':'1','claim.name':'a'", {}, {}, {},
            true);
    }
    void mappers()
    {
        QFETCH(const QByteArray, mapper);
        QFETCH(const QString, resource);
        QFETCH(const QString, claim);
        QFETCH(const QString, value);
        QFETCH(const bool, isLost);
        const auto file = fileOf(quoted("{'clients':[{'clientId':'a','publicClient':true,'"
                                        "defaultClientScopes':[],'protocolMappers':[") +
                                 mapper + "]}]}");
        QCOMPARE(file.clients.size(), 1);
        const ImportedClient &client = file.clients.first();
        QVERIFY2(!client.refusal, client.refusal ? qPrintable(client.refusal->text) : "");
        QCOMPARE(!client.losses.isEmpty(), isLost);
        QCOMPARE(client.client.customResources, resource.isEmpty() ? QStringList() : QStringList{resource});
        QCOMPARE(file.customResources.size(), resource.isEmpty() ? 0 : 1);
        if (!resource.isEmpty()) {
            QCOMPARE(file.customResources.first().name, resource);
            const ResourceClaim read = file.customResources.first().claims.first();
            QCOMPARE(read.claim, claim);
            QCOMPARE(read.value, value);
        }
    }

    void mappersOfOldVersionsAreDefaultResources()
    {
        const auto file = fileOf(samples::dataFile(u"foreign.keycloak-realms.json"_s));
        const ImportedClient &portal = file.clients.first();
        QCOMPARE(portal.client.defaultResources, QStringList({u"openid"_s, u"profile"_s, u"email"_s}));
        QVERIFY(portal.named.contains(ClientField::DefaultResources));
        QVERIFY(file.customResources.isEmpty());
        QCOMPARE(samples::lostFields(portal), QStringList{u"protocolMappers[4]"_s});
    }

    void oneClaimBringsItsDefaultResource_data()
    {
        QTest::addColumn<QByteArray>("mappers");
        QTest::addColumn<QByteArray>("properties");
        QTest::addColumn<QString>("resource"); ///< beside openid; empty: none
        QTest::addColumn<QStringList>("losses");
        const char *attribute = "oidc-usermodel-attribute-mapper";
        const QByteArray verified =
            mapper("phone verified", attribute,
                   "'user.attribute':'phoneNumberVerified','claim.name':'phone_number_verified'");
        const QByteArray number =
            mapper("phone", attribute, "'user.attribute':'phoneNumber','claim.name':'phone_number'");
        const QString loss = u"\"%1\" stays under Other settings, and is the default resource \"%2\" here."_s;
        const QByteArray none = quoted(",'defaultClientScopes':[]");
        QTest::newRow("phone") << verified << none << u"phone"_s
                               << QStringList{loss.arg(u"phone verified"_s, u"phone"_s)};
        QTest::newRow("profile") << mapper("login", "oidc-usermodel-property-mapper",
                                           "'user.attribute':'username','claim.name':'preferred_username'")
                                 << none << u"profile"_s << QStringList{loss.arg(u"login"_s, u"profile"_s)};
        QTest::newRow("told once") << verified + ',' + number << none << u"phone"_s
                                   << QStringList{loss.arg(u"phone verified"_s, u"phone"_s)};
        QTest::newRow("there already")
            << verified << quoted(",'defaultClientScopes':['phone']") << u"phone"_s << QStringList();
        QTest::newRow("address has one claim")
            << mapper("address", "oidc-address-mapper", "") << none << u"address"_s << QStringList();
        QTest::newRow("in no token")
            << mapper("phone", attribute,
                      "'user.attribute':'phoneNumber','claim.name':'phone_number','id.token.claim':'false',"
                      "'access.token.claim':'false','userinfo.token.claim':'false'")
            << none << QString() << QStringList{u"Not taken: it is in no token."_s};
    }
    void oneClaimBringsItsDefaultResource()
    {
        QFETCH(const QByteArray, mappers);
        QFETCH(const QByteArray, properties);
        QFETCH(const QString, resource);
        QFETCH(const QStringList, losses);
        const ImportedClient client =
            samples::imported(quoted("'publicClient':true,'protocolMappers':[") + mappers + ']' + properties);
        QVERIFY(!client.refusal);
        QStringList resources{u"openid"_s};
        if (!resource.isEmpty())
            resources << resource;
        QCOMPARE(client.client.defaultResources, resources);
        QStringList texts;
        for (const Loss &loss : client.losses) {
            QCOMPARE(loss.field, u"protocolMappers[0]"_s);
            texts << loss.text;
        }
        QCOMPARE(texts, losses);
    }

    void orderOfMappersSaysNothing()
    {
        const QByteArray first =
            mapper("x (b)", "oidc-hardcoded-claim-mapper", "'claim.name':'b','claim.value':'1'");
        const QByteArray second =
            mapper("x (a)", "oidc-hardcoded-claim-mapper", "'claim.name':'a','claim.value':'2'");
        const auto file = fileOf(
            quoted("{'clients':[{'clientId':'a','publicClient':true,'defaultClientScopes':[],'"
                   "protocolMappers':[") +
            first + ',' + second +
            quoted("]},{'clientId':'b','publicClient':true,'defaultClientScopes':[],'protocolMappers':[") +
            second + ',' + first + "]}]}");
        QCOMPARE(file.customResources.size(), 1);
        QCOMPARE(file.customResources.first().claims.first().claim, u"b"_s);
        for (const ImportedClient &client : file.clients) {
            QCOMPARE(client.client.customResources, QStringList{u"x"_s});
            QVERIFY(client.losses.isEmpty());
        }
    }

    void sameNameForOtherClaims()
    {
        const auto client = [](const QByteArray &id, const QByteArray &value) {
            return quoted("{'clientId':'" + id +
                          "','publicClient':true,'defaultClientScopes':[],'protocolMappers':[") +
                   mapper("x", "oidc-hardcoded-claim-mapper",
                          "'claim.name':'a','claim.value':'" + value + "'") +
                   "]}";
        };
        const auto file = fileOf(quoted("{'clients':[") + client("a", "1") + ',' + client("b", "1") + ',' +
                                 client("c", "2") + "]}");
        QCOMPARE(file.customResources.size(), 1);
        QCOMPARE(file.clients.at(1).client.customResources, QStringList{u"x"_s});
        QVERIFY(file.clients.at(2).client.customResources.isEmpty());
        QCOMPARE(samples::lostFields(file.clients.at(2)), QStringList{u"protocolMappers"_s});
    }

    /// Comparing each with each, four times as many would take sixteen times as long.
    void manyMappersTakeNoLongerEach()
    {
        const qint64 few = best(1'000, 500);
        const qint64 many = best(4'000, 2'000);
        QVERIFY2(many < 9 * few, qPrintable(u"%1 ms for %2 ms"_s.arg(many / 1e6).arg(few / 1e6)));
    }

private:
    static constexpr int clients = 10;

    /// One client application with a claim each, and others with mappers of one claim.
    static QByteArray manyMappers(int claims, int mappers)
    {
        const auto fixed = [](const QByteArray &name, const QByteArray &claim) {
            return mapper(name, "oidc-hardcoded-claim-mapper",
                          "'claim.name':'" + claim + "','claim.value':'1'") +
                   ',';
        };
        const auto clientWith = [](const QByteArray &clientId, const QByteArray &own) {
            return quoted("{'clientId':'" + clientId + "','protocolMappers':[") + own.chopped(1) + "]},";
        };
        QByteArray ofOne;
        for (int i = 0; i < claims; ++i) {
            const QByteArray claim = 'c' + QByteArray::number(i);
            ofOne += fixed("x (" + claim + ")", claim);
        }
        QByteArray all = clientWith("one", ofOne);
        for (int client = 0; client < clients; ++client) {
            QByteArray own;
            for (int i = 0; i < mappers; ++i)
                own += fixed('m' + QByteArray::number(client * mappers + i), "c");
            all += clientWith('a' + QByteArray::number(client), own);
        }
        return quoted("{'clients':[") + all.chopped(1) + "]}";
    }

    /// Nanoseconds, of three times.
    static qint64 best(int claims, int mappers)
    {
        const QByteArray text = manyMappers(claims, mappers);
        qint64 least = std::numeric_limits<qint64>::max();
        for (int i = 0; i < 3; ++i) {
            QElapsedTimer timer;
            timer.start();
            const auto file = fileOf(text);
            least = std::min(least, timer.nsecsElapsed());
            if (file.customResources.size() != clients * mappers + 1 ||
                file.customResources.first().claims.size() != claims)
                qFatal("not all of it was read");
        }
        return least;
    }
};

GATEHOUSE_TEST(KeycloakMappersTest)
#include "tst_keycloakmappers.moc"
