#include "OpenSsl.h"
#include "domain/json/JsonText.h"
#include "domain/rules/JsonWebKey.h"
#include "services/certificates/CertificateToolsLoader.h"
#include "services/certificates/ClientKeyFile.h"
#include "support/TestDatabase.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using json::Json;

namespace {

// The key of RFC 7517 A.1.
const QByteArray ecPem = "-----BEGIN PUBLIC KEY-----\n"
                         "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEMKBCTNIcKUSDii11ySs3526iDZ8A\n"
                         "iTo7Tu6KPAqv7D7gS2XpJFbZiItSs3m9+9Ue6GnvHw/GW2ZZaVtszggXIw==\n"
                         "-----END PUBLIC KEY-----\n";
const QByteArray ecJson = R"({"crv":"P-256","kty":"EC","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",)"
                          R"("y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"})";
const QByteArray edwardsPem = "-----BEGIN PUBLIC KEY-----\n"
                              "MCowBQYDK2VwAyEAdCu46TwVyZtsFMWl8zhnUIhvRhXuFvqytsn568j/Et8=\n"
                              "-----END PUBLIC KEY-----\n";
/// On secp256k1.
const QByteArray otherCurvePem = "-----BEGIN PUBLIC KEY-----\n"
                                 "MFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAEjJ8m31cYkFdX/q4ZccqRv66EZSb/cNCx\n"
                                 "MY1KrPhWKkoYvBPX6eXystpGnHw6VHqgBknL8rNk9bUe/H6rhegdyg==\n"
                                 "-----END PUBLIC KEY-----\n";

Json only(const Result<QStringList> &keys)
{
    if (!keys || keys->size() != 1)
        qFatal("%s", keys ? "not one key" : qPrintable(keys.error().text));
    return json::fromCompactText(keys->first());
}

CertificateTools &tools()
{
    const auto loaded = certificateTools();
    if (!loaded)
        qFatal("%s", qPrintable(loaded.error().text));
    return **loaded;
}

KeyedCertificate certificate()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return tools().create(u"shop"_s, now, now.addYears(1)).value();
}

}

/// Public keys of client applications in files, and pairs that are made for them.
class TestClientKeyFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publicKeysOfPem();
    void certificateStandsInItsKey();
    void severalInOneFile();
    void jsonStaysAsItIs();
    void refused_data();
    void refused();
    void pairFitsTogether_data();
    void pairFitsTogether();
};

void TestClientKeyFile::publicKeysOfPem()
{
    const Json ec = only(clientkeyfile::keysIn(ecPem));
    const Json expected = Json::parse(ecJson.toStdString());
    for (const auto &[name, value] : expected.items())
        QCOMPARE(ec.at(name), value);
    QCOMPARE(ec.at("alg"), "ES256");
    QCOMPARE(ec.at("kid"), "cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s");
    const Json edwards = only(clientkeyfile::keysIn(edwardsPem));
    QCOMPARE(edwards.at("kty"), "OKP");
    QCOMPARE(edwards.at("crv"), "Ed25519");
    QCOMPARE(edwards.at("x"), "dCu46TwVyZtsFMWl8zhnUIhvRhXuFvqytsn568j_Et8");
}

void TestClientKeyFile::certificateStandsInItsKey()
{
    const QByteArray der = certificate().certificate;
    const auto pem = tools().toPem({der, {}}, {});
    VERIFY_DONE(pem);
    for (const QByteArray &file : {der, pem->toByteArray()}) {
        const Json key = only(clientkeyfile::keysIn(file));
        QCOMPARE(key.at("kty"), "RSA");
        QCOMPARE(QByteArray::fromBase64(QByteArray::fromStdString(key.at("x5c").at(0))), der);
        const auto numbers = tools().publicNumbers(der);
        QCOMPARE(
            QByteArray::fromBase64(QByteArray::fromStdString(key.at("n")), QByteArray::Base64UrlEncoding),
            numbers->n);
        QVERIFY(rules::checkPublicKey(json::compactText(key)).isEmpty());
        QCOMPARE(clientkeyfile::certificateEnd(json::compactText(key)), tools().info(der)->notAfter);
    }
    QVERIFY(!clientkeyfile::certificateEnd(QString::fromUtf8(ecJson)).isValid());
    QVERIFY(!clientkeyfile::certificateEnd(uR"({"x5c":["no certificate"]})"_s).isValid());
    QVERIFY(!clientkeyfile::certificateEnd(u"[]"_s).isValid());
}

