#include "services/signin/PasswordHash.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace gatehouse;

class TestPasswordHash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        prepareSecretMemory();
        m_phc = hashPassword(secretCopy("Zomer!2026-lang")).value();
    }
    void isArgon2id();
    void sameAsOpenSsl();
    void checks_data();
    void checks();
    void damagedHashesFitNobody_data();
    void damagedHashesFitNobody();
    void takesAsLongWithoutAHash();

private:
    const QByteArray m_beginning = "$argon2id$v=19$m=65536,t=3,p=1$";
    QByteArray m_phc;
};

void TestPasswordHash::isArgon2id()
{
    QVERIFY2(m_phc.startsWith(m_beginning), m_phc.constData());
    QCOMPARE(m_phc.count('$'), 5);
    const QByteArray again = hashPassword(secretCopy("Zomer!2026-lang")).value();
    QVERIFY2(again != m_phc, "two users with one password must not look the same");
    QVERIFY(!m_phc.contains("Zomer"));
}

void TestPasswordHash::sameAsOpenSsl()
{
    // openssl kdf -keylen 32 -kdfopt pass:'Zomer!2026-lang' -kdfopt salt:gatehousegatehou -kdfopt iter:3
    // -kdfopt memcost:65536 -kdfopt lanes:1 ARGON2ID
    const QByteArray phc =
        m_beginning + "Z2F0ZWhvdXNlZ2F0ZWhvdQ$" +
        QByteArray::fromHex("A5BE3A1F7AB42DA97E282F77A87627D8FEE67A76938EA0E16FEC1787026B6CE6")
            .toBase64(QByteArray::OmitTrailingEquals);
    QVERIFY(isPassword(secretCopy("Zomer!2026-lang"), phc));
    QVERIFY(!isPassword(secretCopy("Zomer!2026-lanG"), phc));
}

void TestPasswordHash::checks_data()
{
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QByteArray>("tried");
    QTest::addColumn<bool>("fits");
    QTest::newRow("same") << QByteArray("a b c") << QByteArray("a b c") << true;
    QTest::newRow("other case") << QByteArray("a b c") << QByteArray("A b c") << false;
    QTest::newRow("longer") << QByteArray("a b c") << QByteArray("a b c ") << false;
    QTest::newRow("shorter") << QByteArray("a b c") << QByteArray("a b ") << false;
    QTest::newRow("empty") << QByteArray() << QByteArray() << true;
    QTest::newRow("not empty") << QByteArray("a") << QByteArray() << false;
    QTest::newRow("beyond ASCII") << "paß計画"_ba << "paß計画"_ba << true;
    QTest::newRow("after a NUL") << QByteArray("a\0b", 3) << QByteArray("a\0c", 3) << false;
    QTest::newRow("long") << QByteArray(5000, 'a') + 'b' << QByteArray(5000, 'a') + 'c' << false;
}

void TestPasswordHash::checks()
{
    QFETCH(const QByteArray, password);
    QFETCH(const QByteArray, tried);
    const QByteArray phc = hashPassword(secretCopy(password)).value();
    QTEST(isPassword(secretCopy(tried), phc), "fits");
}

void TestPasswordHash::damagedHashesFitNobody_data()
{
    QTest::addColumn<QByteArray>("phc");
    const QByteArray whole = m_phc;
    QTest::newRow("none") << QByteArray();
    QTest::newRow("another kind") << QByteArray("$2b$12$abcdefghijklmnopqrstuv");
    QTest::newRow("cut") << whole.chopped(1);
    QTest::newRow("without hash") << whole.left(whole.lastIndexOf('$') + 1);
    QTest::newRow("weaker parameters") << QByteArray(whole).replace("m=65536,t=3", "m=8,t=1");
    QTest::newRow("all of the memory") << QByteArray(whole).replace("m=65536", "m=4294967295");
    QTest::newRow("not id") << QByteArray(whole).replace("argon2id", "argon2d");
    QTest::newRow("other salt") << QByteArray(whole).replace(35, 1, whole.at(35) == 'A' ? "B" : "A");
}

void TestPasswordHash::damagedHashesFitNobody()
{
    QFETCH(const QByteArray, phc);
    QVERIFY(!isPassword(secretCopy("Zomer!2026-lang"), phc));
}

void TestPasswordHash::takesAsLongWithoutAHash()
{
    const SecretBytes wrong = secretCopy("wrong");
    const auto median = [&](const QByteArray &phc) {
        QList<qint64> times;
        for (int i = 0; i < 5; ++i) {
            QElapsedTimer timer;
            timer.start();
            [[maybe_unused]] const bool fits = isPassword(wrong, phc);
            times << timer.nsecsElapsed();
        }
        std::ranges::sort(times);
        return double(times.at(2));
    };
    const double known = median(m_phc);
    for (const QByteArray &phc : {QByteArray(), QByteArray("$2b$12$abcdefghijklmnopqrstuv")}) {
        const double ratio = median(phc) / known;
        QVERIFY2(ratio > 0.5 && ratio < 2, qPrintable(QString::number(ratio)));
    }
}

QTEST_GUILESS_MAIN(TestPasswordHash)
#include "tst_passwordhash.moc"
