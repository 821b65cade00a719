#include "CertificateFixture.h"
#include "OpenSsl.h"
#include "services/certificates/CertificateToolsLoader.h"
#include "services/security/SecretCipher.h"
#include "support/Stranger.h"

#include <QSqlQuery>

#include <memory>
#include <random>
#include <utility>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;
using certificates::KeyParts;
using certificates::Verdict;

/// What somebody put into the database is not published: thumbprint, certificate, private key and seal belong
/// together, each time.
class TestCertificateTrust : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void soundOnesArePublished();
    void strangersAreRefused_data();
    void strangersAreRefused();
    void damagedColumnsAreNamed_data();
    void damagedColumnsAreNamed();
    void hundredFlipsAreRefused();
    void sealedBeforeGoesOn();
    void sealedBeforeIsCheckedToo();
    void withoutTheKeyNothingIsPublished();
    void refusedOneCanBeReplaced();
    void missingFileIsNoStranger();

private:
    Database &database() { return m_fixture->database(); }
    void set(const QString &column, const QVariant &value)
    {
        // As who writes the file with another tool, whom no CHECK stops.
        VERIFY_DONE(ignoreChecks(database()));
        VERIFY_DONE(database().execute(u"UPDATE signing_certificate SET %1 = ? WHERE id = ?"_s.arg(column),
                                       {value, m_row.key}));
    }
    /// By every way that leads out, none of which may let it through.
    QStringList refusals()
    {
        const SigningCertificate row = m_fixture->stored().value(0);
        return {textOf(certificates::jwks(database(), m_fixture->encryption(), KeyParts::Public, start)),
                textOf(certificates::jwks(database(), m_fixture->encryption(), KeyParts::Private, start)),
                textOf(certificates::open(database(), m_fixture->encryption(), row))};
    }
    Verdict verdict() { return certificates::examine(database(), m_fixture->encryption()).value().value(0); }
    void sealAsBefore()
    {
        const auto key = m_fixture->encryption().key(database());
        const auto keyed = certificates::open(database(), m_fixture->encryption(), m_row);
        const QString id = store::loadEncryption(database())->databaseId;
        const auto sealed = seal(*key, {id, {}, m_row.key}, keyed->privateKey);
        VERIFY_DONE(sealed);
        set(u"sealed"_s, QString::fromLatin1(*sealed));
    }

    std::unique_ptr<CertificateFixture> m_fixture;
    SigningCertificate m_row;
    bool m_isAsItWas = false;
    QByteArray m_stranger; ///< DER
};

void TestCertificateTrust::initTestCase()
{
    const OpenSsl openssl;
    openssl.makePair(u"stranger"_s);
    openssl.run(u"x509 -in stranger.crt -outform DER -out stranger.der"_s);
    m_stranger = openssl.read(u"stranger.der"_s);
}

void TestCertificateTrust::init()
{
    // To make a key takes a second: a test that puts everything back leaves it to the next.
    if (m_fixture)
        return;
    m_fixture = std::make_unique<CertificateFixture>();
    const auto made = m_fixture->rollOver(start);
    VERIFY_DONE(made);
    m_row = *made;
}

void TestCertificateTrust::cleanup()
{
    if (!std::exchange(m_isAsItWas, false))
        m_fixture.reset();
}

void TestCertificateTrust::soundOnesArePublished()
{
    QCOMPARE(verdict().state, Verdict::State::Sound);
    for (const QString &text : refusals())
        QCOMPARE(text, u"not refused"_s);
}

void TestCertificateTrust::strangersAreRefused_data()
{
    QTest::addColumn<bool>("withThumbprint");
    QTest::addColumn<bool>("withTimes");
    QTest::newRow("certificate") << false << false;
    QTest::newRow("certificate and thumbprint") << true << false;
    QTest::newRow("certificate, thumbprint and times") << true << true;
}

