#include "services/security/Aes256Gcm.h"
#include "services/security/SecretCipher.h"
#include "support/TestDatabase.h"

using namespace Qt::StringLiterals;
using namespace gatehouse;

/// What encryption is built of, by the vectors of its standards, and memory that is wiped.
class TestCryptography : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { VERIFY_DONE(cryptographyIsReady()); }
    void hkdf_data();
    void hkdf();
    void gcm();
    void gcmRefusesWrongSizes();
    void wipes();
};

/// RFC 5869, appendix A.
void TestCryptography::hkdf_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("salt");
    QTest::addColumn<QByteArray>("info");
    QTest::addColumn<QByteArray>("expected");
    const auto range = [](int first, int last) {
        QByteArray bytes;
        for (int byte = first; byte <= last; ++byte)
            bytes += char(byte);
        return bytes;
    };
    QTest::newRow("A.1") << QByteArray(22, 0x0b) << range(0x00, 0x0c) << range(0xf0, 0xf9)
                         << QByteArray::fromHex(
                                "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
                                "34007208d5b887185865");
    QTest::newRow("A.2") << range(0x00, 0x4f) << range(0x60, 0xaf) << range(0xb0, 0xff)
                         << QByteArray::fromHex(
                                "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
                                "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
                                "cc30c58179ec3e87c14c01d5c1f3434f1d87");
    QTest::newRow("A.3") << QByteArray(22, 0x0b) << QByteArray() << QByteArray()
                         << QByteArray::fromHex(
                                "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
                                "9d201395faa4b61a96c8");
}

void TestCryptography::hkdf()
{
    QFETCH(QByteArray, secret);
    QFETCH(QByteArray, salt);
    QFETCH(QByteArray, info);
    QFETCH(QByteArray, expected);
    const auto key = QCA::HKDF(u"sha256"_s)
                         .makeKey(secretCopy(secret), QCA::InitializationVector(salt),
                                  QCA::InitializationVector(info), uint(expected.size()));
    QCOMPARE(key.toByteArray().toHex(), expected.toHex());
}

/// NIST's test vectors for GCM (The Galois/Counter Mode of Operation, McGrew and Viega), test case 14.
void TestCryptography::gcm()
{
    const auto encrypted = Aes256Gcm().encrypt(SecretBytes(QByteArray(32, 0)), QByteArray(12, 0),
                                               SecretBytes(QByteArray(16, 0)));
    QVERIFY(encrypted);
    QCOMPARE(encrypted->toHex(), "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919");
}

void TestCryptography::gcmRefusesWrongSizes()
{
    const SecretBytes key(QByteArray(32, 'k'));
    const QByteArray iv(12, 'i');
    const SecretBytes plain = secretCopy("correct horse battery staple");
    const QByteArray encrypted = Aes256Gcm().encrypt(key, iv, plain).value();
    QVERIFY(Aes256Gcm().decrypt(key, iv, encrypted));
    QVERIFY(!Aes256Gcm().decrypt(SecretBytes(QByteArray(16, 'k')), iv, encrypted));
    QVERIFY(!Aes256Gcm().decrypt(key, iv.first(11), encrypted));
    QVERIFY(!Aes256Gcm().encrypt(SecretBytes(QByteArray(16, 'k')), iv, plain));
    QVERIFY(!Aes256Gcm().encrypt(key, iv + 'x', plain));
    for (qsizetype size = 0; size < encrypted.size(); ++size)
        QVERIFY(!Aes256Gcm().decrypt(key, iv, encrypted.first(size)));
}

void TestCryptography::wipes()
{
    QString text = u"pass"_s + QString::number(4711);
    const QString shared = text;
    const SecretBytes taken = takeSecret(std::move(text));
    QCOMPARE(taken.toByteArray(), "pass4711");
    QCOMPARE(shared, QString(8, QChar(u'\0')));

    QByteArray bytes(5, 'x');
    const QByteArray sharedBytes = bytes;
    wipe(bytes);
    QVERIFY(bytes.isEmpty());
    QCOMPARE(sharedBytes, QByteArray(5, '\0'));

    QString literal = u"read-only memory"_s;
    wipe(literal);
    QVERIFY(literal.isEmpty());
    QCOMPARE(u"read-only memory"_s.size(), 16);
}

GATEHOUSE_TEST(TestCryptography)
#include "tst_cryptography.moc"
