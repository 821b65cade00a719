#include "EncryptionFixture.h"
#include "support/DatabaseContent.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

using State = EncryptionStatus::State;

SecretBytes passphrase()
{
    return secretCopy("a passphrase of some length");
}

}

/// The encryption of a database: made, checked, backed up and moved.
class TestEncryption : public QObject, private EncryptionFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { reset(); }
    void notSetUpAtFirst();
    void creates();
    void createsOnce();
    void createsNoneBesideWhatIsSealed();
    void discardsTheKey();
    void tellsWhatStandsInTheWay();
    void switchedOff();
    void revealsWhatWasSealed();
    void oneDamagedSecretLeavesTheOthers();
    void everyFlippedSealIsNamedAndNotOpened_data();
    void everyFlippedSealIsNamedAndNotOpened();
    void backsUpAndRestores();
    void refusesBackups_data();
    void refusesBackups();
    void restoresOnlyTheDatabasesKey();
    void moves();
    void movesBetweenTwoNamesOfOneFolder();
    void findsTheKeyInTheNewPlace();
    void takesTheReplacedKeyAlong();
    void removesWhatACutOffWriteLeft();
};

void TestEncryption::notSetUpAtFirst()
{
    const EncryptionStatus status = encryption().status(*database());
    QCOMPARE(status.state, State::NotSetUp);
    QVERIFY(!status.text.isEmpty());
    QVERIFY(status.keyId.isEmpty());
    QCOMPARE(status.place, folder());
    QCOMPARE(key().error().kind, Error::Kind::Rule);
    QVERIFY(!encryption().replaceKey(*database()));
    QVERIFY(!encryption().backUp(*database(), folder(u"backup"_s), passphrase()));
    QVERIFY(!QFileInfo::exists(folder()));
}

void TestEncryption::creates()
{
    VERIFY_DONE(encryption().create(*database()));
    const EncryptionStatus status = encryption().status(*database());
    QCOMPARE(status.state, State::Ready);
    QCOMPARE(status.text, QString());
    QCOMPARE(keys(), QStringList{status.keyId});
    QVERIFY(status.created.isValid());
    QCOMPARE(status.sealedValues, 0);
    QVERIFY(record().spareKeys.isEmpty());
    const auto opened = key();
    VERIFY_DONE(opened);
    QCOMPARE(opened->id, status.keyId);
    const QByteArray bytes = opened->bytes.toByteArray();
    const QString content = contentOf(*database()).join(u'\n');
    QVERIFY(!content.contains(QString::fromLatin1(bytes.toHex())) &&
            !content.contains(QString::fromLatin1(bytes.toBase64())));
}

void TestEncryption::createsOnce()
{
    VERIFY_DONE(encryption().create(*database()));
    const QStringList before = keys();
    QCOMPARE(encryption().create(*database()).error().kind, Error::Kind::Rule);
    // Not even when the key is gone: everything that is sealed would be lost.
    QVERIFY(QDir(folder()).removeRecursively());
    QVERIFY(!encryption().create(*database()));
    QVERIFY(keys() != before && keys().isEmpty());
}

/// Somebody removed the row that names the key: another key would strand what the first sealed.
void TestEncryption::createsNoneBesideWhatIsSealed()
{
    VERIFY_DONE(encryption().create(*database()));
    const QStringList before = keys();
    const auto opened = key();
    VERIFY_DONE(opened);
    VERIFY_DONE(addSealedClients(*database(), *opened, 1, 1));
    VERIFY_DONE(database()->execute(u"DELETE FROM encryption_key"_s));
    QCOMPARE(encryption().status(*database()).state, State::Unusable);
    const auto created = encryption().create(*database());
    QVERIFY(!created);
    QVERIFY2(created.error().text.contains(u"encryption_key"_s), qPrintable(created.error().text));
    QCOMPARE(key().error().kind, Error::Kind::Unreachable);
    QCOMPARE(keys(), before);
}

void TestEncryption::discardsTheKey()
{
    VERIFY_DONE(encryption().discard(*database()));
    VERIFY_DONE(encryption().create(*database()));
    const EncryptionKeyBytes other = generateEncryptionKey().value();
    VERIFY_DONE(keyStore(settings())->write(other));
    VERIFY_DONE(encryption().discard(*database()));
    QCOMPARE(keys(), QStringList{other.id});
    QCOMPARE(encryption().status(*database()).state, State::Unusable);
}