void TestClientKeyFile::severalInOneFile()
{
    const auto keys = clientkeyfile::keysIn("Keys of the shop\n" + ecPem + edwardsPem);
    VERIFY_DONE(keys);
    QCOMPARE(keys->size(), 2);
}

void TestClientKeyFile::jsonStaysAsItIs()
{
    QCOMPARE(clientkeyfile::keysIn(ecJson).value(), QStringList(QString::fromUtf8(ecJson)));
    QCOMPARE(clientkeyfile::keysIn(R"({"keys": [)" + ecJson + "]}").value(),
             QStringList(QString::fromUtf8(ecJson)));
}

void TestClientKeyFile::refused_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("why");
    const auto pair = tools().createPair(ClientKeyKind::EcP256);
    VERIFY_DONE(pair);
    const QString isPrivate = u"private"_s;
    QTest::newRow("private key, PEM") << pair->pem.toByteArray() << isPrivate;
    QTest::newRow("private key, JSON") << pair->privateKey.toByteArray() << isPrivate;
    QTest::newRow("private key in a set")
        << R"({"keys":[)" + pair->privateKey.toByteArray() + "]}" << isPrivate;
    QTest::newRow("shared key") << R"({"kty":"oct","k":"GawgguFyGrWKav7AX4VKUg"})"_ba << isPrivate;
    QTest::newRow("empty") << QByteArray() << u"neither a certificate nor a public key"_s;
    QTest::newRow("picture") << "\x89PNG\r\n\x1a\n"_ba << u"neither a certificate nor a public key"_s;
    QTest::newRow("broken PEM") << ecPem.first(60) << u"neither a certificate nor a public key"_s;
    QTest::newRow("other curve") << otherCurvePem << u"of a kind that JSON Web Keys do not have"_s;
    QTest::newRow("empty set") << R"({"keys":[]})"_ba << u"holds no key"_s;
    QTest::newRow("half a key") << R"({"kty":"EC","crv":"P-256","x":"abc"})"_ba << u"lacks y"_s;
    QTest::newRow("other object") << R"({"client_id":"shop"})"_ba << u"kty"_s;
    QTest::newRow("broken JSON") << R"({"kty":)"_ba << u""_s;
}

void TestClientKeyFile::refused()
{
    QFETCH(const QByteArray, file);
    QFETCH(const QString, why);
    const auto keys = clientkeyfile::keysIn(file);
    QVERIFY(!keys);
    QVERIFY2(keys.error().text.contains(why), qPrintable(keys.error().text));
}

void TestClientKeyFile::pairFitsTogether_data()
{
    QTest::addColumn<ClientKeyKind>("kind");
    QTest::addColumn<QString>("shown");
    QTest::newRow("EC") << ClientKeyKind::EcP256 << u"EC, P-256"_s;
    QTest::newRow("RSA") << ClientKeyKind::Rsa3072 << u"RSA, 3072 bits"_s;
}

void TestClientKeyFile::pairFitsTogether()
{
    QFETCH(const ClientKeyKind, kind);
    const auto pair = tools().createPair(kind);
    VERIFY_DONE(pair);
    const rules::KeyFacts facts = rules::keyFacts(pair->publicKey);
    QTEST(facts.kind, "shown");
    QCOMPARE(facts.id, facts.thumbprint);
    QVERIFY(rules::checkPublicKey(pair->publicKey).isEmpty());

    const Json whole = Json::parse(pair->privateKey.toByteArray().toStdString());
    const Json publicPart = json::fromCompactText(pair->publicKey);
    for (const auto &[name, value] : whole.items()) {
        if (rules::isPrivateMember(name))
            QVERIFY(!publicPart.contains(name));
        else
            QCOMPARE(publicPart.at(name), value);
    }
    QVERIFY(whole.contains("d"));

    test::OpenSsl openssl;
    openssl.write(u"private.pem"_s, pair->pem.toByteArray());
    const QByteArray derived = openssl.run(u"pkey -in private.pem -pubout"_s);
    Json fromOpenSsl = only(clientkeyfile::keysIn(derived));
    QCOMPARE(json::compactText(fromOpenSsl), pair->publicKey);
}

GATEHOUSE_TEST(TestClientKeyFile)
#include "tst_clientkeyfile.moc"
