#include "domain/rules/secrets/SecretStrength.h"
#include "support/Effort.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

QByteArray randomText(QRandomGenerator &random, const QByteArray &alphabet, int length)
{
    QByteArray text;
    for (int i = 0; i < length; ++i)
        text += alphabet.at(random.bounded(int(alphabet.size())));
    return text;
}

const QByteArray lettersAndDigits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"_ba;

}

/// How hard a secret is to guess, by what is there.
class TestSecretStrength : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bits_data();
    void bits();
    void whatGeneratorsMakeIsEnough_data();
    void whatGeneratorsMakeIsEnough();
    void aUuidIsNot();
    void whatIsRepeatedAddsLittle();
    void longOnesTakeNoLongerThanTheirLength();
};

void TestSecretStrength::bits_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<int>("least");
    QTest::addColumn<int>("most");
    const auto add = [](const char *name, const QByteArray &secret, int least, int most) {
        QTest::newRow(name) << secret << least << most;
    };
    add("nothing", "", 0, 0);
    add("padding alone", "==", 0, 0);
    add("one letter", QByteArray(32, 'a'), 0, 0);
    add("Hydra's", "y3-~Rk.Tq9_Lw2mXc8Vb1Nz5Jh", 157, 157);
    add("hexadecimal", "9f86d081884c7d659a2feaa0c55ad015", 128, 128);
    add("hexadecimal in capitals", "9F86D081884C7D659A2FEAA0C55AD015", 128, 128);
    add("UUID", "6e1f0f3e-5f0a-4f0b-9c59-e2a2e2d8c111", 122, 122);
    add("UUID in capitals", "6E1F0F3E-5F0A-4F0B-9C59-E2A2E2D8C111", 122, 122);
    add("UUID in braces", "{6e1f0f3e-5f0a-4f0b-9c59-e2a2e2d8c111}", 122, 122);
    add("UUID as URN", "urn:uuid:6e1f0f3e-5f0a-4f0b-9c59-e2a2e2d8c111", 122, 122);
    add("16 bytes in base64", "9y3Rk+Tq9Lw2mXc8Vb1Nzw==", 128, 133);
    add("digits", "58310742964105837296", 66, 67);
    add("two letters by chance", "abbabaabbbabaababbbaabababbaabab", 20, 32);
    add("nil UUID", "00000000-0000-0000-0000-000000000000", 0, 40);
    add("a time", "2026-11-30T23:12:39Z", 12, 30);
    add("a time, twice", "2026-11-30T23:12:39Z2026-11-30T23:12:39Z", 12, 60);
    add("a time among letters", "lsjf93kd2026-11-30T23:12:39Zlsjf93kd", 12, 90);
    add("columns of a keyboard", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/", 12, 127);
    add("two that take turns", "a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8", 12, 80);
    add("words in base64", "bXlzdXBlcnNlY3JldGNsaWVudHNlY3JldHBhc3N3b3Jk", 12, 100);
    add("words in hexadecimal", "6d79737570657273656372657470617373776f7264666f7274686573686f70", 12, 110);
    add("a word", "secret", 0, 14);
    add("counted up", "abcdefghijklmnopqrstuvwxyz0123456789", 20, 40);
    add("every other", "acegikmoqsuwy13579acegikmoqsuwy13579", 20, 60);
    add("along the keyboard", "qwertyuiopasdfghjklzxcvbnm1234567890", 30, 60);
    add("usual words", "gatehouse-client-secret-production", 40, 70);
    add("an order in words", "CHANGEIT-web-shop-production-client-secret", 60, 127);
    add("a sentence", "none of your business, web shop client secret", 60, 127);
    add("whom to ask", "ask John for the web shop client secret", 60, 127);
    add("where to look", "see 1password: web shop client secret (production)", 60, 127);
    add("words and a year", "WebShopClientSecretProductionServer2026", 40, 127);
    add("ten words that nobody chose",
        "walnut-gravel-tundra-copper-violin-anchor-puzzle-meadow-lantern-cactus", 128, 330);
    QTest::addRow("a word in other letters") << "Production-PRODUCTION-production"_ba << 12 << 60;
}

void TestSecretStrength::bits()
{
    QFETCH(const QByteArray, secret);
    QFETCH(const int, least);
    QFETCH(const int, most);
    const double found = secretBits(secret);
    QVERIFY2(int(found) >= least && int(found) <= most, qPrintable(QString::number(found)));
}

void TestSecretStrength::whatGeneratorsMakeIsEnough_data()
{
    QTest::addColumn<QByteArray>("alphabet");
    QTest::addColumn<int>("length");
    QTest::newRow("32 bytes in base64url") << lettersAndDigits + "-_" << 43;
    QTest::newRow("16 bytes in hexadecimal") << "0123456789abcdef"_ba << 32;
    QTest::newRow("32 bytes in hexadecimal") << "0123456789ABCDEF"_ba << 64;
    QTest::newRow("Hydra") << lettersAndDigits + "-_.~" << 26;
    QTest::newRow("Keycloak") << lettersAndDigits << 32;
    QTest::newRow("Auth0") << lettersAndDigits + "-_" << 64;
    QTest::newRow("18 bytes in base64url") << lettersAndDigits + "-_" << 24;
    QTest::newRow("base32") << "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"_ba << 32;
}

void TestSecretStrength::whatGeneratorsMakeIsEnough()
{
    QFETCH(const QByteArray, alphabet);
    QFETCH(const int, length);
    QRandomGenerator random(20260131);
    for (int i = 0; i < 2000; ++i) {
        const QByteArray secret = randomText(random, alphabet, length);
        const double found = secretBits(secret);
        QVERIFY2(found >= leastSecretBits,
                 qPrintable(u"%1: %2"_s.arg(found).arg(QString::fromLatin1(secret))));
    }
}

void TestSecretStrength::aUuidIsNot()
{
    QRandomGenerator random(20260131);
    for (int i = 0; i < 100; ++i) {
        QByteArray uuid = randomText(random, "0123456789abcdef"_ba, 32);
        for (const int at : {8, 13, 18, 23})
            uuid.insert(at, '-');
        QVERIFY(secretBits(uuid) < leastSecretBits);
    }
}

void TestSecretStrength::whatIsRepeatedAddsLittle()
{
    QRandomGenerator random(20260131);
    for (int length = 1; length <= 16; ++length) {
        const QByteArray once = randomText(random, lettersAndDigits, length);
        QVERIFY2(secretBits(once.repeated(12).left(190)) < leastSecretBits, once.constData());
    }
}

/// Where each digit and sign may be a letter there are more words in a text than anybody could try.
void TestSecretStrength::longOnesTakeNoLongerThanTheirLength()
{
    for (const QByteArray &piece : {"a"_ba, "a b"_ba, "password "_ba, "p4$$w0rd1l"_ba, "xK9$"_ba})
        QVERIFY(secretBits(piece.repeated(200).left(200)) < leastSecretBits);
    for (const QByteArray &alphabet : {"p4$w0rd1l3a@s5"_ba, "4$01357@!"_ba}) {
        const auto judged = [&](int length, double least) {
            return test::effort([&] {
                QRandomGenerator random(20260131);
                for (int i = 0; i < 20; ++i)
                    QVERIFY(secretBits(randomText(random, alphabet, length)) >= least);
            });
        };
        const auto floor = judged(50, 0);
        const auto taken = judged(200, leastSecretBits);
        QVERIFY2(taken < 16 * floor, test::timesAsMuch(taken, floor).constData());
    }
}

GATEHOUSE_TEST(TestSecretStrength)
#include "tst_secretstrength.moc"
