#include "FormatTrip.h"
#include "JsonLiteral.h"

#include "domain/formats/ClientFormat.h"
#include "domain/rules/GuessableSecrets.h"

#include <QCryptographicHash>
#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

using Expected = std::function<void(ClientApplication &)>;

const ClientFormat &format = *formatByName(u"identityserver"_s).value();
const QByteArray hashOfSecret("K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols=");
const QByteArray goodSecret("9f86d081884c7d659a2feaa0c55ad015");

QByteArray sha256(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toBase64();
}

/// The one client of a document with ClientId "a" and these properties.
ImportedClient imported(const QByteArray &properties)
{
    const auto clients =
        samples::imported(format, quoted("{'Clients':[{'ClientId':'a'") + (properties.isEmpty() ? "" : ",") +
                                      properties + "}]}");
    return clients.size() == 1 ? clients.first() : ImportedClient{.refusal = Error{}};
}

/// One that users sign in with, and more.
ImportedClient webClient(const QByteArray &more = {})
{
    return imported(quoted("'AllowedGrantTypes':['authorization_code'],'AllowedScopes':['openid']") +
                    quoted(more));
}

ImportedClient machineClient(const QByteArray &more = {})
{
    return imported(quoted("'AllowedGrantTypes':['client_credentials'],'AllowedScopes':['x']") +
                    quoted(more));
}

