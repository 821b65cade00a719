#include "CertificateFixture.h"
#include "OpenSsl.h"
#include "services/certificates/CertificateTimes.h"

#include <memory>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;
using namespace std::chrono_literals;

namespace {

QDateTime later(int hours)
{
    return start.addSecs(qint64(hours) * 3600);
}

}

/// Signing certificates over time: the first comes with the first client application, each successor is
/// published before it signs, each predecessor as long as its tokens live.
class TestCertificates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<CertificateFixture>(); }
    void cleanup() { m_fixture.reset(); }
    void firstComesWithTheFirstClient();
    void nothingIsMadeBeforeStorageIsChosen();
    void createRefusesWhereOneSigns();
    void rollsOverWithOverlap();
    void rollsOverTwice();
    void rollsOverBeforeTheEndOfTheOld();
    void signsAtOnceWhereNoneSigns();
    void importTakesItsPlace();
    void importRefuses();
    void removesAllButTheActive();
    void removedSuccessorLeavesTheOldSigning();
    void removedSuccessorOfADamagedOne_data();
    void removedSuccessorOfADamagedOne();
    void opensWithTheKeyAlone();
    void replacingTheEncryptionKeyKeepsThem();

private:
    CertificateStatus statusAt(const SigningCertificate &certificate, const QDateTime &now)
    {
        return certificateStatus(m_fixture->stored(certificate.key), now);
    }
    QString activeAt(const QDateTime &now)
    {
        const QList<SigningCertificate> stored = m_fixture->stored();
        const SigningCertificate *active = activeCertificate(stored, now);
        return active ? active->key : QString();
    }
    auto ensure() { return certificates::ensureOne(m_fixture->database(), m_fixture->encryption(), start); }

    std::unique_ptr<CertificateFixture> m_fixture;
};

void TestCertificates::firstComesWithTheFirstClient()
{
    const auto before = ensure();
    VERIFY_DONE(before);
    QVERIFY(!before->has_value());
    VERIFY_DONE(m_fixture->addClient(u"web"_s));
    const auto made = ensure();
    VERIFY_DONE(made);
    QVERIFY(made->has_value());
    QCOMPARE(m_fixture->stored(), QList{**made});
    QCOMPARE((*made)->signsFrom, start);
    QCOMPARE((*made)->notAfter, start.addDays(730));
    const auto again = ensure();
    VERIFY_DONE(again);
    QVERIFY(!again->has_value());
}

void TestCertificates::nothingIsMadeBeforeStorageIsChosen()
{
    VERIFY_DONE(m_fixture->addClient(u"web"_s));
    VERIFY_DONE(m_fixture->configure([](auto &settings) { settings.storage = CertificateStorage::None; }));
    const auto made = ensure();
    VERIFY_DONE(made);
    QVERIFY(!made->has_value());
    QVERIFY(textOf(m_fixture->rollOver(start)).contains(u"Settings > Certificate storage"_s));
    const auto refused = m_fixture->addClient(u"second"_s);
    QVERIFY2(textOf(refused).contains(u"Settings > Certificate storage"_s), qPrintable(textOf(refused)));
    QVERIFY(refused.error().command.contains(u"gatehouse certificate storage"_s));
}

void TestCertificates::createRefusesWhereOneSigns()
{
    const auto create = [&] {
        return certificates::create(m_fixture->database(), m_fixture->encryption(), start);
    };
    VERIFY_DONE(create());
    QVERIFY(textOf(create()).contains(u"roll over"_s));
    QCOMPARE(m_fixture->stored().size(), 1);
}

void TestCertificates::rollsOverWithOverlap()
{
    VERIFY_DONE(m_fixture->configure([](auto &settings) {
        settings.overlapHours = 24;
        settings.tokenLifetimeHours = 48;
    }));
    const auto first = m_fixture->rollOver(start);
    VERIFY_DONE(first);
    const auto second = m_fixture->rollOver(later(100));
    VERIFY_DONE(second);

    struct Moment
    {
        int hour;
        CertificateStatus first;
        CertificateStatus second;
        QString signing;
    };
    using enum CertificateStatus;
    for (const Moment &moment :
         {Moment{100, Active, Next, first->key}, Moment{123, Active, Next, first->key},
          Moment{124, Retiring, Active, second->key}, Moment{171, Retiring, Active, second->key},
          Moment{172, Expired, Active, second->key}}) {
        const QDateTime now = later(moment.hour);
        QCOMPARE(statusAt(*first, now), moment.first);
        QCOMPARE(statusAt(*second, now), moment.second);
        QCOMPARE(activeAt(now), moment.signing);
        const auto published = publishedCertificates(m_fixture->stored(), now);
        QCOMPARE(published.first().key, moment.signing);
        QCOMPARE(published.size(), moment.first == Expired ? 1 : 2);
    }
    QCOMPARE(second->notBefore, later(100));
    QCOMPARE(activeAt(second->notAfter.addSecs(-1)), second->key);
    QCOMPARE(activeAt(second->notAfter), QString());
}

