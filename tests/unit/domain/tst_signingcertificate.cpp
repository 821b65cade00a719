#include "domain/SigningCertificate.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using enum CertificateStatus;

namespace {

const QDateTime start(QDate(2026, 1, 31), QTime(12, 0), QTimeZone::UTC);

QDateTime day(int number)
{
    return start.addDays(number);
}

SigningCertificate certificate(const QString &key, int signsFrom, int notAfter)
{
    return {.key = key, .notBefore = start, .notAfter = day(notAfter), .signsFrom = day(signsFrom)};
}

SigningCertificate replaced(SigningCertificate certificate, int from, int publishedUntil)
{
    certificate.replaced = day(from);
    certificate.publishedUntil = day(publishedUntil);
    return certificate;
}

QStringList keysOf(const QList<SigningCertificate> &certificates)
{
    QStringList keys;
    for (const SigningCertificate &one : certificates)
        keys << one.key;
    return keys;
}

}

/// How certificates stand over time.
class TestSigningCertificate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void status_data();
    void status();
    void newestSigns();
    void publishedOnes();
    void expiresSoon_data();
    void expiresSoon();
};

void TestSigningCertificate::status_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<CertificateStatus>("expected");
    constexpr int aDay = 24 * 3600;
    // Signs from day 10, is replaced on day 20, published until day 25; valid until day 30.
    QTest::newRow("made") << 0 << Next;
    QTest::newRow("just before it signs") << 10 * aDay - 1 << Next;
    QTest::newRow("signs") << 10 * aDay << Active;
    QTest::newRow("just before it is replaced") << 20 * aDay - 1 << Active;
    QTest::newRow("replaced") << 20 * aDay << Retiring;
    QTest::newRow("just before the last token ends") << 25 * aDay - 1 << Retiring;
    QTest::newRow("the last token ended") << 25 * aDay << Expired;
    QTest::newRow("after its end") << 31 * aDay << Expired;
}

void TestSigningCertificate::status()
{
    QFETCH(const int, seconds);
    QFETCH(const CertificateStatus, expected);
    const QDateTime now = start.addSecs(seconds);
    QCOMPARE(certificateStatus(replaced(certificate(u"a"_s, 10, 30), 20, 25), now), expected);
    // Without a successor it signs to its end.
    const CertificateStatus alone = now < day(10) ? Next : now < day(30) ? Active : Expired;
    QCOMPARE(certificateStatus(certificate(u"a"_s, 10, 30), now), alone);
    // Its own end comes first, whatever the successor says.
    const CertificateStatus ended = now < day(10) ? Next : now < day(15) ? Active : Expired;
    QCOMPARE(certificateStatus(replaced(certificate(u"a"_s, 10, 15), 20, 25), now), ended);
}

void TestSigningCertificate::newestSigns()
{
    const QList<SigningCertificate> both{certificate(u"new"_s, 5, 30), certificate(u"old"_s, 0, 30)};
    QCOMPARE(activeCertificate(both, day(4))->key, u"old"_s);
    QCOMPARE(activeCertificate(both, day(5))->key, u"new"_s);
    QVERIFY(!activeCertificate(both, day(30)));
    QVERIFY(!activeCertificate(both, day(-1)));
    QVERIFY(!activeCertificate({}, day(0)));
}

void TestSigningCertificate::publishedOnes()
{
    const QList<SigningCertificate> all{
        certificate(u"gone"_s, 0, 1), replaced(certificate(u"retiring"_s, 0, 300), 10, 20),
        replaced(certificate(u"active"_s, 10, 300), 30, 40), certificate(u"next"_s, 30, 300)};
    QCOMPARE(keysOf(publishedCertificates(all, day(15))),
             (QStringList{u"active"_s, u"retiring"_s, u"next"_s}));
    QCOMPARE(keysOf(publishedCertificates(all, day(35))), (QStringList{u"next"_s, u"active"_s}));
    QCOMPARE(keysOf(publishedCertificates(all, day(300))), QStringList());
}

void TestSigningCertificate::expiresSoon_data()
{
    QTest::addColumn<SigningCertificate>("certificate");
    QTest::addColumn<int>("day");
    QTest::addColumn<bool>("expected");
    const SigningCertificate active = certificate(u"a"_s, 0, 100);
    QTest::newRow("61 days ahead") << active << 39 << false;
    QTest::newRow("60 days ahead") << active << 40 << false;
    QTest::newRow("59 days ahead") << active << 41 << true;
    QTest::newRow("over") << active << 100 << false;
    QTest::newRow("has a successor") << replaced(active, 50, 60) << 41 << false;
    QTest::newRow("retiring") << replaced(active, 50, 99) << 60 << false;
    QTest::newRow("next, and short") << certificate(u"a"_s, 10, 50) << 0 << true;
}

void TestSigningCertificate::expiresSoon()
{
    QFETCH(const SigningCertificate, certificate);
    QFETCH(const int, day);
    QFETCH(const bool, expected);
    QCOMPARE(gatehouse::expiresSoon(certificate, ::day(day)), expected);
}

GATEHOUSE_TEST(TestSigningCertificate)
#include "tst_signingcertificate.moc"
