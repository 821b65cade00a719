#include "OpenSsl.h"
#include "certificates/OpenSslCertificateTools.h"
#include "services/security/SecretCipher.h"
#include "support/TestDatabase.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

/// OpenSSL's text of a key: `privateExponent:` and lines of hexadecimal with colons.
QByteArray numberIn(const QByteArray &text, const QString &name)
{
    const QRegularExpression pattern(u"^%1:\\s*\\n((?: +[0-9a-f:]+\\n)+)"_s.arg(name),
                                     QRegularExpression::MultilineOption);
    QByteArray hex = pattern.match(QString::fromLatin1(text)).captured(1).toLatin1();
    hex.replace(" ", "").replace(":", "").replace("\n", "");
    QByteArray number = QByteArray::fromHex(hex);
    while (number.startsWith('\0'))
        number = number.sliced(1);
    return number;
}

}

/// Files that OpenSSL made are read, files that we make are read by OpenSSL, and everything else is refused
/// by its own message.
class TestCertificateTools : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void madeOnes();
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void wrongPassphraseIsToldWhateverItGives();
    void damagedFilesAreRefused();
    void everyDamagedNumberIsRefused();
    void opensslReadsPkcs12();
    void opensslReadsPem();
    void needsAPassphrase();
    void numbersAreOpenSsls();
    void tellsOfACertificate();

private:
    void makePkcs12Files();
    void makePemFiles();
    KeyedCertificate sample();

    OpenSsl m_openssl;
    OpenSslCertificateTools m_tools;
};

void TestCertificateTools::initTestCase()
{
    VERIFY_DONE(cryptographyIsReady());
    m_openssl.makePair(u"rsa"_s);
    m_openssl.makePair(u"other"_s);
    m_openssl.makePair(u"small"_s, u"rsa:1024"_s);
    m_openssl.makePair(u"ec"_s, u"ec -pkeyopt ec_paramgen_curve:P-256"_s);
    m_openssl.run(u"x509 -in rsa.crt -outform DER -out rsa.der"_s);
    m_openssl.run(u"pkcs8 -topk8 -nocrypt -in rsa.key -outform DER -out rsa.p8"_s);
    makePkcs12Files();
    makePemFiles();
}

void TestCertificateTools::makePkcs12Files()
{
    const auto make = [&](const QString &name, const QString &arguments) {
        m_openssl.run(u"pkcs12 -export -out %1 %2"_s.arg(name, arguments));
    };
    const QString pair = u"-inkey rsa.key -in rsa.crt "_s;
    make(u"aes.p12"_s, pair + u"-passout pass:abc"_s);
    make(u"legacy.p12"_s, pair + u"-legacy -passout pass:abc"_s);
    make(u"triple-des.p12"_s,
         pair + u"-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1 -passout pass:abc"_s);
    make(u"sha512.p12"_s, pair + u"-macalg sha512 -passout pass:abc"_s);
    make(u"no-mac.p12"_s, pair + u"-nomac -passout pass:abc"_s);
    make(u"empty.p12"_s, pair + u"-passout pass:"_s);
    make(u"unicode.p12"_s, pair + u"-name naïve -passout pass:pässwörd"_s);
    make(u"chain.p12"_s, pair + u"-certfile ec.crt -passout pass:abc"_s);
    make(u"pbmac1.p12"_s, pair + u"-pbmac1_pbkdf2 -passout pass:abc"_s);
    make(u"clear.p12"_s, pair + u"-keypbe NONE -certpbe NONE -passout pass:abc"_s);
    make(u"ec.p12"_s, u"-inkey ec.key -in ec.crt -passout pass:abc"_s);
    make(u"small.p12"_s, u"-inkey small.key -in small.crt -passout pass:abc"_s);
    make(u"no-key.p12"_s, u"-nokeys -in rsa.crt -passout pass:abc"_s);
    make(u"no-certificate.p12"_s, u"-nocerts -inkey rsa.key -passout pass:abc"_s);
}

