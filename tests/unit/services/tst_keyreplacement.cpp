#include "support/SealedClients.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

/// Replacing the key of a program that is killed leaves all secrets with the old key or all with the new one,
/// and in the key store that key, the one before, and no other.
class TestKeyReplacement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killedBeforeEachWrite();
    void tenThousandCancelled();
    void tenThousandKilled();

private:
    /// Starts afresh with so many sealed secrets.
    void prepare(int clients, int secretsEach);
    QStringList arguments(int killBefore) const
    {
        return {m_database->url().text(), m_settings.path(), QString::number(killBefore)};
    }
    QString keyId() { return store::loadEncryption(**m_database).value().key.value().id; }
    /// What must be true whatever happened.
    void verifyWhole(int secrets);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<TestDatabase> m_database;
    AppSettings m_settings{QString()};
};

void TestKeyReplacement::prepare(int clients, int secretsEach)
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_database = std::make_unique<TestDatabase>();
    m_settings = settingsIn(m_folder->path());
    const Encryption encryption(m_settings);
    VERIFY_DONE(encryption.create(**m_database));
    const auto key = encryption.key(**m_database);
    VERIFY_DONE(key);
    VERIFY_DONE(addSealedClients(**m_database, *key, clients, secretsEach));
}

void TestKeyReplacement::verifyWhole(int secrets)
{
    const Encryption encryption(m_settings);
    const EncryptionStatus status = encryption.status(**m_database);
    QVERIFY2(status.state == EncryptionStatus::State::Ready, qPrintable(status.text));
    QCOMPARE(status.sealedValues, secrets);
    const auto key = encryption.key(**m_database);
    VERIFY_DONE(key);
    const auto opened = openedSecrets(**m_database, *key);
    VERIFY_DONE(opened);
    QCOMPARE(*opened, secrets);
    // Nothing is left behind but the key that was replaced last.
    QStringList expected{key->id};
    const auto record = store::loadEncryption(**m_database);
    VERIFY_DONE(record);
    for (const store::SpareKey &spare : record->spareKeys) {
        QCOMPARE(spare.state, store::SpareKey::State::Replaced);
        expected << spare.id;
    }
    QVERIFY(expected.size() <= 2);
    for (QString &name : expected)
        name.prepend(m_settings.encryption()->keyName + u'.');
    expected.sort();
    QCOMPARE(filesIn(m_folder->filePath(u"keys"_s)), expected);
}

void TestKeyReplacement::killedBeforeEachWrite()
{
    SKIP_ON_POSTGRESQL("It counts what is written to files.");
    constexpr int secrets = 40;
    prepare(4, secrets / 4);
    int replaced = 0;
    int kills = 0;
    for (int write = 1;; ++write) {
        const QString before = keyId();
        QProcess replacer;
        replacer.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        replacer.start(QCoreApplication::applicationDirPath() + u"/key_changer"_s, arguments(write));
        QVERIFY(replacer.waitForFinished());
        verifyWhole(secrets);
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(u"killed before write %1"_s.arg(write)));
        replaced += keyId() != before;
        if (replacer.exitStatus() == QProcess::NormalExit) {
            QCOMPARE(replacer.exitCode(), 0);
            QVERIFY(keyId() != before);
            break;
        }
        ++kills;
    }
    qInfo("%d kills, %d of them after the new key was committed", kills, replaced - 1);
    // Note, key file and its folder, re-encryption and clearing up each write more than once.
    QVERIFY2(kills > 20, qPrintable(QString::number(kills)));
    QVERIFY(replaced > 1 && replaced < kills);
}

void TestKeyReplacement::tenThousandCancelled()
{
    constexpr int secrets = 10000;
    prepare(100, secrets / 100);
    const QString before = keyId();
    const auto replaced =
        Encryption(m_settings).replaceKey(**m_database, [](int done, int total) { return done < total / 2; });
    QVERIFY(!replaced);
    QCOMPARE(replaced.error().kind, Error::Kind::Cancelled);
    QCOMPARE(keyId(), before);
    verifyWhole(secrets);
}

void TestKeyReplacement::tenThousandKilled()
{
    constexpr int secrets = 10000;
    constexpr int rounds = 8;
    prepare(100, secrets / 100);
    QElapsedTimer whole;
    whole.start();
    VERIFY_DONE(Encryption(m_settings).replaceKey(**m_database));
    const auto usual = std::chrono::milliseconds(whole.elapsed());

    QRandomGenerator random(20260131);
    int replaced = 0;
    int killed = 0;
    for (int round = 0; round < rounds; ++round) {
        const QString before = keyId();
        QProcess replacer;
        replacer.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        replacer.start(QCoreApplication::applicationDirPath() + u"/key_changer"_s, arguments(0));
        QVERIFY(replacer.waitForReadyRead());
        // Until a moment in the midst of it, or its end.
        if (!replacer.waitForFinished(int(double(usual.count()) * random.bounded(1.0)))) {
            replacer.kill();
            QVERIFY(replacer.waitForFinished());
        }
        killed += replacer.exitStatus() == QProcess::CrashExit;
        verifyWhole(secrets);
        if (QTest::currentTestFailed())
            return;
        replaced += keyId() != before;
    }
    qInfo("%d of %d killed, %d of all had committed; all %d took %lld ms undisturbed", killed, rounds,
          replaced, secrets, (long long)(usual.count()));
    QVERIFY(killed > 0);
}

GATEHOUSE_TEST(TestKeyReplacement)
#include "tst_keyreplacement.moc"
