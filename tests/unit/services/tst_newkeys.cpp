#include "services/security/NewKeys.h"

#include "EncryptionFixture.h"

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

/// A client application that somebody deleted gets new keys, and loses no secret by it unless that was
/// chosen.
class TestNewKeys : public QObject, private EncryptionFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void sealsAgain();
    void asksNoKeyWhereNothingIsSealed();
    void unsealable_data();
    void unsealable();

private:
    ClientApplication m_client; ///< with two sealed secrets and a hashed one
};

void TestNewKeys::init()
{
    reset();
    VERIFY_DONE(encryption().create(*database()));
    m_client = sealedClient(*key(), record().databaseId, u"shop"_s, 2);
    m_client.secrets << storedSecret(generateSecret(), u"hashed"_s, testTime());
    m_client.version = 3;
}

void TestNewKeys::sealsAgain()
{
    const auto keyed = withNewKeys(*database(), encryption(), m_client, Unsealable::Refused);
    VERIFY_DONE(keyed);
    QVERIFY(keyed->hashedOnly.isEmpty());
    QVERIFY(keyed->client.key != m_client.key);
    QCOMPARE(keyed->client.version, 0);
    QCOMPARE(keyed->client.secrets.size(), m_client.secrets.size());
    for (qsizetype i = 0; i < m_client.secrets.size(); ++i) {
        const ClientSecret &before = m_client.secrets.at(i);
        const ClientSecret &after = keyed->client.secrets.at(i);
        QVERIFY(after.key != before.key);
        QCOMPARE(after.hash, before.hash);
        QCOMPARE(after.isRecoverable(), before.isRecoverable());
        if (!before.isRecoverable())
            continue;
        const auto was = revealedSecret(*key(), record().databaseId, m_client.key, before);
        const auto is = revealedSecret(*key(), record().databaseId, keyed->client.key, after);
        VERIFY_DONE(was);
        VERIFY_DONE(is);
        QVERIFY(*was == *is);
    }
}

void TestNewKeys::asksNoKeyWhereNothingIsSealed()
{
    QVERIFY(QDir(folder()).removeRecursively());
    m_client.secrets.removeIf([](const ClientSecret &secret) { return secret.isRecoverable(); });
    VERIFY_DONE(withNewKeys(*database(), encryption(), m_client, Unsealable::Refused));
}

void TestNewKeys::unsealable_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<int>("hashes");
    QTest::newRow("key is away") << u"away"_s << 2;
    QTest::newRow("encryption is switched off") << u"off"_s << 2;
    QTest::newRow("one seal is damaged") << u"damaged"_s << 1;
}

void TestNewKeys::unsealable()
{
    QFETCH(const QString, what);
    QFETCH(const int, hashes);
    if (what == "away"_L1)
        QVERIFY(QFile::rename(folder(), folder(u"away"_s)));
    else if (what == "damaged"_L1)
        m_client.secrets.first().sealed.replace(60, 4, "AAAA");
    EncryptionSettings wanted = settings();
    wanted.active = what != "off"_L1;
    VERIFY_DONE(encryption().settings().setEncryption(wanted));

    const auto refused = withNewKeys(*database(), encryption(), m_client, Unsealable::Refused);
    QVERIFY(!refused);
    QCOMPARE(refused.error().column, unsealableColumn);
    QVERIFY2(refused.error().text.contains(u'…' + m_client.secrets.first().lastFour),
             qPrintable(refused.error().text));
    const auto kept = withNewKeys(*database(), encryption(), m_client, Unsealable::KeptAsHash);
    VERIFY_DONE(kept);
    QCOMPARE(kept->hashedOnly.size(), hashes);
    QVERIFY(!kept->why.isEmpty());
    QCOMPARE(std::ranges::count_if(kept->client.secrets, &ClientSecret::isRecoverable), 2 - hashes);
}

GATEHOUSE_TEST(TestNewKeys)
#include "tst_newkeys.moc"