void TestCertificateTools::makePemFiles()
{
    m_openssl.run(u"rsa -traditional -in rsa.key -out pkcs1.key"_s);
    m_openssl.run(u"rsa -traditional -aes256 -passout pass:abc -in rsa.key -out pkcs1-locked.key"_s);
    m_openssl.run(u"pkcs8 -topk8 -v2 aes-256-cbc -passout pass:abc -in rsa.key -out pkcs8-locked.key"_s);
    m_openssl.run(u"pkcs8 -topk8 -v1 PBE-SHA1-3DES -passout pass:abc -in rsa.key -out triple-des.key"_s);
    m_openssl.run(u"pkcs8 -topk8 -scrypt -passout pass:abc -in rsa.key -out scrypt.key"_s);
    m_openssl.run(u"pkcs8 -topk8 -passout pass:abc -in ec.key -out ec-locked.key"_s);
    m_openssl.run(u"ec -in ec.key -out ec-sec1.key"_s);
    const auto join = [&](const QString &name, const QStringList &parts) {
        QByteArray content;
        for (const QString &part : parts)
            content += m_openssl.read(part);
        m_openssl.write(name, content);
    };
    join(u"plain.pem"_s, {u"rsa.crt"_s, u"rsa.key"_s});
    join(u"pkcs1.pem"_s, {u"pkcs1.key"_s, u"rsa.crt"_s});
    join(u"pkcs1-locked.pem"_s, {u"pkcs1-locked.key"_s, u"rsa.crt"_s});
    join(u"pkcs8-locked.pem"_s, {u"rsa.crt"_s, u"pkcs8-locked.key"_s});
    join(u"triple-des.pem"_s, {u"rsa.crt"_s, u"triple-des.key"_s});
    join(u"scrypt.pem"_s, {u"rsa.crt"_s, u"scrypt.key"_s});
    join(u"chain.pem"_s, {u"rsa.key"_s, u"other.crt"_s, u"rsa.crt"_s});
    join(u"mixed.pem"_s, {u"other.key"_s, u"rsa.crt"_s});
    join(u"ec.pem"_s, {u"ec.key"_s, u"ec.crt"_s});
    join(u"ec-sec1.pem"_s, {u"ec-sec1.key"_s, u"ec.crt"_s});
    join(u"ec-locked.pem"_s, {u"ec-locked.key"_s, u"ec.crt"_s});
    join(u"ec-certificate.pem"_s, {u"rsa.key"_s, u"ec.crt"_s});
    join(u"small.pem"_s, {u"small.key"_s, u"small.crt"_s});
    QByteArray windows = m_openssl.read(u"plain.pem"_s);
    m_openssl.write(u"windows.pem"_s,
                    "Bag Attributes\r\n  friendlyName: x\r\n" + windows.replace("\n", "\r\n"));
}

KeyedCertificate TestCertificateTools::sample()
{
    return {m_openssl.read(u"rsa.der"_s), secretCopy(m_openssl.read(u"rsa.p8"_s))};
}

void TestCertificateTools::madeOnes()
{
    const QDateTime from = testTime();
    const auto made = m_tools.create(u"Gatehouse"_s, from, from.addYears(30));
    VERIFY_DONE(made);
    m_openssl.write(u"made.der"_s, made->certificate);
    m_openssl.write(u"made.p8"_s, made->privateKey.toByteArray());
    const QByteArray text = m_openssl.run(u"x509 -in made.der -noout -text"_s);
    for (const char *part :
         {"Version: 3", "sha256WithRSAEncryption", "Public-Key: (3072 bit)", "Digital Signature\n",
          "X509v3 Subject Key Identifier", "X509v3 Authority Key Identifier", "Issuer: CN=Gatehouse\n",
          "Subject: CN=Gatehouse\n", "Not Before: Jan 31 12:00:00 2026 GMT",
          "Not After : Jan 31 12:00:00 2056 GMT"})
        QVERIFY2(text.contains(part), part);
    m_openssl.run(u"x509 -in made.der -out made.pem"_s);
    QVERIFY(m_openssl.tryRun(u"verify -attime 1800000000 -check_ss_sig -CAfile made.pem made.pem"_s));
    QCOMPARE(m_openssl.run(u"pkey -in made.p8 -inform DER -check -noout"_s).trimmed(), "Key is valid"_ba);

    const auto info = m_tools.info(made->certificate);
    VERIFY_DONE(info);
    QCOMPARE(info->algorithm, u"RSA 3072"_s);
    QCOMPARE(info->notBefore, from);
    QCOMPARE(info->notAfter, from.addYears(30));
    const auto another = m_tools.create(u"Gatehouse"_s, from, from.addYears(1));
    VERIFY_DONE(another);
    QVERIFY(m_tools.info(another->certificate)->thumbprint != info->thumbprint);
}

