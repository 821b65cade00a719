#include "domain/SecretMaker.h"
#include "domain/rules/FieldRules.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QTimeZone>

#include <bit>

using namespace Qt::StringLiterals;
using namespace gatehouse;

class SecretMakerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hashIsThatOfIdentityServer()
    {
        const QDateTime created(QDate(2026, 1, 2), QTime(3, 4, 5), QTimeZone::UTC);
        const ClientSecret stored = storedSecret("secret", u"vector"_s, created);
        QCOMPARE(stored.hash, u"K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols="_s);
        QVERIFY(stored.lastFour.isEmpty());
        QCOMPARE(stored.description, u"vector"_s);
        QCOMPARE(stored.created, created);
        QVERIFY(!stored.expires.isValid());
        QVERIFY(stored.key.isEmpty());
    }

    void lastFourOfLongOnes()
    {
        QCOMPARE(storedSecret("0123456789abcdefwxyz", {}, {}).lastFour, u"wxyz"_s);
        QCOMPARE(storedSecret("0123456789abcdefwxy", {}, {}).lastFour, QString());
        QCOMPARE(storedSecret("", {}, {}).lastFour, QString());
        QCOMPARE(storedSecret("", {}, {}).hash, u"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="_s);
    }

    void generatedOnes()
    {
        static const QRegularExpression base64Url(u"^[A-Za-z0-9_-]{43}$"_s);
        constexpr int count = 1000;
        QSet<QByteArray> distinct;
        qint64 bits = 0;
        for (int i = 0; i < count; ++i) {
            const QByteArray secret = generateSecret();
            QVERIFY2(base64Url.match(QString::fromLatin1(secret)).hasMatch(), secret.constData());
            QVERIFY(rules::checkTypedSecret(secret).isEmpty());
            const QByteArray bytes = QByteArray::fromBase64(secret, QByteArray::Base64UrlEncoding);
            QCOMPARE(bytes.size(), 32);
            for (const char byte : bytes)
                bits += std::popcount(uchar(byte));
            distinct << secret;
        }
        QCOMPARE(distinct.size(), count);
        const double share = double(bits) / (count * 256.0);
        QVERIFY2(share > 0.49 && share < 0.51, "half of the bits of 32 random bytes are set");
    }

    void expiresAtTheEndOfTheDay()
    {
        ClientSecret secret;
        secret.expires = endOfDay(QDate(2026, 12, 31));
        QCOMPARE(secret.expires.toString(Qt::ISODate), u"2026-12-31T23:59:59Z"_s);
        QVERIFY(secret.usableAt(QDateTime(QDate(2026, 12, 31), QTime(23, 59, 59), QTimeZone::UTC)));
        QVERIFY(!secret.usableAt(QDateTime(QDate(2027, 1, 1), QTime(0, 0), QTimeZone::UTC)));
        QVERIFY(!endOfDay(QDate()).isValid());
        QVERIFY(ClientSecret().usableAt(QDateTime(QDate(9999, 1, 1), QTime(0, 0), QTimeZone::UTC)));
    }
};

GATEHOUSE_TEST(SecretMakerTest)
#include "tst_secretmaker.moc"
