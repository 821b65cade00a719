#include "domain/rules/CertificateKey.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

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

}

class CertificateKeyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void elliptic()
    {
        const auto key = rules::keyOfCertificate(ofEc);
        QVERIFY(key);
        QCOMPARE(key->at("kty"), "EC");
        QCOMPARE(key->at("crv"), "P-256");
        QCOMPARE(key->at("x"), "3R1l1D4_AGoqGrXwP_oZPP2hZ4v30RSEd7WcI5jB4rY");
        QCOMPARE(key->at("y"), "vd8FYyl8qmqfjXAuvL7gAmgW_FOWtp6xhQA6Hgg30k0");
        QCOMPARE(key->at("x5c").at(0), ofEc);
    }

    void rsa()
    {
        const auto key = rules::keyOfCertificate(ofRsa);
        QVERIFY(key);
        QCOMPARE(key->at("kty"), "RSA");
        QCOMPARE(key->at("e"), "AQAB");
        QCOMPARE(key->at("n"),
                 "xt0UdBY8_7HnSKQX9VEGlKknZfxhLkhuIZiI7iApMNX85UrfZaeqH5DAscxXCfQaXE7h6HaTlxeJuNm_"
                 "GAeesPSm1qQreY2iAH-"
                 "WHR7a8G1FIN87z26wHWSlK_VZ_EIwRKM9E4F_n6OKur_Kw6IWuOeVS0v45YXMlGxkT5uSQs8");
    }

    void pem()
    {
        QByteArray lines;
        const QByteArray text(ofEc);
        constexpr int width = 64;
        for (qsizetype at = 0; at < text.size(); at += width)
            lines += text.sliced(at, std::min<qsizetype>(width, text.size() - at)) + '\n';
        QCOMPARE(
            rules::keyOfCertificate("-----BEGIN CERTIFICATE-----\n" + lines + "-----END CERTIFICATE-----\n"),
            rules::keyOfCertificate(ofEc));
    }

    void cutAnywhereIsNone()
    {
        const QByteArray der = QByteArray::fromBase64(ofRsa);
        const qsizetype beforeSignature = 300; // the key is whole, and nothing looks at what follows
        for (qsizetype size = 0; size < beforeSignature; ++size)
            QVERIFY2(!rules::keyOfCertificate(der.first(size).toBase64()), qPrintable(QString::number(size)));
    }

    void whateverStandsThereIsRead()
    {
        const QByteArray der = QByteArray::fromBase64(ofEc);
        for (qsizetype at = 0; at < der.size(); ++at) {
            for (const char byte : {'\0', '\x7f', '\x80', '\x84', '\xff'}) {
                QByteArray changed = der;
                changed[at] = byte;
                (void)rules::keyOfCertificate(changed.toBase64());
            }
        }
        QVERIFY(!rules::keyOfCertificate({}));
        QVERIFY(!rules::keyOfCertificate("no base64 at all"));
    }
};

GATEHOUSE_TEST(CertificateKeyTest)
#include "tst_certificatekey.moc"
