#include "services/security/stores/KeyringKeyStore.h"

#include "services/opening/DatabasePasswords.h"
#include "support/SealedClients.h"

#include "services/security/stores/KeyStore.h"

#include <QElapsedTimer>
#include <QThread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

constexpr auto keyringPatience = 20s;
const QString keyName = u"gatehouse-test"_s;

KeyringKeyStore keyring()
{
    return KeyringKeyStore(keyName, keyringPatience);
}

EncryptionSettings keyringSettings()
{
    EncryptionSettings settings = AppSettings::standardEncryption();
    settings.mode = EncryptionSettings::Mode::Keyring;
    return settings;
}

}

/// One function for each state of the keyring; test_keyring.py brings that about, and says which to run.
class TestKeyring : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keeps();
    void keepsForManyThreads();
    void holdsTheKeyOfADatabase();
    void keepsPasswordsOfServers();
    void locked();
    void noService();
    void silentService();
};

void TestKeyring::keeps()
{
    const EncryptionKeyBytes key = generateEncryptionKey().value();
    QCOMPARE(keyring().read(key.id).error().kind, Error::Kind::NotFound);
    VERIFY_DONE(keyring().write(key));
    VERIFY_DONE(keyring().write(key));
    const auto read = keyring().read(key.id);
    VERIFY_DONE(read);
    QVERIFY(read->bytes == key.bytes);

    EncryptionKeyBytes other = generateEncryptionKey().value();
    other.id = key.id;
    QCOMPARE(keyring().write(other).error().kind, Error::Kind::Conflict);
    QVERIFY(keyring().read(key.id)->bytes == key.bytes);
    VERIFY_DONE(keyring().remove(key.id));
    VERIFY_DONE(keyring().remove(key.id));
    QCOMPARE(keyring().read(key.id).error().kind, Error::Kind::NotFound);
}

/// QtKeychain's queue belongs to one thread, and the callers come and go.
void TestKeyring::keepsForManyThreads()
{
    std::atomic<int> kept = 0;
    for (int round = 0; round < 3; ++round) {
        std::vector<std::unique_ptr<QThread>> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back(QThread::create([&] {
                const EncryptionKeyBytes key = generateEncryptionKey().value();
                kept += keyring().write(key) && keyring().read(key.id) && keyring().remove(key.id);
            }));
            threads.back()->start();
        }
        for (const auto &thread : threads)
            QVERIFY(thread->wait());
    }
    QCOMPARE(kept, 12);
}

void TestKeyring::holdsTheKeyOfADatabase()
{
    const QTemporaryDir folder;
    TestDatabase database;
    const Encryption encryption(settingsIn(folder.path()));
    VERIFY_DONE(encryption.create(*database));
    VERIFY_DONE(addSealedClients(*database, encryption.key(*database).value(), 1, 5));
    VERIFY_DONE(encryption.moveTo(*database, keyringSettings()));
    QCOMPARE(filesIn(folder.filePath(u"keys"_s)), QStringList());
    const auto moved = encryption.key(*database);
    VERIFY_DONE(moved);
    VERIFY_DONE(encryption.replaceKey(*database));
    VERIFY_DONE(keyStore(keyringSettings())->read(moved->id));
    VERIFY_DONE(encryption.replaceKey(*database));
    QCOMPARE(keyStore(keyringSettings())->read(moved->id).error().kind, Error::Kind::NotFound);
    QCOMPARE(openedSecrets(*database, encryption.key(*database).value()).value(), 5);
    QCOMPARE(encryption.status(*database).state, EncryptionStatus::State::Ready);
}

void TestKeyring::keepsPasswordsOfServers()
{
    const QString first = u"postgresql://gate@db1/gatehouse"_s;
    const QString second = u"postgresql://gate@db2/gatehouse"_s;
    QCOMPARE(databasepasswords::read(first).error().kind, Error::Kind::NotFound);
    VERIFY_DONE(databasepasswords::forget(first));
    VERIFY_DONE(databasepasswords::keep(first, secretCopy("s3cret-word")));
    VERIFY_DONE(databasepasswords::keep(second, secretCopy("another")));
    VERIFY_DONE(databasepasswords::keep(first, secretCopy("newer \xc3\xa9")));
    const auto read = databasepasswords::read(first);
    VERIFY_DONE(read);
    QCOMPARE(viewOf(*read), QByteArrayView("newer \xc3\xa9"));
    VERIFY_DONE(databasepasswords::forget(first));
    QVERIFY(!databasepasswords::read(first));
    VERIFY_DONE(databasepasswords::read(second));
}

/// A locked keyring answers as an empty one: no new key may come of that.
void TestKeyring::locked()
{
    const QTemporaryDir folder;
    TestDatabase database;
    const Encryption encryption(settingsIn(folder.path()));
    VERIFY_DONE(encryption.create(*database));
    VERIFY_DONE(addSealedClients(*database, encryption.key(*database).value(), 1, 5));
    VERIFY_DONE(encryption.settings().setEncryption(keyringSettings()));
    const EncryptionStatus status = encryption.status(*database);
    QCOMPARE(status.state, EncryptionStatus::State::Unusable);
    QVERIFY2(status.text.contains(u"locked"_s), qPrintable(status.text));
    QVERIFY(!encryption.create(*database));
    QVERIFY(!encryption.replaceKey(*database));
    QCOMPARE(encryption.status(*database).keyId, status.keyId);
    QVERIFY(!keyring().write(generateEncryptionKey().value()));
}

void TestKeyring::noService()
{
    const auto read = keyring().read(u"any"_s);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, Error::Kind::Unreachable);
    QVERIFY2(read.error().text.contains(u"Start a service"_s), qPrintable(read.error().text));
    QCOMPARE(keyring().write(generateEncryptionKey().value()).error().kind, Error::Kind::Unreachable);
    const auto kept = databasepasswords::keep(u"postgresql://db/gatehouse"_s, secretCopy("s3cret-word"));
    QVERIFY(!kept);
    QVERIFY2(kept.error().text.contains(u"~/.pgpass"_s), qPrintable(kept.error().text));
}

void TestKeyring::silentService()
{
    QElapsedTimer timer;
    timer.start();
    const auto read = KeyringKeyStore(keyName, 500ms).read(u"any"_s);
    QVERIFY(timer.elapsed() >= 500 && timer.elapsed() < 10000);
    QVERIFY(!read);
    QVERIFY2(read.error().text.contains(u"did not answer"_s), qPrintable(read.error().text));
}

GATEHOUSE_TEST(TestKeyring)
#include "keyring_states.moc"