void TestCertificateTools::reads_data()
{
    QTest::addColumn<QByteArray>("passphrase");
    for (const char *name :
         {"aes.p12", "legacy.p12", "triple-des.p12", "sha512.p12", "no-mac.p12", "chain.p12", "pbmac1.p12",
          "clear.p12", "pkcs1-locked.pem", "pkcs8-locked.pem", "triple-des.pem", "scrypt.pem"})
        QTest::newRow(name) << "abc"_ba;
    for (const char *name : {"empty.p12", "plain.pem", "pkcs1.pem", "chain.pem", "windows.pem"})
        QTest::newRow(name) << ""_ba;
    QTest::newRow("unicode.p12") << u"pässwörd"_s.toUtf8();
}

void TestCertificateTools::reads()
{
    QFETCH(const QByteArray, passphrase);
    const auto read =
        m_tools.read(m_openssl.read(QString::fromLatin1(QTest::currentDataTag())), secretCopy(passphrase));
    VERIFY_DONE(read);
    QCOMPARE(read->certificate, sample().certificate);
    QCOMPARE(read->privateKey.toByteArray(), sample().privateKey.toByteArray());
}

void TestCertificateTools::refuses_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("passphrase");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *file, const QString &reason, const QByteArray &passphrase = "abc"_ba) {
        QTest::addRow("%s with '%s'", file, passphrase.constData())
            << QString::fromLatin1(file) << passphrase << reason;
    };
    const QString wrong = u"passphrase does not open"_s;
    for (const char *file : {"aes.p12", "legacy.p12", "sha512.p12", "pbmac1.p12", "ec.p12", "no-key.p12",
                             "scrypt.pem", "pkcs1-locked.pem", "pkcs8-locked.pem", "ec-locked.pem"}) {
        row(file, wrong, "abd");
        row(file, wrong, "");
    }
    row("empty.p12", wrong);
    row("no-mac.p12", u"the passphrase is wrong, the file is damaged"_s, "abd");
    for (const char *file : {"ec.p12", "ec.pem", "ec-sec1.pem", "ec-locked.pem", "ec-certificate.pem"})
        row(file, u"needs RSA"_s);
    row("small.p12", u"1024 bits"_s);
    row("small.pem", u"1024 bits"_s);
    row("no-key.p12", u"no RSA private key"_s);
    row("rsa.crt", u"no RSA private key"_s);
    row("no-certificate.p12", u"no certificate"_s);
    row("rsa.key", u"no certificate"_s);
    row("mixed.pem", u"do not belong together"_s);
    row("rsa.der", u"neither a PKCS#12 nor a PEM"_s);
}

void TestCertificateTools::refuses()
{
    QFETCH(const QString, file);
    QFETCH(const QByteArray, passphrase);
    QFETCH(const QString, reason);
    const auto read = m_tools.read(m_openssl.read(file), secretCopy(passphrase));
    QVERIFY(!read);
    QVERIFY2(read.error().text.contains(reason), qPrintable(read.error().text));
}

/// Of so many some give a text whose padding fits.
void TestCertificateTools::wrongPassphraseIsToldWhateverItGives()
{
    const QByteArray file = m_openssl.read(u"pkcs1-locked.pem"_s);
    for (int i = 0; i < 3000; ++i) {
        const auto read = m_tools.read(file, secretCopy("wrong " + QByteArray::number(i)));
        QVERIFY(!read);
        QVERIFY2(read.error().text.contains("passphrase does not open"_L1), qPrintable(read.error().text));
    }
}