void TestCertificates::rollsOverTwice()
{
    const auto first = m_fixture->rollOver(start);
    const auto second = m_fixture->rollOver(later(10));
    const auto third = m_fixture->rollOver(later(11));
    VERIFY_DONE(first);
    VERIFY_DONE(second);
    VERIFY_DONE(third);
    // One hour apart, as they were made; never two that sign, never none.
    for (int hour = 0; hour < 200; ++hour) {
        const QString expected = hour < 34 ? first->key : hour < 35 ? second->key : third->key;
        QCOMPARE(activeAt(later(hour)), expected);
        int signing = 0;
        for (const SigningCertificate &one : m_fixture->stored())
            signing += certificateStatus(one, later(hour)) == CertificateStatus::Active;
        QCOMPARE(signing, 1);
    }

    // A shorter overlap overtakes the one that waits: that never signs.
    VERIFY_DONE(m_fixture->configure([](auto &settings) { settings.overlapHours = 0; }));
    const auto fourth = m_fixture->rollOver(later(12));
    VERIFY_DONE(fourth);
    for (int hour = 12; hour < 200; ++hour)
        QCOMPARE(activeAt(later(hour)), fourth->key);
    QCOMPARE(statusAt(*second, later(40)), CertificateStatus::Expired);
}

void TestCertificates::rollsOverBeforeTheEndOfTheOld()
{
    VERIFY_DONE(m_fixture->configure([](auto &settings) {
        settings.validityDays = 1;
        settings.overlapHours = 48;
    }));
    const auto first = m_fixture->rollOver(start);
    VERIFY_DONE(first);
    VERIFY_DONE(m_fixture->configure([](auto &settings) { settings.validityDays = 730; }));
    const auto second = m_fixture->rollOver(later(20));
    VERIFY_DONE(second);
    QCOMPARE(second->signsFrom, first->notAfter);
    QCOMPARE(activeAt(later(23)), first->key);
    QCOMPARE(activeAt(later(24)), second->key);
}

void TestCertificates::signsAtOnceWhereNoneSigns()
{
    VERIFY_DONE(m_fixture->configure([](auto &settings) { settings.validityDays = 1; }));
    const auto first = m_fixture->rollOver(start);
    VERIFY_DONE(first);
    const auto second = m_fixture->rollOver(later(30));
    VERIFY_DONE(second);
    QCOMPARE(second->signsFrom, later(30));
    // What is over stays as it was.
    QCOMPARE(m_fixture->stored(first->key), *first);
}

void TestCertificates::importTakesItsPlace()
{
    const OpenSsl openssl;
    openssl.makePair(u"rsa"_s);
    openssl.run(u"pkcs12 -export -inkey rsa.key -in rsa.crt -out rsa.p12 -passout pass:abc"_s);
    // OpenSSL's begin to be valid when they are made.
    const QDateTime now =
        QDateTime::fromSecsSinceEpoch(QDateTime::currentSecsSinceEpoch() + 60, QTimeZone::UTC);
    const auto first = m_fixture->rollOver(now.addDays(-1));
    VERIFY_DONE(first);
    const auto import = [&](const QByteArray &file, const SecretBytes &passphrase) {
        return certificates::import(m_fixture->database(), m_fixture->encryption(), file, passphrase, now);
    };
    QVERIFY(textOf(import(openssl.read(u"rsa.p12"_s), secretCopy("abd"))).contains(u"passphrase"_s));
    const auto imported = import(openssl.read(u"rsa.p12"_s), secretCopy("abc"));
    VERIFY_DONE(imported);
    QCOMPARE(imported->signsFrom.secsTo(now), -24 * 3600);
    QCOMPARE(m_fixture->stored(first->key).replaced, imported->signsFrom);
    const auto opened = certificates::open(m_fixture->database(), m_fixture->encryption(), *imported);
    VERIFY_DONE(opened);
    QCOMPARE(opened->privateKey.toByteArray(),
             openssl.run(u"pkcs8 -topk8 -nocrypt -in rsa.key -outform DER"_s));
    QVERIFY(textOf(import(openssl.read(u"rsa.p12"_s), secretCopy("abc"))).contains(u"there already"_s));
    QCOMPARE(m_fixture->stored().size(), 2);
}

