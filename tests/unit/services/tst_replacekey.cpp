#include "EncryptionFixture.h"
#include "support/DatabaseContent.h"

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

using State = EncryptionStatus::State;

}

/// A new key for everything that is sealed.
class TestReplaceKey : public QObject, private EncryptionFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { reset(); }
    void replacesKey();
    void cancels_data();
    void cancels();
    void replacesNothingWhenOneCannotBeOpened();
    void refusesSealsOfAReplacedKey();
    void savingOldStateKeepsTheNewSeal();
    void keepsTheOldKeyUntilTheNextReplacement();
    void leavesWhatAnOldNoteNames_data();
    void leavesWhatAnOldNoteNames();
    void leavesWhatIsNotProven_data();
    void leavesWhatIsNotProven();
    void leavesKeysOfTheDatabaseWhoseIdItTook();
    void aCopyMadeDuringTheReplacement();
    void aCopyElsewhereLeavesTheKeysOfTheOriginal();
    void twoDatabasesShareAFolder();
    void doesNothingWithoutItsOwnKey();

private:
    EncryptionKeyBytes addForeignKey() const
    {
        const EncryptionKeyBytes foreign = generateEncryptionKey().value();
        if (const auto written = keyStore(settings())->write(foreign); !written)
            qFatal("%s", qPrintable(written.error().text));
        return foreign;
    }
    /// Whatever is done with the database.
    void verifyLeft(const EncryptionKeyBytes &foreign)
    {
        const EncryptionStatus status = encryption().status(*database());
        QCOMPARE(status.state, State::Ready);
        QVERIFY2(status.notice.contains(foreign.id), qPrintable(status.notice));
        VERIFY_DONE(key());
        QVERIFY(keyStore(settings())->read(foreign.id)->bytes == foreign.bytes);
    }
    Result<void> copyTo(const QString &path) const { return database()->execute(u"VACUUM INTO ?"_s, {path}); }
    /// With what is not checkpointed yet, as a backup program does.
    static bool copyFile(const QString &from, const QString &to)
    {
        return QFile::copy(from, to) && QFile::copy(from + u"-wal"_s, to + u"-wal"_s);
    }
    static void putBack(const QString &copy, const QString &path)
    {
        for (const QString &end : {u""_s, u"-wal"_s, u"-shm"_s}) {
            QFile::remove(path + end);
            QFile::copy(copy + end, path + end);
        }
    }
    static Database opened(const QString &path)
    {
        return Database::open(*DatabaseUrl::parse(u"sqlite:"_s + path), Database::IfMissing::Refuse).value();
    }
};

void TestReplaceKey::replacesKey()
{
    VERIFY_DONE(encryption().create(*database()));
    const auto before = key();
    VERIFY_DONE(addSealedClients(*database(), *before, 10, 10));
    QList<std::pair<int, int>> steps;
    const auto replaced = encryption().replaceKey(*database(), [&](int done, int total) {
        steps << std::pair(done, total);
        return true;
    });
    VERIFY_DONE(replaced);
    QCOMPARE(*replaced, 100);
    QCOMPARE(steps.first(), std::pair(0, 100));
    QCOMPARE(steps.last(), std::pair(100, 100));
    const auto after = key();
    VERIFY_DONE(after);
    QVERIFY(after->id != before->id && !(after->bytes == before->bytes));
    QCOMPARE(keys(), sorted({before->id, after->id}));
    QCOMPARE(openedSecrets(*database(), *after).value(), 100);
    QVERIFY(!openedSecrets(*database(), *before));
}

void TestReplaceKey::cancels_data()
{
    QTest::addColumn<int>("at");
    QTest::newRow("at once") << 0;
    QTest::newRow("in the middle") << 32;
    QTest::newRow("once all are done") << 100;
}