void TestCertificateTrust::strangersAreRefused()
{
    QFETCH(const bool, withThumbprint);
    QFETCH(const bool, withTimes);
    const CertificateInfo info = certificateTools().value()->info(m_stranger).value();
    set(u"certificate"_s, QString::fromLatin1(m_stranger.toBase64()));
    if (withThumbprint)
        set(u"thumbprint"_s, info.thumbprint);
    if (withTimes) {
        set(u"not_before"_s, info.notBefore.toString(Qt::ISODate));
        set(u"not_after"_s, info.notAfter.toString(Qt::ISODate));
    }
    const QString name = (withThumbprint ? info.thumbprint : m_row.thumbprint).left(16);
    for (const QString &text : refusals()) {
        QVERIFY2(text.contains(name) && text.contains(u"signing_certificate"_s), qPrintable(text));
        QVERIFY2(text.contains(m_row.key), qPrintable(text));
    }
    QCOMPARE(verdict().state, Verdict::State::Unsound);
    QVERIFY(verdict().text.contains(name));
}

void TestCertificateTrust::damagedColumnsAreNamed_data()
{
    QTest::addColumn<QString>("column");
    QTest::addColumn<QVariant>("value");
    const auto row = [](const char *column, const char *what, const QVariant &value) {
        QTest::addRow("%s %s", column, what) << QString::fromLatin1(column) << value;
    };
    const QString large(10 * 1024 * 1024, u'A');
    for (const char *column : {"certificate", "thumbprint", "sealed", "not_before", "not_after", "signs_from",
                               "created_at", "replaced_at", "published_until", "storage"}) {
        row(column, "empty", QString(u""_s));
        row(column, "text", u"/etc/passwd"_s);
        row(column, "number", -1);
        if (!isOnServer() || QByteArrayView(column) != "thumbprint") // there an index refuses it
            row(column, "10 MiB", large);
        row(column, "ESC", u"\x1b[31mred"_s);
    }
    row("certificate", "other DER", u"MAMCAQU="_s);
    row("certificate", "base64 of nothing", u"===="_s);
    row("certificate", "a sequence that says that it is long", u"MIT/////"_s);
    row("version", "negative", -5);
    if (!isOnServer()) // there a column has its type
        row("version", "text", u"many"_s);
}

void TestCertificateTrust::damagedColumnsAreNamed()
{
    QFETCH(const QString, column);
    QFETCH(const QVariant, value);
    const auto before = database().list(u"SELECT %1 FROM signing_certificate"_s.arg(column), {},
                                        [](const QSqlQuery &row) { return row.value(0); });
    VERIFY_DONE(before);
    set(column, value);
    const auto opened = certificates::open(database(), m_fixture->encryption(), m_fixture->stored().value(0));
    const QString text = textOf(opened);
    QVERIFY2(text.contains(u"signing_certificate"_s) && text.contains(m_row.key),
             qPrintable(text.left(1000)));
    QVERIFY2(text.size() < 1000 && !text.contains(u'\x1b'), qPrintable(text.left(1000)));
    QCOMPARE(verdict().state, Verdict::State::Unsound);
    set(column, before->value(0));
    QCOMPARE(verdict().state, Verdict::State::Sound);
    m_isAsItWas = true;
}

void TestCertificateTrust::hundredFlipsAreRefused()
{
    std::mt19937 random(20260101);
    const auto below = [&](qsizetype end) {
        return std::uniform_int_distribution<qsizetype>(0, end - 1)(random);
    };
    const QByteArray whole = m_row.certificate;
    for (int flip = 0; flip < 100; ++flip) {
        QByteArray changed = flip % 2 == 0 ? whole : whole.toBase64();
        const auto bit = 1 << below(8);
        const qsizetype at = below(changed.size());
        changed[at] = char(changed.at(at) ^ bit);
        set(u"certificate"_s, QString::fromLatin1(flip % 2 == 0 ? changed.toBase64() : changed));
        const auto published =
            certificates::jwks(database(), m_fixture->encryption(), KeyParts::Public, start);
        QVERIFY2(!published && published.error().text.contains(m_row.thumbprint.left(16)),
                 qPrintable(u"flip %1: %2"_s.arg(flip).arg(textOf(published))));
    }
    for (int cut = 0; cut < 40; ++cut) {
        set(u"certificate"_s, QString::fromLatin1(whole.first(below(whole.size())).toBase64()));
        QVERIFY(!certificates::jwks(database(), m_fixture->encryption(), KeyParts::Public, start));
    }
}

