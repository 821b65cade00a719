#include "services/signin/PasswordHash.h"

#include <QTest>

#include <algorithm>
#include <ctime>

#include <sys/resource.h>
#include <unistd.h>

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
    void damagedHashesAreTold_data();
    void damagedHashesAreTold();
    void tooLittleMemoryIsNoWrongPassword();
    void sameTextIsTheSamePassword_data();
    void sameTextIsTheSamePassword();
    void whatIsNoTextIsRefused_data();
    void whatIsNoTextIsRefused();
    void takesAsLongWithoutAHash();

private:
    static bool isPassword(const SecretBytes &password, const QByteArray &phc)
    {
        return checkPassword(password, phc).value() == PasswordFit::Right;
    }

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

void TestPasswordHash::damagedHashesAreTold_data()
{
    QTest::addColumn<QByteArray>("phc");
    QTest::addColumn<bool>("damaged");
    const QByteArray whole = m_phc;
    QTest::newRow("none") << QByteArray() << false;
    QTest::newRow("another kind") << QByteArray("$2b$12$abcdefghijklmnopqrstuv") << true;
    QTest::newRow("cut in the hash") << whole.chopped(1) << true;
    QTest::newRow("cut in the salt") << whole.left(35) << true;
    QTest::newRow("without hash") << whole.left(whole.lastIndexOf('$') + 1) << true;
    QTest::newRow("weaker parameters") << QByteArray(whole).replace("m=65536,t=3", "m=8,t=1") << true;
    QTest::newRow("all of the memory") << QByteArray(whole).replace("m=65536", "m=4294967295") << true;
    QTest::newRow("not id") << QByteArray(whole).replace("argon2id", "argon2d") << true;
    QTest::newRow("no base64") << QByteArray(whole).replace(whole.size() - 5, 1, "?") << true;
    QTest::newRow("longer") << whole + "AAAA" << true;
    QTest::newRow("10 MiB") << whole + QByteArray(10 << 20, 'A') << true;
    QTest::newRow("other salt") << QByteArray(whole).replace(35, 1, whole.at(35) == 'A' ? "B" : "A") << false;
}

void TestPasswordHash::damagedHashesAreTold()
{
    QFETCH(const QByteArray, phc);
    QFETCH(const bool, damaged);
    const auto fit = checkPassword(secretCopy("Zomer!2026-lang"), phc);
    QVERIFY2(fit, fit ? "" : qPrintable(fit.error().text));
    QCOMPARE(*fit, damaged ? PasswordFit::Damaged : PasswordFit::Wrong);
}

void TestPasswordHash::tooLittleMemoryIsNoWrongPassword()
{
#if defined(__SANITIZE_ADDRESS__) || (defined(__has_feature) && __has_feature(address_sanitizer))
    QSKIP("AddressSanitizer ends a program that gets no memory");
#endif
    // Nothing more than what the program has already, and a little for the messages.
    QFile statm(u"/proc/self/statm"_s);
    QVERIFY(statm.open(QIODevice::ReadOnly));
    const auto pages = statm.readAll().split(' ').first().toULongLong();
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_AS, &before), 0);
    rlimit little = before;
    little.rlim_cur = rlim_t(pages) * rlim_t(sysconf(_SC_PAGESIZE)) + (16U << 20U);
    QCOMPARE(setrlimit(RLIMIT_AS, &little), 0);
    const auto fit = checkPassword(secretCopy("Zomer!2026-lang"), m_phc);
    const auto nobodys = checkPassword(secretCopy("Zomer!2026-lang"), {});
    const auto hash = hashPassword(secretCopy("Zomer!2026-lang"));
    QCOMPARE(setrlimit(RLIMIT_AS, &before), 0);
    QVERIFY(!fit && !nobodys && !hash);
    for (const Error &error : {fit.error(), nobodys.error(), hash.error()}) {
        QCOMPARE(error.kind, Error::Kind::Unreachable);
        QVERIFY2(error.text.contains(u"not enough free memory"_s), qPrintable(error.text));
    }
    QVERIFY(isPassword(secretCopy("Zomer!2026-lang"), m_phc));
}

void TestPasswordHash::sameTextIsTheSamePassword_data()
{
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<QByteArray>("prepared");
    QTest::newRow("ASCII") << QByteArray("Zomer!2026 lang") << QByteArray("Zomer!2026 lang");
    QTest::newRow("composed") << "caf\u00E9"_ba << "caf\u00E9"_ba;
    QTest::newRow("decomposed") << "cafe\u0301"_ba << "caf\u00E9"_ba;
    QTest::newRow("Hangul") << "\u1112\u1161\u11AB"_ba << "\uD55C"_ba;
    QTest::newRow("no-break space") << "a\u00A0b"_ba << "a b"_ba;
    QTest::newRow("ideographic space") << "a\u3000b"_ba << "a b"_ba;
    QTest::newRow("compatibility characters stay") << "\uFB01"_ba << "\uFB01"_ba;
    QTest::newRow("case stays") << "\u00C9t\u00E9"_ba << "\u00C9t\u00E9"_ba;
    QTest::newRow("byte order mark stays") << "\uFEFFab"_ba << "\uFEFFab"_ba;
    QTest::newRow("beyond the first plane") << "\U0001F511"_ba << "\U0001F511"_ba;
}

void TestPasswordHash::sameTextIsTheSamePassword()
{
    QFETCH(const QByteArray, typed);
    const auto prepared = preparedPassword(secretCopy(typed));
    QVERIFY(prepared);
    QTEST(prepared->toByteArray(), "prepared");
    QCOMPARE(preparedPassword(*prepared)->toByteArray(), prepared->toByteArray());
}

void TestPasswordHash::whatIsNoTextIsRefused_data()
{
    QTest::addColumn<QByteArray>("typed");
    QTest::newRow("Latin-1") << QByteArray("caf\xE9 caf\xE9");
    QTest::newRow("cut in a character") << QByteArray("caf\xC3");
    QTest::newRow("overlong") << QByteArray("a\xC0\x80z");
    QTest::newRow("half a pair") << QByteArray("a\xED\xA0\x80z");
    QTest::newRow("NUL") << QByteArray("a\0b", 3);
    QTest::newRow("NUL at the end") << QByteArray("ab\0", 3);
}

void TestPasswordHash::whatIsNoTextIsRefused()
{
    QFETCH(const QByteArray, typed);
    const auto prepared = preparedPassword(secretCopy(typed));
    QVERIFY(!prepared);
    QCOMPARE(prepared.error().kind, Error::Kind::Rule);
    QVERIFY2(prepared.error().text.contains(u"no text"_s), qPrintable(prepared.error().text));
}

void TestPasswordHash::takesAsLongWithoutAHash()
{
    const SecretBytes wrong = secretCopy("wrong");
    const auto median = [&](const QByteArray &phc) {
        QList<double> times;
        for (int i = 0; i < 5; ++i) {
            const std::clock_t before = std::clock(); // of the processor: others may be busy, too
            std::ignore = checkPassword(wrong, phc);
            times << double(std::clock() - before);
        }
        std::ranges::sort(times);
        return times.at(2);
    };
    const double known = median(m_phc);
    for (const QByteArray &phc : {QByteArray(), QByteArray("$2b$12$abcdefghijklmnopqrstuv")}) {
        const double ratio = median(phc) / known;
        QVERIFY2(ratio > 0.5 && ratio < 2, qPrintable(QString::number(ratio)));
    }
}

GATEHOUSE_TEST(TestPasswordHash)
#include "tst_passwordhash.moc"