void TestEncryption::tellsWhatStandsInTheWay()
{
    VERIFY_DONE(encryption().create(*database()));
    const auto statusText = [&] {
        const EncryptionStatus status = encryption().status(*database());
        return status.state == State::Unusable ? status.text : QString();
    };
    const QString path = folder() + u'/' + filesIn(folder()).first();
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
    QVERIFY2(statusText().contains(u"not yours alone"_s), qPrintable(statusText()));
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    QCOMPARE(statusText(), QString());

    QVERIFY(QFile::rename(path, path + u"-away"_s));
    QVERIFY2(statusText().contains(u"not found"_s), qPrintable(statusText()));
    QCOMPARE(key().error().kind, Error::Kind::Unreachable);

    EncryptionKeyBytes other = generateEncryptionKey().value();
    other.id = record().key->id;
    VERIFY_DONE(keyStore(settings())->write(other));
    QVERIFY2(statusText().contains(u"not the one"_s), qPrintable(statusText()));

    QFile file(settingsPath());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{");
    file.close();
    QVERIFY2(statusText().contains(u"appsettings.json"_s), qPrintable(statusText()));
}

void TestEncryption::switchedOff()
{
    VERIFY_DONE(encryption().create(*database()));
    EncryptionSettings off = settings();
    off.active = false;
    VERIFY_DONE(encryption().moveTo(*database(), off));
    QCOMPARE(encryption().status(*database()).state, State::Inactive);
    QVERIFY(!key());
    QVERIFY(!encryption().replaceKey(*database()));
    off.active = true;
    VERIFY_DONE(encryption().moveTo(*database(), off));
    VERIFY_DONE(key());
}

void TestEncryption::revealsWhatWasSealed()
{
    VERIFY_DONE(encryption().create(*database()));
    const auto opened = key();
    ClientApplication client;
    client.key = newRecordKey();
    client.clientId = u"web-shop"_s;
    const QByteArray plain = generateSecret();
    client.secrets << *sealedSecret(*opened, record().databaseId, client.key, secretCopy(plain), u"sealed"_s,
                                    testTime(), {});
    client.secrets << storedSecret(generateSecret(), u"hashed"_s, testTime().addSecs(1));
    const auto saved = database().save(client);
    VERIFY_DONE(saved);
    QCOMPARE(saved->key, client.key);
    QCOMPARE(saved->secrets.size(), 2);
    const auto revealed = revealedSecret(*opened, record().databaseId, saved->key, saved->secrets.first());
    VERIFY_DONE(revealed);
    QCOMPARE(revealed->toByteArray(), plain);
    QCOMPARE(saved->secrets.first().hash, client.secrets.first().hash);
    QCOMPARE(encryption().status(*database()).sealedValues, 1);

    const auto hashed = revealedSecret(*opened, record().databaseId, saved->key, saved->secrets.last());
    QVERIFY(!hashed);
    QVERIFY2(hashed.error().text.contains(u"only its hash"_s), qPrintable(hashed.error().text));
    const QString content = contentOf(*database()).join(u'\n');
    QVERIFY(content.contains(saved->secrets.first().hash) && !content.contains(QString::fromLatin1(plain)));
}

void TestEncryption::oneDamagedSecretLeavesTheOthers()
{
    VERIFY_DONE(encryption().create(*database()));
    const auto opened = key();
    VERIFY_DONE(addSealedClients(*database(), *opened, 1, 5));
    VERIFY_DONE(damageFirstSeal());
    const auto client = store::findClient(*database(), u"client-0"_s);
    VERIFY_DONE(client);
    int readable = 0;
    for (const ClientSecret &secret : (*client)->secrets)
        readable += revealedSecret(*opened, record().databaseId, (*client)->key, secret).has_value();
    QCOMPARE(readable, 4);
}

void TestEncryption::everyFlippedSealIsNamedAndNotOpened_data()
{
    QTest::addColumn<int>("secretSize");
    // With no, one and two characters of padding in base64.
    for (const int size : {43, 44, 45})
        QTest::addRow("%d characters", size) << size;
}

/// One bit, or one character for another: the text has room for more than the bytes that it stands for.
void TestEncryption::everyFlippedSealIsNamedAndNotOpened()
{
    QFETCH(const int, secretSize);
    VERIFY_DONE(encryption().create(*database()));
    const auto opened = key();
    ClientApplication client;
    client.key = newRecordKey();
    const QByteArray plain = (generateSecret() + generateSecret()).first(secretSize);
    const ClientSecret whole =
        *sealedSecret(*opened, record().databaseId, client.key, secretCopy(plain), {}, testTime(), {});
    VERIFY_DONE(revealedSecret(*opened, record().databaseId, client.key, whole));
    const auto verifyRefused = [&](const QByteArray &sealed) {
        ClientSecret flipped = whole;
        flipped.sealed = sealed;
        const auto revealed = revealedSecret(*opened, record().databaseId, client.key, flipped);
        QVERIFY2(!revealed, sealed.constData());
        QVERIFY2(revealed.error().text.contains(u'…' + whole.lastFour), qPrintable(revealed.error().text));
        QVERIFY(!revealed.error().text.contains(QString::fromLatin1(plain)));
    };
    QRandomGenerator random(20260131);
    for (int i = 0; i < 100; ++i) {
        QByteArray bit = whole.sealed;
        const int place = random.bounded(int(bit.size()));
        bit[place] = char(uchar(bit.at(place)) ^ uchar(1 << random.bounded(8)));
        verifyRefused(bit);
        QByteArray character = whole.sealed;
        const int at = random.bounded(int(character.size()));
        character[at] = character.at(at) == 'A' ? 'B' : 'A';
        verifyRefused(character);
    }
    for (qsizetype at = whole.sealed.size() - 4; at < whole.sealed.size(); ++at) {
        for (int byte = 0; byte < 256; ++byte) {
            QByteArray end = whole.sealed;
            end[at] = char(byte);
            if (end != whole.sealed)
                verifyRefused(end);
        }
    }
    for (const char *addition : {"=", "A", " ", "\n"})
        verifyRefused(whole.sealed + addition);
}

void TestEncryption::backsUpAndRestores()
{
    VERIFY_DONE(encryption().create(*database()));
    const auto before = key();
    const QString backup = folder(u"backup.key"_s);
    VERIFY_DONE(encryption().backUp(*database(), backup, passphrase()));
    QCOMPARE(QFile::permissions(backup),
             QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser);
    QFile file(backup);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray content = file.readAll();
    QVERIFY(!content.contains(before->bytes.toByteArray().toHex()));
    // Others may read a copy on a stick: the passphrase protects it.
    QFile::setPermissions(backup, QFile::ReadOwner | QFile::ReadOther);

    QVERIFY(QDir(folder()).removeRecursively());
    QCOMPARE(encryption().status(*database()).state, State::Unusable);
    VERIFY_DONE(encryption().restore(*database(), backup, passphrase()));
    QCOMPARE(encryption().status(*database()).state, State::Ready);
    QVERIFY(key()->bytes == before->bytes);

    QFile damaged(folder() + u'/' + filesIn(folder()).first());
    QVERIFY(damaged.open(QIODevice::WriteOnly));
    damaged.write("damaged");
    damaged.close();
    QVERIFY(!key());
    VERIFY_DONE(encryption().restore(*database(), backup, passphrase()));
    QVERIFY(key()->bytes == before->bytes);
}

void TestEncryption::refusesBackups_data()
{
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<int>("flippedByte");
    QTest::addColumn<QString>("expected");
    const QByteArray right = passphrase().toByteArray();
    QTest::newRow("wrong passphrase") << "a passphrase of some Length"_ba << -1 << u"passphrase is wrong"_s;
    QTest::newRow("no passphrase") << QByteArray() << -1 << u"passphrase is wrong"_s;
    QTest::newRow("damaged beginning") << right << 3 << u"damaged"_s;
    QTest::newRow("damaged in the middle") << right << 120 << u"damaged"_s;
}

void TestEncryption::refusesBackups()
{
    QFETCH(QByteArray, typed);
    QFETCH(int, flippedByte);
    QFETCH(QString, expected);
    VERIFY_DONE(encryption().create(*database()));
    const QString backup = folder(u"backup.key"_s);
    QCOMPARE(encryption().backUp(*database(), backup, secretCopy("too short")).error().kind,
             Error::Kind::Rule);
    QVERIFY(!QFileInfo::exists(backup));
    VERIFY_DONE(encryption().backUp(*database(), backup, passphrase()));
    QFile file(backup);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray content = file.readAll();
    if (flippedByte >= 0)
        content[flippedByte] ^= 1;
    file.seek(0);
    file.write(content);
    file.close();
    const auto restored = encryption().restore(*database(), backup, secretCopy(typed));
    QVERIFY(!restored);
    QVERIFY2(restored.error().text.contains(expected), qPrintable(restored.error().text));
}

void TestEncryption::restoresOnlyTheDatabasesKey()
{
    VERIFY_DONE(encryption().create(*database()));
    const QString backup = folder(u"backup.key"_s);
    VERIFY_DONE(encryption().backUp(*database(), backup, passphrase()));
    VERIFY_DONE(encryption().replaceKey(*database()));
    const QStringList before = keys();
    const auto restored = encryption().restore(*database(), backup, passphrase());
    QVERIFY(!restored);
    QVERIFY2(restored.error().text.contains(before.first()), qPrintable(restored.error().text));
    QCOMPARE(keys(), before);
}

void TestEncryption::moves()
{
    VERIFY_DONE(encryption().create(*database()));
    const auto before = key();
    VERIFY_DONE(addSealedClients(*database(), *before, 1, 3));
    EncryptionSettings elsewhere = settings();
    elsewhere.folder = folder(u"elsewhere"_s);
    elsewhere.keyName = u"renamed"_s;
    VERIFY_DONE(encryption().moveTo(*database(), elsewhere));
    QCOMPARE(settings(), elsewhere);
    QCOMPARE(keys(), QStringList());
    QCOMPARE(filesIn(folder(u"elsewhere"_s)), QStringList{u"renamed."_s + before->id});
    QCOMPARE(openedSecrets(*database(), *key()).value(), 3);

    EncryptionSettings unreachable = elsewhere;
    unreachable.folder = u"/proc/nowhere"_s;
    QVERIFY(!encryption().moveTo(*database(), unreachable));
    QCOMPARE(settings(), elsewhere);
    VERIFY_DONE(key());
}

void TestEncryption::movesBetweenTwoNamesOfOneFolder()
{
    VERIFY_DONE(encryption().create(*database()));
    QVERIFY(QFile::link(folder(), folder(u"link"_s)));
    EncryptionSettings link = settings();
    link.folder = folder(u"link"_s);
    VERIFY_DONE(encryption().moveTo(*database(), link));
    VERIFY_DONE(key());
    QCOMPARE(settings(), link);
}

void TestEncryption::findsTheKeyInTheNewPlace()
{
    VERIFY_DONE(encryption().create(*database()));
    QVERIFY(QFile::rename(folder(), folder(u"moved by hand"_s)));
    QVERIFY(!key());
    EncryptionSettings byHand = settings();
    byHand.folder = folder(u"moved by hand"_s);
    VERIFY_DONE(encryption().moveTo(*database(), byHand));
    VERIFY_DONE(key());
}

/// A backup of the database needs it there, too.
void TestEncryption::takesTheReplacedKeyAlong()
{
    VERIFY_DONE(encryption().create(*database()));
    VERIFY_DONE(encryption().replaceKey(*database()));
    const QStringList both = keys();
    QCOMPARE(both.size(), 2);
    EncryptionSettings elsewhere = settings();
    elsewhere.folder = folder(u"elsewhere"_s);
    VERIFY_DONE(encryption().moveTo(*database(), elsewhere));
    QCOMPARE(keys(), QStringList());
    QCOMPARE(filesIn(elsewhere.folder).size(), 2);
    VERIFY_DONE(encryption().replaceKey(*database()));
    // On a server a copy cannot be told from the original, so that keys stay.
    QCOMPARE(filesIn(elsewhere.folder).size(), database()->path().isEmpty() ? 3 : 2);
}

void TestEncryption::removesWhatACutOffWriteLeft()
{
    VERIFY_DONE(encryption().create(*database()));
    const QStringList whole = filesIn(folder());
    const auto leave = [&](const QString &name) {
        QFile file(folder() + u'/' + name + u'.' + QString(32, u'a') + u".tmp"_s);
        QVERIFY(file.open(QIODevice::WriteOnly, QFile::ReadOwner | QFile::WriteOwner));
    };
    leave(whole.first());
    VERIFY_DONE(key());
    QCOMPARE(filesIn(folder()), whole);
    leave(whole.first());
    QCOMPARE(encryption().status(*database()).state, State::Ready);
    QCOMPARE(filesIn(folder()), whole);
    // Another database's.
    leave(settings().keyName + u".another"_s);
    VERIFY_DONE(key());
    QCOMPARE(filesIn(folder()).size(), 2);
}

GATEHOUSE_TEST(TestEncryption)
#include "tst_encryption.moc"