ImportedClient withSecret(const QByteArray &secret)
{
    return machineClient(",'ClientSecrets':[" + secret + "]");
}

}
Q_DECLARE_METATYPE(Expected)

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
        add("protocol", ",'ProtocolType':'oidc'", {}, [](auto &) {});
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
        QCOMPARE(read.named, named + QSet({F::ClientId, F::GrantType, F::SupportOpenId, F::SupportApi,
                                           F::DefaultResources}));
        QCOMPARE(samples::lostFields(read), QStringList());
    }

    void identity_data()
    {
        QTest::addColumn<QByteArray>("properties");
        QTest::addColumn<QString>("identity");
        QTest::addColumn<QStringList>("lost");
        const auto add = [](const char *name, const char *properties, const QString &identity,
                            const QStringList &lost) {
            QTest::newRow(name) << QByteArray(properties) << identity << lost;
        };
        const QString first = u"Claims[0]"_s;
        add("without prefix", ",'ClientClaimsPrefix':'','Claims':[{'Type':'sub','Value':'svc'}]", u"svc"_s,
            {});
        add("in small letters", ",'clientClaimsPrefix':'','claims':[{'type':'sub','value':'svc'}]", u"svc"_s,
            {});
        add("usual prefix", ",'Claims':[{'Type':'sub','Value':'svc'}]", {}, {first});
        add("other prefix", ",'ClientClaimsPrefix':'x_','Claims':[{'Type':'sub','Value':'svc'}]", {},
            {u"ClientClaimsPrefix"_s, first});
        add("two",
            ",'ClientClaimsPrefix':'','Claims':[{'Type':'sub','Value':'svc'},{'Type':'sub','Value':'b'}]",
            u"svc"_s, {u"Claims[1]"_s});
        add("without value", ",'ClientClaimsPrefix':'','Claims':[{'Type':'sub'}]", {}, {first});
        add("another", ",'ClientClaimsPrefix':'','Claims':[{'Type':'tenant','Value':'7','ValueType':'int'}]",
            {}, {u"Claims[0].ValueType"_s, first});
    }
    void identity()
    {
        QFETCH(const QByteArray, properties);
        QFETCH(const QString, identity);
        QFETCH(const QStringList, lost);
        const ImportedClient read = machineClient(properties);
        QVERIFY(!read.refusal);
        QCOMPARE(read.client.identity, identity);
        QCOMPARE(read.named.contains(ClientField::Identity), !identity.isEmpty());
        QCOMPARE(samples::lostFields(read), lost);
        QVERIFY2(webClient(properties).client.identity.isEmpty(), "of users");
    }

    void secrets_data()
    {
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<bool>("taken");
        QTest::addColumn<QString>("mention");
        const QByteArray good = "'Value':'" + sha256(goodSecret) + "'";
        const auto add = [](const char *name, const QByteArray &properties, bool taken,
                            const QString &mention) {
            QTest::newRow(name) << "{" + properties + "}" << taken << mention;
        };
        const QByteArray sha512 = QCryptographicHash::hash(goodSecret, QCryptographicHash::Sha512).toBase64();
        add("SHA-256", good, true, {});
        add("shared", good + ",'Type':'SharedSecret'", true, {});
        add("SHA-512", "'Value':'" + sha512 + "'", false, u"SHA-512"_s);
        add("in clear", "'Value':'" + goodSecret + "x'", false, u"skoruba"_s);
        add("masked", "'Value':'**********'", false, u"base64"_s);
        add("none", "'Description':'x'", false, u"base64"_s);
        add("certificate", good + ",'Type':'X509Thumbprint'", false, u"X509Thumbprint"_s);
        add("the vector, which anybody guesses", "'Value':'" + hashOfSecret + "'", false, u"guessed"_s);
        add("of the project template", "'Value':'" + sha256("511536EF-F270-4058-80CA-1C89C192F69A") + "'",
            false, u"guessed"_s);
        add("of nothing", "'Value':'" + sha256("") + "'", false, u"guessed"_s);
        add("of the client ID", "'Value':'" + sha256("a") + "'", false, u"guessed"_s);
        add("of the client ID and a word", "'Value':'" + sha256("a_secret") + "'", false, u"guessed"_s);
    }
    void secrets()
    {
        QFETCH(const QByteArray, secret);
        QFETCH(const bool, taken);
        QFETCH(const QString, mention);
        const ImportedClient read = withSecret(secret);
        QVERIFY(!read.refusal);
        QCOMPARE(read.client.secrets.size(), taken ? 1 : 0);
        QCOMPARE(read.named.contains(ClientField::Secrets), taken);
        QCOMPARE(read.losses.size(), taken ? 0 : 1);
        if (!taken)
            QVERIFY2(read.losses.first().text.contains(mention), qPrintable(read.losses.first().text));
    }

    void expirationIsInUtc_data()
    {
        QTest::addColumn<QByteArray>("expiration");
        QTest::addColumn<QDateTime>("expires"); ///< invalid: refused
        const QDateTime end = endOfDay(QDate(2030, 6, 30));
        QTest::newRow("without a zone") << QByteArray("2030-06-30T23:59:59") << end;
        QTest::newRow("UTC") << QByteArray("2030-06-30T23:59:59Z") << end;
        QTest::newRow("with a zone") << QByteArray("2030-07-01T01:59:59+02:00") << end;
        QTest::newRow("date") << QByteArray("2030-06-30")
                              << QDateTime(QDate(2030, 6, 30), QTime(0, 0), QTimeZone::UTC);
        const QDateTime minute(QDate(2030, 6, 30), QTime(12, 30), QTimeZone::UTC);
        QTest::newRow("space before the time") << QByteArray("2030-06-30 12:30:00") << minute;
        QTest::newRow("space and a zone") << QByteArray("2030-06-30 14:30:00+02:00") << minute;
        QTest::newRow("without seconds") << QByteArray("2030-06-30T12:30") << minute;
        QTest::newRow("spaces") << QByteArray("2030-06-30  12:30:00") << QDateTime();
        QTest::newRow("nonsense") << QByteArray("tomorrow") << QDateTime();
        QTest::newRow("no such day") << QByteArray("2030-02-30T00:00:00") << QDateTime();
    }
    void expirationIsInUtc()
    {
        QFETCH(const QByteArray, expiration);
        QFETCH(const QDateTime, expires);
        const ImportedClient read =
            withSecret("{'Value':'" + sha256(goodSecret) + "','Expiration':'" + expiration + "'}");
        QCOMPARE(read.refusal.has_value(), !expires.isValid());
        if (expires.isValid())
            QCOMPARE(read.client.secrets.first().expires, expires);
        else
            QVERIFY(read.refusal->text.contains(u"Expiration"_s));
    }

    void bareSecretsSayNothingOfDescriptions()
    {
        const QByteArray first = "{'Value':'" + sha256(goodSecret) + "'}";
        const QByteArray described = "{'Value':'" + sha256("x" + goodSecret) + "','Description':'d'}";
        const ImportedClient bare = withSecret(first);
        QVERIFY(bare.bareSecrets.size() == 1 && !bare.client.secrets.first().description.isEmpty());
        const ImportedClient both = withSecret(first + "," + described);
        QVERIFY(both.bareSecrets == bare.bareSecrets && both.client.secrets.first().description.isEmpty());
        QCOMPARE(both.client.secrets.last().description, u"d"_s);
    }

    void guessableWordsInAnyForm()
    {
        for (const char *word : {"secret", "Secret", "SECRET", "password", "client_secret"})
            QVERIFY2(isHashOfGuessable(QString::fromLatin1(sha256(word)), u"x"_s), word);
        QVERIFY(!isHashOfGuessable(QString::fromLatin1(sha256(goodSecret)), u"x"_s));
        QVERIFY(!isHashOfGuessable(QString::fromLatin1(sha256("shop-secret")), u"x"_s));
        QVERIFY(isHashOfGuessable(QString::fromLatin1(sha256("shop-secret")), u"shop"_s));
    }

    void publicComesInDisabled()
    {
        const ImportedClient read = webClient(",'RequireClientSecret':false,'Enabled':true");
        QVERIFY(!read.refusal && !read.client.enabled && !read.named.contains(ClientField::Enabled));
        QCOMPARE(samples::lostFields(read), QStringList{u"RequireClientSecret"_s});
    }

    void aDisabledPublicClientStaysDisabled()
    {
        const ImportedClient read = webClient(",'RequireClientSecret':false,'Enabled':false");
        QVERIFY(!read.client.enabled && read.named.contains(ClientField::Enabled));
    }

    void expiryDoesNotDependOnTheClockHere()
    {
        const QByteArray before = qgetenv("TZ");
        qputenv("TZ", "Europe/Amsterdam"); // which has no half past two on that day
        const auto back = qScopeGuard([&] { qputenv("TZ", before); });
        const ImportedClient read =
            withSecret("{'Value':'" + sha256(goodSecret) + "','Expiration':'2027-03-28T02:30:00'}");
        QCOMPARE(read.client.secrets.first().expires.toString(Qt::ISODate), u"2027-03-28T02:30:00Z"_s);
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

    void clientsMustBeAList()
    {
        const auto file = format.read(quoted("{'Clients':'a','ApiScopes':[]}"), samples::now());
        QVERIFY(!file);
        QVERIFY2(file.error().text.contains(u"Clients"_s) && file.error().text.contains(u"array"_s),
                 qPrintable(file.error().text));
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

    void offlineScopeIsNotOfflineAccess()
    {
        const char *scopes =
            "'AllowedGrantTypes':['authorization_code'],'AllowedScopes':['openid','offline_access']";
        const ImportedClient without = imported(quoted(scopes));
        QVERIFY(!without.client.supportRefreshTokens);
        QCOMPARE(samples::lostFields(without), QStringList{u"AllowedScopes"_s});
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
        add("both", "'AllowedGrantTypes':['authorization_code','client_credentials']", u"both"_s);
        add("implicit", "'AllowedGrantTypes':['implicit']", u"implicit"_s);
        add("hybrid", "'AllowedGrantTypes':['hybrid']", u"implicit"_s);
        add("password", "'AllowedGrantTypes':['password']", u"neither"_s);
        add("SAML", "'AllowedGrantTypes':['client_credentials'],'ProtocolType':'saml2p'", u"saml2p"_s);
        add("wrong type", "'AllowedScopes':'openid'", u"Clients[0].AllowedScopes"_s);
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
