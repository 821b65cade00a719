#include "store/DatabaseThread.h"
#include "store/records/RecordStore.h"
#include "support/SampleClients.h"
#include "support/TestDatabase.h"

#include <QFile>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

/// What becomes of the file, and what is said then.
struct Fate
{
    std::function<bool(const QString &path)> happens;
    QString said;
};

bool replace(const QString &path)
{
    return QFile::copy(path, path + u".copy"_s) && QFile::remove(path) &&
           QFile::rename(path + u".copy"_s, path);
}

bool moveAway(const QString &path)
{
    return QFile::rename(path, path + u".away"_s);
}

bool putBack(const QString &path)
{
    return QFile::rename(path + u".away"_s, path);
}

}

Q_DECLARE_METATYPE(Fate)

class TestLostDatabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { SKIP_ON_POSTGRESQL("It is about the file of a database."); }
    void nothingIsSavedIntoIt_data();
    void nothingIsSavedIntoIt();
    void nothingIsCommittedIntoIt_data() { nothingIsSavedIntoIt_data(); }
    void nothingIsCommittedIntoIt();
    void nothingIsReadFromIt();
    void savesAgainOnceItIsBack();
    void threadTellsAndOpensAgain();
    void threadTellsThatItIsBack_data();
    void threadTellsThatItIsBack();
    void threadMakesNoOther();
    void changesOfTheOldOneAreNotMixedIntoAnother();
    void whatIsLeftDestroysNoOther_data();
    void whatIsLeftDestroysNoOther();
};

void TestLostDatabase::nothingIsSavedIntoIt_data()
{
    QTest::addColumn<Fate>("fate");
    QTest::newRow("deleted") << Fate{[](const QString &path) { return QFile::remove(path); }, u"removed"_s};
    QTest::newRow("moved away") << Fate{moveAway, u"moved away"_s};
    QTest::newRow("replaced") << Fate{replace, u"replaced"_s};
    QTest::newRow("link to nowhere") << Fate{
        [](const QString &path) { return moveAway(path) && QFile::link(u"/nowhere/x"_s, path); },
        u"moved away"_s};
    QTest::newRow("its changes deleted")
        << Fate{[](const QString &path) { return QFile::remove(path + u"-wal"_s); }, u"-wal"_s};
    QTest::newRow("its changes replaced")
        << Fate{[](const QString &path) { return replace(path + u"-wal"_s); }, u"-wal"_s};
}

void TestLostDatabase::nothingIsSavedIntoIt()
{
    QFETCH(const Fate, fate);
    TestDatabase database;
    VERIFY_DONE(database.save(sampleUser(u"before"_s)));
    QVERIFY(fate.happens(database.url().path()));

    const auto saved = database.save(sampleUser(u"after"_s));
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, Error::Kind::Unreachable);
    QVERIFY2(saved.error().text.contains(fate.said), qPrintable(saved.error().text));
}

void TestLostDatabase::nothingIsCommittedIntoIt()
{
    QFETCH(const Fate, fate);
    TestDatabase database;
    auto session = EditSession::begin(*database, testTime());
    VERIFY_DONE(session);
    VERIFY_DONE(edit::save(*session, sampleUser(u"svc"_s)));
    QVERIFY(fate.happens(database.url().path()));

    const auto committed = session->commit();
    QVERIFY(!committed);
    QVERIFY2(committed.error().text.contains(fate.said), qPrintable(committed.error().text));
}

void TestLostDatabase::nothingIsReadFromIt()
{
    TestDatabase database;
    VERIFY_DONE(store::loadApiScopes(*database));
    QVERIFY(replace(database.url().path()));
    QVERIFY(!store::loadApiScopes(*database));
    QVERIFY(!database->checkFile());
}

void TestLostDatabase::savesAgainOnceItIsBack()
{
    TestDatabase database;
    const QString path = database.url().path();
    QVERIFY(moveAway(path));
    QVERIFY(!database.save(sampleUser(u"svc"_s)));
    QVERIFY(putBack(path));
    VERIFY_DONE(database.save(sampleUser(u"svc"_s)));
    QCOMPARE(store::loadUsers(*database)->size(), 1);
}

void TestLostDatabase::threadTellsAndOpensAgain()
{
    TestDatabase database;
    DatabaseThread thread;
    VERIFY_DONE(thread.open(database.url()).result());
    QSignalSpy lost(&thread, &DatabaseThread::lost);
    QVERIFY(moveAway(database.url().path()));
    for (int i = 0; i < 2; ++i)
        QVERIFY(!thread.run(store::loadApiScopes).result());
    QTRY_COMPARE(lost.size(), 1);

    QVERIFY(!thread.reopen(database.url()).result());
    QVERIFY(putBack(database.url().path()));
    VERIFY_DONE(thread.reopen(database.url()).result());
    VERIFY_DONE(thread.run(store::loadApiScopes).result());
}

