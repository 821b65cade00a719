#include "IdentityServerClients.h"

#include "domain/rules/secrets/GuessableSecrets.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace identityserverclients;

class IdentityServerSecretsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
        add("of nothing", "'Value':'" + sha256("") + "'", false, u"nothing"_s);
        add("of another kind", "'Value':'clear','Type':'Pin'", false, u"in clear"_s);
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
        QVERIFY(!json::compactText(read.asItCame).contains(u"clear"_s));
        QVERIFY(!json::compactText(read.asItCame).toUtf8().contains(goodSecret + 'x'));
        if (!taken)
            QVERIFY2(read.losses.first().text.contains(mention), qPrintable(read.losses.first().text));
        else
            QCOMPARE(read.client.secrets.first().weakLength, 0);
    }

    void guessableSecretsAreRisks_data()
    {
        QTest::addColumn<QByteArray>("secret");
        for (const char *secret : {"secret", "511536EF-F270-4058-80CA-1C89C192F69A", "a",
                                   "a_secret"}) // of templates, the client ID
            QTest::newRow(secret) << QByteArray(secret);
    }
    void guessableSecretsAreRisks()
    {
        QFETCH(const QByteArray, secret);
        const ImportedClient read = withSecret("{'Value':'" + sha256(secret) + "'}");
        QCOMPARE(read.client.secrets.size(), 1);
        QCOMPARE(read.client.secrets.first().weakLength, int(secret.size()));
        QVERIFY(read.losses.isEmpty());
    }

    void authentication_data()
    {
        QTest::addColumn<QByteArray>("secrets");
        QTest::addColumn<ClientAuthentication>("authentication");
        QTest::addColumn<int>("keys");
        using Authentication = ClientAuthentication;
        const QByteArray shared = "{'Value':'" + sha256(goodSecret) + "'}";
        const QByteArray key("{'Type':'JWK','Value':'{\\'kty\\':\\'RSA\\'}'}");
        const QByteArray certificate("{'Type':'X509Thumbprint','Value':'D9A4'}");
        QTest::newRow("secret") << shared << Authentication::Secret << 0;
        QTest::newRow("key") << key << Authentication::PrivateKey << 1;
        QTest::newRow("certificate") << certificate << Authentication::Other << 0;
        QTest::newRow("certificate for a key")
            << QByteArray("{'Type':'X509CertificateBase64','Value':'MIIB'}") << Authentication::PrivateKey
            << 1;
        QTest::newRow("secret before certificate for a key")
            << QByteArray("{'Type':'X509CertificateBase64','Value':'MIIB'},") + shared
            << Authentication::Secret << 0;
        QTest::newRow("certificate for a key that is filled in")
            << QByteArray("{'Type':'X509CertificateBase64','Value':'$(env:CERT)'}") << Authentication::Other
            << 0;
        QTest::newRow("secret before key") << key + ',' + shared << Authentication::Secret << 0;
        QTest::newRow("key before certificate") << certificate + ',' + key << Authentication::PrivateKey << 1;
        QTest::newRow("no key") << QByteArray("{'Type':'JWK','Value':'x'}") << Authentication::Secret << 0;
    }
    void authentication()
    {
        QFETCH(const QByteArray, secrets);
        QFETCH(const ClientAuthentication, authentication);
        QFETCH(const int, keys);
        const ImportedClient read = withSecret(secrets);
        QVERIFY2(!read.refusal, read.refusal ? qPrintable(read.refusal->text) : "");
        QCOMPARE(read.client.clientAuthentication, authentication);
        QCOMPARE(read.client.keys.size(), keys);
    }

    void privatePartsOfKeysAreNotKept()
    {
        const QByteArray key("{'Type':'JWK','Value':'{\\'kty\\':\\'RSA\\',\\'d\\':\\'hidden\\'}'}");
        const QByteArray shared = ",{'Value':'" + sha256(goodSecret) + "'}";
        for (const QByteArray &secrets : {key, key + shared}) {
            const ImportedClient read = withSecret(secrets);
            QCOMPARE(read.losses.size(), 1);
            QVERIFY(!json::compactText(read.asItCame).contains(u"hidden"_s));
            QVERIFY(!read.client.keys.join(u' ').contains(u"hidden"_s));
        }
    }

    void secretsOfPublicClientsStayAsTheyAre()
    {
        const ImportedClient read = webClient(",'RequireClientSecret':false,'ClientSecrets':[{'Value':'" +
                                              sha256(goodSecret) + "'},{'Value':'clear'}]");
        QVERIFY(read.client.secrets.isEmpty() && read.client.isPublic());
        QCOMPARE(samples::lostFields(read), QStringList{u"ClientSecrets[1]"_s});
        QCOMPARE(read.asItCame.at("ClientSecrets").size(), 1u);
    }

    void placeholdersAreTheServers()
    {
        const ImportedClient read = withSecret("{'Value':'$(env:HASH)'}");
        QVERIFY(read.client.secrets.size() == 1 && read.client.secrets.first().isKnownToServerOnly());
        QCOMPARE(samples::lostFields(read), QStringList{u"ClientSecrets[0]"_s});
        QVERIFY(json::compactText(read.asItCame).contains(u"$(env:HASH)"_s));
    }

    void machinesWithoutSecretAreTold()
    {
        const ImportedClient read = machineClient(",'RequireClientSecret':false");
        QVERIFY(!read.refusal && !read.client.isPublic());
        QCOMPARE(samples::lostFields(read), QStringList{u"RequireClientSecret"_s});
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
            QCOMPARE(lengthOfGuessable(QString::fromLatin1(sha256(word)), u"x"_s), int(qstrlen(word)));
        QVERIFY(!lengthOfGuessable(QString::fromLatin1(sha256(goodSecret)), u"x"_s));
        QVERIFY(!lengthOfGuessable(QString::fromLatin1(sha256("shop-secret")), u"x"_s));
        QCOMPARE(lengthOfGuessable(QString::fromLatin1(sha256("shop-secret")), u"shop"_s), 11);
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
};

GATEHOUSE_TEST(IdentityServerSecretsTest)
#include "tst_identityserversecrets.moc"