void TestReplaceKey::cancels()
{
    QFETCH(int, at);
    VERIFY_DONE(encryption().create(*database()));
    const auto before = key();
    VERIFY_DONE(addSealedClients(*database(), *before, 10, 10));
    const QStringList content = contentOf(*database());
    const auto replaced = encryption().replaceKey(*database(), [&](int done, int) { return done < at; });
    QVERIFY(!replaced);
    QCOMPARE(replaced.error().kind, Error::Kind::Cancelled);
    QCOMPARE(contentOf(*database()), content);
    QCOMPARE(keys(), QStringList{before->id});
    QCOMPARE(openedSecrets(*database(), *key()).value(), 100);
}

void TestReplaceKey::replacesNothingWhenOneCannotBeOpened()
{
    VERIFY_DONE(encryption().create(*database()));
    const auto before = key();
    VERIFY_DONE(addSealedClients(*database(), *before, 1, 5));
    VERIFY_DONE(damageFirstSeal());
    const QStringList content = contentOf(*database());
    const auto replaced = encryption().replaceKey(*database());
    QVERIFY(!replaced);
    QVERIFY2(
        replaced.error().text.contains(u"of \"client-0\" cannot be encrypted anew (table client_secret)"_s),
        qPrintable(replaced.error().text));
    QCOMPARE(replaced.error().kind, Error::Kind::Unreachable);
    QCOMPARE(contentOf(*database()), content);
    QCOMPARE(keys(), QStringList{before->id});
}

void TestReplaceKey::refusesSealsOfAReplacedKey()
{
    VERIFY_DONE(encryption().create(*database()));
    const auto old = key();
    const ClientApplication client = sealedClient(*old, record().databaseId, u"late"_s, 1);
    VERIFY_DONE(encryption().replaceKey(*database()));
    const auto saved = database().save(client);
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, Error::Kind::Conflict);
    QVERIFY2(saved.error().text.contains(u"key was replaced"_s), qPrintable(saved.error().text));
    QVERIFY(!*store::findClient(*database(), u"late"_s));

    SigningCertificate certificate;
    certificate.thumbprint = u"aa"_s;
    certificate.storage = CertificateStorage::Database;
    certificate.sealed = client.secrets.first().sealed;
    QCOMPARE(database().save(certificate).error().kind, Error::Kind::Conflict);
    VERIFY_DONE(database().save(sealedClient(*key(), record().databaseId, u"late"_s, 1)));
}

/// Whoever saves what was read before the key was replaced does not bring back the old seal.
void TestReplaceKey::savingOldStateKeepsTheNewSeal()
{
    VERIFY_DONE(encryption().create(*database()));
    auto client = database().save(sealedClient(*key(), record().databaseId, u"web-shop"_s, 2));
    VERIFY_DONE(client);
    VERIFY_DONE(encryption().replaceKey(*database()));
    client->secrets.first().description = u"renamed"_s;
    VERIFY_DONE(database().save(*client));
    QCOMPARE(openedSecrets(*database(), *key()).value(), 2);
}

void TestReplaceKey::keepsTheOldKeyUntilTheNextReplacement()
{
    SKIP_ON_POSTGRESQL("Files are copied.");
    VERIFY_DONE(encryption().create(*database()));
    const auto first = key();
    VERIFY_DONE(addSealedClients(*database(), *first, 1, 5));
    const QString yesterday = folder(u"yesterday.sqlite"_s);
    VERIFY_DONE(copyTo(yesterday));
    VERIFY_DONE(encryption().replaceKey(*database()));
    const auto second = key();
    auto copy = opened(yesterday);
    QCOMPARE(openedSecrets(copy, encryption().key(copy).value()).value(), 5);
    // Refused or cancelled, it is no replacement.
    QVERIFY(!encryption().replaceKey(*database(), [](int, int) { return false; }));
    QCOMPARE(keys(), sorted({first->id, second->id}));
    VERIFY_DONE(encryption().replaceKey(*database()));
    QCOMPARE(keys(), sorted({second->id, key()->id}));
}