void TestCertificateTools::damagedFilesAreRefused()
{
    QByteArray random(5000, 'x');
    for (qsizetype i = 0; i < random.size(); ++i)
        random[i] = char((i * i * 31 + i) % 251);
    QVERIFY(!m_tools.read(random, secretCopy("abc")));
    QVERIFY(!m_tools.read({}, {}));
    const auto large = m_tools.read(QByteArray(1024 * 1024 + 1, 'x'), {});
    QVERIFY(!large && large.error().text.contains(u"1 MiB"_s));
    for (const QString &name : {u"aes.p12"_s, u"pkcs8-locked.pem"_s, u"plain.pem"_s}) {
        const QByteArray whole = m_openssl.read(name);
        for (qsizetype size = 0; size < whole.size() - 40; size += 61)
            QVERIFY2(!m_tools.read(whole.first(size), secretCopy("abc")), qPrintable(QString::number(size)));
    }
}

/// OpenSSL itself signs with a key whose coefficient is wrong.
void TestCertificateTools::everyDamagedNumberIsRefused()
{
    const QByteArray whole = sample().privateKey.toByteArray();
    const auto numbers = m_tools.privateNumbers(sample().privateKey);
    VERIFY_DONE(numbers);
    for (const SecretBytes &number :
         {numbers->d, numbers->p, numbers->q, numbers->dp, numbers->dq, numbers->qi}) {
        QByteArray changed = whole;
        const qsizetype end = whole.indexOf(number.toByteArray()) + number.size();
        QVERIFY(end > number.size());
        changed[end - 10] = char(changed.at(end - 10) ^ 1);
        const QByteArray key =
            "-----BEGIN PRIVATE KEY-----\n" + changed.toBase64() + "\n-----END PRIVATE KEY-----\n";
        const auto read = m_tools.read(key + m_openssl.read(u"rsa.crt"_s), {});
        QVERIFY(!read);
        QVERIFY2(read.error().text.contains(u"damaged"_s), qPrintable(read.error().text));
    }
}

void TestCertificateTools::opensslReadsPkcs12()
{
    const auto file = m_tools.toPkcs12(sample(), secretCopy(u"pässwörd, long"_s.toUtf8()));
    VERIFY_DONE(file);
    m_openssl.write(u"ours.p12"_s, file->toByteArray());
    m_openssl.write(u"word"_s, u"pässwörd, long"_s.toUtf8());
    m_openssl.run(u"pkcs12 -in ours.p12 -passin file:word -nocerts -nodes -out ours.key"_s);
    m_openssl.run(u"pkcs12 -in ours.p12 -passin file:word -nokeys -out ours.crt"_s);
    QCOMPARE(m_openssl.run(u"pkcs8 -topk8 -nocrypt -in ours.key -outform DER"_s),
             sample().privateKey.toByteArray());
    QCOMPARE(m_openssl.run(u"x509 -in ours.crt -outform DER"_s), sample().certificate);
    QVERIFY(!m_openssl.tryRun(u"pkcs12 -in ours.p12 -passin pass:password -noout"_s));
    // Encrypted with AES: the object identifier of AES-256-CBC stands in it, those of RC2 and Triple DES do
    // not.
    QVERIFY(file->toByteArray().contains(QByteArray::fromHex("60864801650304012a")));
    QVERIFY(!file->toByteArray().contains(QByteArray::fromHex("2a864886f70d010c01")));
    // 600,000 rounds three times: for the MAC, the certificate and the private key.
    QCOMPARE(file->toByteArray().count(QByteArray::fromHex("02030927c0")), 3);

    const auto again = m_tools.read(file->toByteArray(), secretCopy(u"pässwörd, long"_s.toUtf8()));
    VERIFY_DONE(again);
    QCOMPARE(again->privateKey.toByteArray(), sample().privateKey.toByteArray());
}