void TestCertificates::importRefuses()
{
    const OpenSsl openssl;
    openssl.makePair(u"rsa"_s);
    const QByteArray file = openssl.read(u"rsa.key"_s) + openssl.read(u"rsa.crt"_s);
    const auto refused = certificates::import(m_fixture->database(), m_fixture->encryption(), file, {},
                                              QDateTime::currentDateTimeUtc().addDays(101));
    QVERIFY2(textOf(refused).contains(u"expired on"_s), qPrintable(textOf(refused)));
    QVERIFY(m_fixture->stored().isEmpty());
}

void TestCertificates::removesAllButTheActive()
{
    const auto first = m_fixture->rollOver(start);
    const auto second = m_fixture->rollOver(start);
    VERIFY_DONE(second);
    const auto remove = [&](const SigningCertificate &certificate, const QDateTime &now) {
        return certificates::remove(m_fixture->database(), m_fixture->encryption(),
                                    m_fixture->stored(certificate.key), now);
    };
    QVERIFY(textOf(remove(*first, start)).contains(u"Roll over"_s));
    VERIFY_DONE(remove(*first, later(24)));
    QCOMPARE(m_fixture->stored().size(), 1);
    QVERIFY(!remove(*second, later(24)));
}

void TestCertificates::removedSuccessorLeavesTheOldSigning()
{
    const auto first = m_fixture->rollOver(start);
    const auto second = m_fixture->rollOver(start);
    const auto third = m_fixture->rollOver(later(1));
    VERIFY_DONE(third);
    const auto remove = [&](const SigningCertificate &certificate) {
        return certificates::remove(m_fixture->database(), m_fixture->encryption(),
                                    m_fixture->stored(certificate.key), later(2));
    };
    VERIFY_DONE(remove(*second));
    QCOMPARE(m_fixture->stored(first->key).replaced, third->signsFrom);
    VERIFY_DONE(remove(*third));
    QVERIFY(!m_fixture->stored(first->key).replaced.isValid());
    QCOMPARE(activeAt(later(1000)), first->key);
}

void TestCertificates::removedSuccessorOfADamagedOne_data()
{
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("value");
    QTest::newRow("certificate") << u"certificate"_s << u"x!"_s;
    QTest::newRow("not before") << u"not_before"_s << u"soon"_s;
    QTest::newRow("thumbprint") << u"thumbprint"_s << u"X"_s;
}

/// What is damaged stays as it is stored, and does not keep another from going.
void TestCertificates::removedSuccessorOfADamagedOne()
{
    QFETCH(const QString, column);
    QFETCH(const QString, value);
    const auto first = m_fixture->rollOver(start);
    const auto second = m_fixture->rollOver(start);
    VERIFY_DONE(second);
    VERIFY_DONE(m_fixture->database().execute(
        u"UPDATE signing_certificate SET %1 = ? WHERE id = ?"_s.arg(column), {value, first->key}));
    VERIFY_DONE(certificates::remove(m_fixture->database(), m_fixture->encryption(),
                                     m_fixture->stored(second->key), later(2)));
    const auto stored = m_fixture->database().list(
        u"SELECT %1 FROM signing_certificate WHERE id = ?"_s.arg(column), {first->key},
        [](const QSqlQuery &row) { return row.value(0).toString(); });
    QCOMPARE(stored.value(), QStringList{value});
}

void TestCertificates::opensWithTheKeyAlone()
{
    const auto made = m_fixture->rollOver(start);
    VERIFY_DONE(made);
    VERIFY_DONE(certificates::open(m_fixture->database(), m_fixture->encryption(), *made));
    // In the row of another certificate it does not open.
    const auto other = m_fixture->rollOver(start);
    VERIFY_DONE(other);
    SigningCertificate swapped = *made;
    swapped.sealed = other->sealed;
    QVERIFY(!certificates::open(m_fixture->database(), m_fixture->encryption(), swapped));

    QVERIFY(QDir(m_fixture->path(u"keys"_s)).removeRecursively());
    QVERIFY(!certificates::open(m_fixture->database(), m_fixture->encryption(), *made));
    QVERIFY(!m_fixture->rollOver(start));
    QCOMPARE(m_fixture->stored().size(), 2);
}

void TestCertificates::replacingTheEncryptionKeyKeepsThem()
{
    const auto made = m_fixture->rollOver(start);
    VERIFY_DONE(made);
    const auto before = certificates::open(m_fixture->database(), m_fixture->encryption(), *made);
    VERIFY_DONE(before);
    VERIFY_DONE(m_fixture->encryption().replaceKey(m_fixture->database()));
    QVERIFY(m_fixture->stored(made->key).sealed != made->sealed);
    const auto after =
        certificates::open(m_fixture->database(), m_fixture->encryption(), m_fixture->stored(made->key));
    VERIFY_DONE(after);
    QCOMPARE(after->privateKey.toByteArray(), before->privateKey.toByteArray());
}

GATEHOUSE_TEST(TestCertificates)
#include "tst_certificates.moc"