/// What an earlier version noted proves nothing, whether a crash left it or somebody wrote it there.
void TestReplaceKey::leavesWhatAnOldNoteNames_data()
{
    QTest::addColumn<QString>("note");
    QTest::newRow("as key that was replaced") << u"THEIRS MINE PATH"_s;
    QTest::newRow("as new key") << u"MINE THEIRS PATH"_s;
    QTest::newRow("without the database's own") << u"THEIRS THEIRS PATH"_s;
    QTest::newRow("of another file") << u"THEIRS MINE /srv/the original.sqlite"_s;
}

void TestReplaceKey::leavesWhatAnOldNoteNames()
{
    QFETCH(QString, note);
    VERIFY_DONE(encryption().create(*database()));
    const auto mine = key();
    const EncryptionKeyBytes foreign = addForeignKey();
    VERIFY_DONE(database()->execute(u"UPDATE setting SET value = ? WHERE name = 'encryption_key_change'"_s,
                                    {note.replace(u"MINE"_s, mine->id)
                                         .replace(u"THEIRS"_s, foreign.id)
                                         .replace(u"PATH"_s, database().path())}));
    verifyLeft(foreign);
    // Who knows better removes it, and hears no more of it.
    VERIFY_DONE(keyStore(settings())->remove(foreign.id));
    QCOMPARE(encryption().status(*database()).notice, QString());
}

/// Whoever writes into the database has no key to prove anything with.
void TestReplaceKey::leavesWhatIsNotProven_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("proof");
    for (const QString &state : {u"new"_s, u"replaced"_s, u"obsolete"_s}) {
        QTest::addRow("%s, unproven", qPrintable(state)) << state << QString();
        QTest::addRow("%s, made up", qPrintable(state)) << state << QString(64, u'a');
        QTest::addRow("%s, proof of another", qPrintable(state)) << state << u"another"_s;
    }
}

void TestReplaceKey::leavesWhatIsNotProven()
{
    QFETCH(const QString, state);
    QFETCH(QString, proof);
    VERIFY_DONE(encryption().create(*database()));
    VERIFY_DONE(encryption().replaceKey(*database()));
    const EncryptionKeyBytes foreign = addForeignKey();
    if (proof == "another"_L1)
        proof = QString::fromLatin1(record().spareKeys.first().proof);
    // The check value is right: that much could be taken from the other database, with its id.
    VERIFY_DONE(database()->execute(
        u"INSERT INTO spare_encryption_key (id, state, check_value, proof) VALUES (?, ?, ?, ?)"_s,
        {foreign.id, state, QString::fromLatin1(checkValue(foreign, record().databaseId)), proof}));
    const auto isThere = [&] { return keys().contains(foreign.id); };
    VERIFY_DONE(key());
    QVERIFY(isThere());
    VERIFY_DONE(encryption().replaceKey(*database()));
    QVERIFY(isThere());
    VERIFY_DONE(encryption().replaceKey(*database()));
    QVERIFY(isThere());
    VERIFY_DONE(encryption().discard(*database()));
    QVERIFY(isThere());
}

/// A database that takes the place of another, its id included, still has a key of its own.
void TestReplaceKey::leavesKeysOfTheDatabaseWhoseIdItTook()
{
    VERIFY_DONE(encryption().create(*database()));
    TestDatabase other;
    VERIFY_DONE(encryption().create(*other));
    VERIFY_DONE(encryption().replaceKey(*other));
    const store::EncryptionRecord theirs = store::loadEncryption(*other).value();
    VERIFY_DONE(database()->execute(u"UPDATE setting SET value = ? WHERE name = 'database_id'"_s,
                                    {theirs.databaseId}));
    for (const QString &id : {theirs.key->id, theirs.spareKeys.first().id}) {
        VERIFY_DONE(database()->execute(
            u"INSERT INTO spare_encryption_key (id, state, check_value, proof) VALUES (?, 'obsolete', ?, ?)"_s,
            {id, QString::fromLatin1(theirs.spareKeys.first().checkValue),
             QString::fromLatin1(theirs.spareKeys.first().proof)}));
    }
    const QStringList before = keys();
    QVERIFY(!key());
    QVERIFY(!encryption().replaceKey(*database()));
    QCOMPARE(keys(), before);
    VERIFY_DONE(encryption().key(*other));
}