void TestLostDatabase::threadTellsThatItIsBack_data()
{
    QTest::addColumn<bool>("isAskedFor");
    QTest::newRow("by itself") << false;
    QTest::newRow("because it is asked for") << true;
}

void TestLostDatabase::threadTellsThatItIsBack()
{
    QFETCH(const bool, isAskedFor);
    TestDatabase database;
    DatabaseThread thread;
    VERIFY_DONE(thread.open(database.url()).result());
    QSignalSpy lost(&thread, &DatabaseThread::lost);
    QSignalSpy found(&thread, &DatabaseThread::found);
    for (int round = 1; round < 3; ++round) {
        QVERIFY(moveAway(database.url().path()));
        QVERIFY(!thread.run(store::loadApiScopes).result());
        QTRY_COMPARE(lost.size(), round);
        QCOMPARE(found.size(), round - 1);
        QVERIFY(putBack(database.url().path()));
        if (isAskedFor)
            VERIFY_DONE(thread.run(store::loadApiScopes).result());
        QTRY_COMPARE(found.size(), round);
    }
}

void TestLostDatabase::threadMakesNoOther()
{
    QTemporaryDir folder;
    const auto url = *DatabaseUrl::parse(u"sqlite:"_s + folder.filePath(u"db.sqlite"_s));
    DatabaseThread thread;
    VERIFY_DONE(thread.open(url).result());
    QVERIFY(QFile::remove(url.path()));
    QVERIFY(!thread.reopen(url).result());
    QVERIFY(!QFile::exists(url.path()));
}

void TestLostDatabase::changesOfTheOldOneAreNotMixedIntoAnother()
{
    TestDatabase other;
    TestDatabase database;
    DatabaseThread thread;
    VERIFY_DONE(thread.open(database.url()).result());
    VERIFY_DONE(database.save(sampleUser(u"svc"_s)));
    const QString path = database.url().path();
    QVERIFY(QFileInfo(path + u"-wal"_s).size() > 0);
    QVERIFY(moveAway(path) && QFile::copy(other.url().path(), path));

    VERIFY_DONE(thread.reopen(database.url()).result());
    const QFileInfo file(path);
    QCOMPARE(file.dir().entryList({file.fileName() + u"-wal.of-lost-file.*"_s}).size(),
             1); // it may be needed yet
    const auto users = thread.run(store::loadUsers).result();
    VERIFY_DONE(users);
    QVERIFY(users->isEmpty());
}

void TestLostDatabase::whatIsLeftDestroysNoOther_data()
{
    QTest::addColumn<bool>("removed");
    QTest::newRow("replaced") << false;
    QTest::newRow("removed, and a backup restored") << true;
}

/// SQLite would play what is left beside the name into whatever has the name next.
void TestLostDatabase::whatIsLeftDestroysNoOther()
{
    QFETCH(const bool, removed);
    QTemporaryDir folder;
    const QString path = folder.filePath(u"db.sqlite"_s);
    const auto url = *DatabaseUrl::parse(u"sqlite:"_s + path);
    TestDatabase other;
    for (int i = 0; i < 300; ++i)
        VERIFY_DONE(other.save(sampleUser(u"other-%1"_s.arg(i))));
    VERIFY_DONE((*other).execute(u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
    {
        auto database = Database::open(url, Database::IfMissing::Create);
        VERIFY_DONE(database);
        VERIFY_DONE(database->execute(u"UPDATE setting SET value = '9' WHERE name = 'licence_limit'"_s));
        QVERIFY(QFileInfo(path + u"-wal"_s).size() > 0);
        const QString next = folder.filePath(u"next"_s);
        QVERIFY(QFile::copy(other.url().path(), next));
        QVERIFY(!removed || QFile::remove(path));
        QVERIFY(std::rename(QFile::encodeName(next).constData(), QFile::encodeName(path).constData()) == 0);
        QVERIFY(!store::loadApiScopes(*database));
    }
    auto database = Database::open(url, Database::IfMissing::Refuse);
    VERIFY_DONE(database);
    const auto sound = database->list(u"PRAGMA integrity_check"_s, {},
                                      [](const QSqlQuery &row) { return row.value(0).toString(); });
    VERIFY_DONE(sound);
    QCOMPARE(*sound, QStringList{u"ok"_s});
    const auto users = store::loadUsers(*database);
    VERIFY_DONE(users);
    QCOMPARE(users->size(), 300);
}

GATEHOUSE_TEST(TestLostDatabase)
#include "tst_lostdatabase.moc"
