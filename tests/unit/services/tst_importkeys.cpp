#include "services/certificates/ClientKeyFile.h"
#include "unit/services/ImportHelp.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

constexpr auto ofEc = "MIIBdDCCARugAwIBAgIUElY3T95ijj90Aq77zF65gQG1AwMwCgYIKoZIzj0EAwIwDzENMAsGA1UEAwwE"
                      "ZmVlZDAgFw0yNjExMjkwNjI5NTlaGA8yMTI2MTEwNTA2Mjk1OVowDzENMAsGA1UEAwwEZmVlZDBZMBMG"
                      "ByqGSM49AgEGCCqGSM49AwEHA0IABN0dZdQ+PwBqKhq18D/6GTz9oWeL99EUhHe1nCOYweK2vd8FYyl8"
                      "qmqfjXAuvL7gAmgW/FOWtp6xhQA6Hgg30k2jUzBRMB0GA1UdDgQWBBTujWhjwf6zuI1feo0XTMi0J2rc"
                      "DjAfBgNVHSMEGDAWgBTujWhjwf6zuI1feo0XTMi0J2rcDjAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49"
                      "BAMCA0cAMEQCIAgsc+Px1R7yXphn0n47xj4kzyXPritixfqIs7TE/5E0AiBUCUJfWHHR8115Y3CsNjnG"
                      "J7tEkcjZcibWfuStuQRt9A==";
constexpr auto ofRsa = "MIIB/DCCAWWgAwIBAgIUGviGFzdOU8UpBvLvAFFgLCl8AcswDQYJKoZIhvcNAQELBQAwDzENMAsGA1UE"
                       "AwwEZmVlZDAgFw0yNjExMjkwNjI5NTlaGA8yMTI2MTEwNTA2Mjk1OVowDzENMAsGA1UEAwwEZmVlZDCB"
                       "nzANBgkqhkiG9w0BAQEFAAOBjQAwgYkCgYEAxt0UdBY8/7HnSKQX9VEGlKknZfxhLkhuIZiI7iApMNX8"
                       "5UrfZaeqH5DAscxXCfQaXE7h6HaTlxeJuNm/GAeesPSm1qQreY2iAH+WHR7a8G1FIN87z26wHWSlK/VZ"
                       "/EIwRKM9E4F/n6OKur/Kw6IWuOeVS0v45YXMlGxkT5uSQs8CAwEAAaNTMFEwHQYDVR0OBBYEFCAU7fZv"
                       "ThHCZceF3AiZG68Ct7qLMB8GA1UdIwQYMBaAFCAU7fZvThHCZceF3AiZG68Ct7qLMA8GA1UdEwEB/wQF"
                       "MAMBAf8wDQYJKoZIhvcNAQELBQADgYEAKsSPQIfJ/lHCOrS1aKrv4opMFSw4whKRsYrqZCtdVl7m75x9"
                       "nFeUqcWWSmMlevlslOxLRxZWphAeCg8jGSKwjhKD693KL6KWBk8eKRajcHIY/bZihA21HqLZv7kUFE2U"
                       "i25W++uQMALLL/o84stKRJ5C9pbKnPEITTaFfYnGUi8=";

QString certificateAlone(const QByteArray &base64)
{
    return u"{\"x5c\":[\"%1\"]}"_s.arg(QString::fromLatin1(base64));
}

json::Json keyOf(const QByteArray &base64)
{
    return json::fromCompactText(clientkeyfile::wholeKey(certificateAlone(base64)).value_or(QString()));
}

/// A client application of Keycloak that signs with this certificate.
ImportedFile signing(const QByteArray &certificate)
{
    const QByteArray client = "{'clientId':'feed','clientAuthenticatorType':'client-jwt',"
                              "'redirectUris':['https:\\/\\/feed.example.com\\/cb'],"
                              "'attributes':{'jwt.credential.certificate':'" +
                              certificate + "'}}";
    return fileFrom(("{'clients':[" + client + "]}").replace('\'', '"'), u"keycloak"_s);
}

}

/// The keys of certificates that stand in files.
class ImportKeysTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void elliptic()
    {
        const json::Json key = keyOf(ofEc);
        QVERIFY(key.is_object());
        QCOMPARE(key.at("kty"), "EC");
        QCOMPARE(key.at("crv"), "P-256");
        QCOMPARE(key.at("x"), "3R1l1D4_AGoqGrXwP_oZPP2hZ4v30RSEd7WcI5jB4rY");
        QCOMPARE(key.at("y"), "vd8FYyl8qmqfjXAuvL7gAmgW_FOWtp6xhQA6Hgg30k0");
        QCOMPARE(key.at("x5c").at(0), ofEc);
    }

    void rsa()
    {
        const json::Json key = keyOf(ofRsa);
        QVERIFY(key.is_object());
        QCOMPARE(key.at("kty"), "RSA");
        QCOMPARE(key.at("e"), "AQAB");
        QCOMPARE(key.at("n"),
                 "xt0UdBY8_7HnSKQX9VEGlKknZfxhLkhuIZiI7iApMNX85UrfZaeqH5DAscxXCfQaXE7h6HaTlxeJuNm_"
                 "GAeesPSm1qQreY2iAH-"
                 "WHR7a8G1FIN87z26wHWSlK_VZ_EIwRKM9E4F_n6OKur_Kw6IWuOeVS0v45YXMlGxkT5uSQs8");
    }

    void otherKeysStayAsTheyAre()
    {
        for (const QString &key : {u"{\"kty\":\"EC\"}"_s, u"{}"_s, u"no JSON"_s, u"{\"x5c\":5}"_s,
                                   u"{\"kty\":\"RSA\",\"x5c\":[\"AAAA\"]}"_s})
            QCOMPARE(clientkeyfile::wholeKey(key).value_or(QString()), key);
    }

    void whatIsCutIsNone()
    {
        const QByteArray der = QByteArray::fromBase64(ofRsa);
        for (qsizetype size = 1; size < der.size(); size += 7)
            QVERIFY(!clientkeyfile::wholeKey(certificateAlone(der.first(size).toBase64())));
    }

    void keycloaksCertificateIsAKey_data()
    {
        QTest::addColumn<QByteArray>("certificate");
        QTest::addColumn<int>("keys");
        QTest::newRow("base64") << QByteArray(ofEc) << 1;
        QTest::newRow("PEM") << "-----BEGIN CERTIFICATE-----\\n" + QByteArray(ofEc) +
                                    "\\n-----END CERTIFICATE-----\\n"
                             << 1;
        QTest::newRow("none") << QByteArray("AAAA") << 0;
    }
    void keycloaksCertificateIsAKey()
    {
        QFETCH(const QByteArray, certificate);
        QFETCH(const int, keys);
        TestDatabase database;
        const auto plan = planned(database, signing(certificate));
        VERIFY_DONE(plan);
        const PlannedClient client = clientsOf(*plan).first();
        QVERIFY2(!client.refusal, qPrintable(client.refusal.value_or(Error()).text));
        QCOMPARE(client.client.keys.size(), keys);
        QCOMPARE(client.client.enabled, keys == 1);
        QCOMPARE(client.notes.join(u' ').contains(u"gives no key"_s), keys == 0);
    }

    void whatIsNoCertificateOverwritesNoKey()
    {
        TestDatabase database;
        VERIFY_DONE(imported(database, signing(ofEc)));
        VERIFY_DONE(imported(database, signing("AAAA"), overwriting));
        QCOMPARE(storedClient(database, u"feed"_s).keys.size(), 1);
    }
};

GATEHOUSE_TEST(ImportKeysTest)
#include "tst_importkeys.moc"
