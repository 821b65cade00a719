#include "certificates/Der.h"
#include "certificates/RsaKey.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using der::Tag;

namespace {

QByteArray bytes(const SecretBytes &secret)
{
    return secret.toByteArray();
}

}

/// Lengths and numbers of DER, and that nothing is read beyond the end.
class TestDer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { static const QCA::Initializer initializer; }
    void lengths_data();
    void lengths();
    void numbers_data();
    void numbers();
    void faults_data();
    void faults();
    void everyCutOfAKeyIsRefused();
};

void TestDer::lengths_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("none") << 0 << QByteArray::fromHex("0400");
    QTest::newRow("short form") << 127 << QByteArray::fromHex("047f");
    QTest::newRow("one byte") << 128 << QByteArray::fromHex("048180");
    QTest::newRow("two bytes") << 256 << QByteArray::fromHex("04820100");
    QTest::newRow("three bytes") << 65536 << QByteArray::fromHex("0483010000");
}

void TestDer::lengths()
{
    QFETCH(const int, size);
    QFETCH(const QByteArray, header);
    const QByteArray content(size, 'x');
    const QByteArray element = bytes(der::leaf(Tag::OctetString, content));
    QCOMPARE(element, header + content);
    der::Reader reader(element);
    QCOMPARE(reader.next(Tag::OctetString).toByteArray(), content);
    QVERIFY(reader.isGood() && reader.isAtEnd());
}

void TestDer::numbers_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<QByteArray>("element");
    QTest::newRow("zero") << QByteArray(1, 0) << QByteArray::fromHex("020100");
    QTest::newRow("small") << QByteArray::fromHex("7f") << QByteArray::fromHex("02017f");
    QTest::newRow("first bit set") << QByteArray::fromHex("80") << QByteArray::fromHex("02020080");
    QTest::newRow("leading zeros") << QByteArray::fromHex("000001") << QByteArray::fromHex("020101");
    QTest::newRow("exponent") << QByteArray::fromHex("010001") << QByteArray::fromHex("0203010001");
}

void TestDer::numbers()
{
    QFETCH(const QByteArray, number);
    QFETCH(const QByteArray, element);
    QCOMPARE(bytes(der::number(QByteArrayView(number))), element);
}

void TestDer::faults_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no length") << QByteArray::fromHex("02");
    QTest::newRow("cut") << QByteArray::fromHex("020200");
    QTest::newRow("another tag") << QByteArray::fromHex("040101");
    QTest::newRow("indefinite length") << QByteArray::fromHex("0280010000");
    QTest::newRow("length of five bytes") << QByteArray::fromHex("02850000000001ff");
    QTest::newRow("length of four bytes, too long") << QByteArray::fromHex("0284ffffffff01");
    QTest::newRow("length without its bytes") << QByteArray::fromHex("0284ff");
    QTest::newRow("empty number") << QByteArray::fromHex("0200");
    QTest::newRow("negative") << QByteArray::fromHex("0201ff");
}

void TestDer::faults()
{
    QFETCH(const QByteArray, bytes);
    der::Reader reader(bytes);
    QVERIFY(reader.nextNumber().isEmpty());
    QVERIFY(!reader.isGood());
    // A fault stays, and what follows is empty.
    QVERIFY(reader.next(Tag::Integer).isEmpty());
    QVERIFY(!reader.isGood());
}

void TestDer::everyCutOfAKeyIsRefused()
{
    SecretBytes inside = der::number(0u);
    for (const char digit : "12345678"_ba)
        inside.append(der::number(QByteArrayView(&digit, 1)));
    const SecretBytes whole = rsa::pkcs8Of(bytes(der::element(Tag::Sequence, inside)));
    const auto numbers = rsa::privateNumbers(viewOf(whole));
    QVERIFY(numbers);
    QCOMPARE(numbers->n, "1"_ba);
    QCOMPARE(numbers->e, "2"_ba);
    QCOMPARE(bytes(numbers->d), "3"_ba);
    QCOMPARE(bytes(numbers->qi), "8"_ba);
    for (int size = 0; size < whole.size(); ++size)
        QVERIFY2(!rsa::privateNumbers(viewOf(whole).first(size)), qPrintable(QString::number(size)));
}

QTEST_GUILESS_MAIN(TestDer)
#include "tst_der.moc"