void TestCertificateTools::opensslReadsPem()
{
    const auto file = m_tools.toPem(sample(), secretCopy("twelve chars"));
    VERIFY_DONE(file);
    m_openssl.write(u"word"_s, "twelve chars");
    m_openssl.write(u"ours.pem"_s, file->toByteArray());
    QCOMPARE(m_openssl.run(u"pkcs8 -topk8 -nocrypt -in ours.pem -passin file:word -outform DER"_s),
             sample().privateKey.toByteArray());
    QCOMPARE(m_openssl.run(u"x509 -in ours.pem -outform DER"_s), sample().certificate);
    QVERIFY(!m_openssl.tryRun(u"pkey -in ours.pem -passin pass:abd -noout"_s));
    m_openssl.write(u"ours-key.pem"_s,
                    file->toByteArray().sliced(file->toByteArray().indexOf("-----BEGIN ENC")));
    const QByteArray key = m_openssl.run(u"asn1parse -in ours-key.pem"_s);
    for (const char *part : {":PBES2", ":PBKDF2", ":0927C0", ":hmacWithSHA256", ":aes-256-cbc"})
        QVERIFY2(key.contains(part), part);
    const auto again = m_tools.read(file->toByteArray(), secretCopy("twelve chars"));
    VERIFY_DONE(again);
    QCOMPARE(again->privateKey.toByteArray(), sample().privateKey.toByteArray());
}

void TestCertificateTools::needsAPassphrase()
{
    for (const QByteArray &weak : {""_ba, "eleven char"_ba, u"elf Zeichén"_s.toUtf8(), "twelve chars\0"_ba}) {
        const auto refused = m_tools.toPkcs12(sample(), secretCopy(weak));
        QVERIFY2(!refused && refused.error().text.contains(u"passphrase"_s), weak.constData());
        QVERIFY2(weak.isEmpty() || !m_tools.toPem(sample(), secretCopy(weak)), weak.constData());
    }
    const auto publicPart = m_tools.toPem(sample(), {});
    VERIFY_DONE(publicPart);
    QVERIFY(!publicPart->toByteArray().contains("PRIVATE"));
    QCOMPARE(publicPart->toByteArray(), m_openssl.read(u"rsa.crt"_s));
}

void TestCertificateTools::numbersAreOpenSsls()
{
    const QByteArray text = m_openssl.run(u"rsa -in rsa.key -noout -text"_s);
    const auto numbers = m_tools.privateNumbers(sample().privateKey);
    VERIFY_DONE(numbers);
    QCOMPARE(numbers->n, numberIn(text, u"modulus"_s));
    QCOMPARE(numbers->e, QByteArray::fromHex("010001"));
    QCOMPARE(numbers->d.toByteArray(), numberIn(text, u"privateExponent"_s));
    QCOMPARE(numbers->p.toByteArray(), numberIn(text, u"prime1"_s));
    QCOMPARE(numbers->q.toByteArray(), numberIn(text, u"prime2"_s));
    QCOMPARE(numbers->dp.toByteArray(), numberIn(text, u"exponent1"_s));
    QCOMPARE(numbers->dq.toByteArray(), numberIn(text, u"exponent2"_s));
    QCOMPARE(numbers->qi.toByteArray(), numberIn(text, u"coefficient"_s));
    const auto publicOnes = m_tools.publicNumbers(sample().certificate);
    VERIFY_DONE(publicOnes);
    QCOMPARE(publicOnes->n, numbers->n);
    QCOMPARE(publicOnes->e, numbers->e);
    QVERIFY(publicOnes->d.isEmpty());
}

void TestCertificateTools::tellsOfACertificate()
{
    const auto info = m_tools.info(sample().certificate);
    VERIFY_DONE(info);
    QCOMPARE(info->subject, u"rsa"_s);
    const QByteArray digest = m_openssl.run(u"x509 -in rsa.crt -noout -fingerprint -sha256"_s).trimmed();
    QCOMPARE(info->thumbprint.toLatin1(), digest.split('=').value(1).replace(":", "").toLower());
    const QByteArray sha1 = m_openssl.run(u"x509 -in rsa.crt -noout -fingerprint -sha1"_s).trimmed();
    QCOMPARE(info->sha1Thumbprint.toHex(), sha1.split('=').value(1).replace(":", "").toLower());
    QVERIFY(!m_tools.info("no certificate"));
    m_openssl.run(u"x509 -in ec.crt -outform DER -out ec.der"_s);
    QCOMPARE(m_tools.info(m_openssl.read(u"ec.der"_s))->algorithm, u"EC 256"_s);
    QVERIFY(!m_tools.publicNumbers(m_openssl.read(u"ec.der"_s)));
}

GATEHOUSE_TEST(TestCertificateTools)
#include "tst_certificatetools.moc"