/// Whichever of both is put back, its key is there.
void TestReplaceKey::aCopyMadeDuringTheReplacement()
{
    SKIP_ON_POSTGRESQL("Files are copied.");
    VERIFY_DONE(encryption().create(*database()));
    const auto first = key();
    VERIFY_DONE(addSealedClients(*database(), *first, 1, 5));
    const QString path = database().path();
    const QString during = folder(u"during.sqlite"_s);
    const QString after = folder(u"after.sqlite"_s);
    VERIFY_DONE(encryption().replaceKey(*database(), [&, isFirst = true](int, int) mutable {
        return !std::exchange(isFirst, false) || copyFile(path, during);
    }));
    const auto second = key();
    VERIFY_DONE(copyTo(after));

    putBack(during, path);
    auto older = opened(path);
    QCOMPARE(store::loadEncryption(older)->spareKeys.first().state, store::SpareKey::State::New);
    const EncryptionStatus status = encryption().status(older);
    QCOMPARE(status.state, State::Ready);
    QVERIFY2(status.notice.contains(second->id), qPrintable(status.notice));
    QCOMPARE(openedSecrets(older, encryption().key(older).value()).value(), 5);
    QCOMPARE(keys(), sorted({first->id, second->id}));

    putBack(after, path);
    auto newer = opened(path);
    QCOMPARE(encryption().status(newer).state, State::Ready);
    QCOMPARE(openedSecrets(newer, encryption().key(newer).value()).value(), 5);
}

/// A copy in another file has its say over the keys that it makes itself, and no others.
void TestReplaceKey::aCopyElsewhereLeavesTheKeysOfTheOriginal()
{
    SKIP_ON_POSTGRESQL("Files are copied.");
    VERIFY_DONE(encryption().create(*database()));
    VERIFY_DONE(encryption().replaceKey(*database()));
    const QStringList originals = keys();
    const QString elsewhere = folder(u"copy.sqlite"_s);
    VERIFY_DONE(copyTo(elsewhere));
    auto copy = opened(elsewhere);
    QStringList own;
    for (int i = 0; i < 4; ++i) {
        VERIFY_DONE(encryption().replaceKey(copy));
        own << encryption().key(copy)->id;
        // What is said of the original's two keys is forgotten with the next replacement.
        QCOMPARE(encryption().status(copy).notice.isEmpty(), i > 1);
    }
    QCOMPARE(keys(), sorted(originals + own.last(2)));
    VERIFY_DONE(key());
    QCOMPARE(encryption().status(*database()).notice, QString());
}

void TestReplaceKey::twoDatabasesShareAFolder()
{
    TestDatabase other;
    VERIFY_DONE(encryption().create(*database()));
    VERIFY_DONE(encryption().create(*other));
    for (int i = 0; i < 3; ++i) {
        VERIFY_DONE(encryption().replaceKey(*database()));
        VERIFY_DONE(encryption().replaceKey(*other));
        VERIFY_DONE(key());
        VERIFY_DONE(encryption().key(*other));
        // On a server a copy cannot be told from the original, so that keys stay.
        QCOMPARE(keys().size(), database()->path().isEmpty() ? 4 + 2 * i : 4);
    }
    VERIFY_DONE(encryption().discard(*database()));
    VERIFY_DONE(encryption().key(*other));
}

void TestReplaceKey::doesNothingWithoutItsOwnKey()
{
    VERIFY_DONE(encryption().create(*database()));
    VERIFY_DONE(encryption().replaceKey(*database()));
    const QString own = key()->id;
    const QString spare = record().spareKeys.first().id;
    VERIFY_DONE(database()->execute(u"UPDATE spare_encryption_key SET state = 'obsolete'"_s));
    VERIFY_DONE(keyStore(settings())->remove(own));
    QVERIFY(!key());
    QCOMPARE(encryption().status(*database()).state, State::Unusable);
    QCOMPARE(keys(), QStringList{spare});
}

GATEHOUSE_TEST(TestReplaceKey)
#include "tst_replacekey.moc"