void TestCertificateTrust::sealedBeforeGoesOn()
{
    sealAsBefore();
    const QByteArray before = m_fixture->stored().value(0).sealed;
    QCOMPARE(verdict().state, Verdict::State::Sound);
    VERIFY_DONE(m_fixture->encryption().replaceKey(database()));
    QCOMPARE(verdict().state, Verdict::State::Sound);
    // Written next when its successor is made: then its seal covers the thumbprint.
    VERIFY_DONE(m_fixture->rollOver(start.addSecs(60)));
    const SigningCertificate renewed = m_fixture->stored(m_row.key);
    QVERIFY(renewed.replaced.isValid() && renewed.sealed != before);
    const auto key = m_fixture->encryption().key(database());
    const QString id = store::loadEncryption(database())->databaseId;
    VERIFY_DONE(unseal(*key, {id, m_row.thumbprint, m_row.key}, renewed.sealed));
}

void TestCertificateTrust::sealedBeforeIsCheckedToo()
{
    sealAsBefore();
    const CertificateInfo info = certificateTools().value()->info(m_stranger).value();
    set(u"certificate"_s, QString::fromLatin1(m_stranger.toBase64()));
    set(u"thumbprint"_s, info.thumbprint);
    set(u"not_before"_s, info.notBefore.toString(Qt::ISODate));
    set(u"not_after"_s, info.notAfter.toString(Qt::ISODate));
    for (const QString &text : refusals())
        QVERIFY2(text.contains(u"do not belong together"_s), qPrintable(text));
}

void TestCertificateTrust::withoutTheKeyNothingIsPublished()
{
    QVERIFY(QDir(m_fixture->path(u"keys"_s)).removeRecursively());
    for (const QString &text : refusals())
        QVERIFY2(text.contains(u"encryption key"_s), qPrintable(text));
    QVERIFY(refusals().value(0).contains(u"cannot be checked"_s));
    QCOMPARE(verdict().state, Verdict::State::Unchecked);
    QVERIFY(verdict().text.contains(m_row.thumbprint.left(16)));
    // What can be seen without the key is seen.
    set(u"certificate"_s, QString::fromLatin1(m_stranger.toBase64()));
    QCOMPARE(verdict().state, Verdict::State::Unsound);
}

void TestCertificateTrust::refusedOneCanBeReplaced()
{
    set(u"certificate"_s, QString::fromLatin1(m_stranger.toBase64()));
    const auto next = m_fixture->rollOver(start);
    VERIFY_DONE(next);
    // It does not wait for one that nothing can be signed with.
    QCOMPARE(next->signsFrom, start);
    QVERIFY(!certificates::jwks(database(), m_fixture->encryption(), KeyParts::Public, start));
    VERIFY_DONE(
        certificates::remove(database(), m_fixture->encryption(), m_fixture->stored(m_row.key), start));
    VERIFY_DONE(certificates::jwks(database(), m_fixture->encryption(), KeyParts::Public, start));
    QVERIFY(!certificates::remove(database(), m_fixture->encryption(), m_fixture->stored(next->key), start));
}

void TestCertificateTrust::missingFileIsNoStranger()
{
    const QString folder = m_fixture->path(u"certificates"_s);
    VERIFY_DONE(certificates::setUp(database(), m_fixture->encryption(), CertificateStorage::Local, folder));
    const auto local = m_fixture->rollOver(start);
    VERIFY_DONE(local);
    QVERIFY(QFile::remove(folder + u'/' + local->thumbprint + u".p12"_s));
    QCOMPARE(certificates::examine(database(), m_fixture->encryption()).value().value(1).state,
             Verdict::State::Unchecked);
}

GATEHOUSE_TEST(TestCertificateTrust)
#include "tst_certificatetrust.moc"
