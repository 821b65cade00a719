#include "store/watch/PresenceBeat.h"

#include "domain/RecordKey.h"
#include "store/DatabaseFile.h"
#include "store/audit/AuditLog.h"
#include "support/TestDatabase.h"

#include <QFile>
#include <QSignalSpy>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

/// Who has what open is said to the others, and costs nobody a wait.
class TestPresence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_database = std::make_unique<TestDatabase>();
        m_client = newRecordKey();
    }

    void othersAreSeen();
    void whoGaveNoSignOfLifeIsGone();
    void aLockMakesNobodyWait();
    void isNoPartOfTheAuditTrail();
    void damagedRowsAreLeftOut_data();
    void damagedRowsAreLeftOut();
    void hostileNamesAreStored();
    void readOnlyDatabaseIsNotWritten();
    void whatChangesIsTold_data();
    void whatChangesIsTold();
    void windowsSeeEachOther();
    void closedAndKilledWindowsAreGone();

private:
    Presence presence(const QString &userId, bool isEditing = false,
                      const QDateTime &seenAt = testTime()) const
    {
        return {.windowId = newRecordKey(),
                .userId = userId,
                .machine = u"desk-7"_s,
                .clientKey = m_client,
                .isEditing = isEditing,
                .since = testTime().addSecs(-60),
                .seenAt = seenAt};
    }
    QStringList users(const QString &exceptWindow = {}, const QDateTime &now = testTime())
    {
        const auto others = store::loadPresence(**m_database, m_client, exceptWindow, now);
        QStringList users;
        for (const Presence &one : others.value())
            users << one.userId;
        return users;
    }
    int rows()
    {
        return (*m_database)
            ->list(u"SELECT count(*) FROM presence"_s, {},
                   [](const QSqlQuery &row) { return row.value(0).toInt(); })
            .value()
            .first();
    }

    std::unique_ptr<TestDatabase> m_database;
    QString m_client;
};

void TestPresence::othersAreSeen()
{
    const Presence own = presence(u"own"_s);
    const Presence anna = presence(u"anna"_s);
    const Presence bert = presence(u"bert"_s, true);
    Presence elsewhere = presence(u"cleo"_s);
    elsewhere.clientKey = newRecordKey();
    for (const Presence &one : {own, anna, bert, elsewhere})
        VERIFY_DONE(store::writePresence(**m_database, one));
    const auto others = store::loadPresence(**m_database, m_client, own.windowId, testTime());
    QCOMPARE(others.value(), (QList{bert, anna})); // who edits comes first
    VERIFY_DONE(store::removePresence(**m_database, bert.windowId, testTime()));
    QCOMPARE(users(own.windowId), QStringList{u"anna"_s});
}

void TestPresence::whoGaveNoSignOfLifeIsGone()
{
    VERIFY_DONE(store::writePresence(**m_database, presence(u"anna"_s)));
    QCOMPARE(users({}, testTime().addSecs(30)), QStringList{u"anna"_s});
    QCOMPARE(users({}, testTime().addSecs(31)), QStringList());
    QCOMPARE(users({}, testTime().addSecs(-31)), QStringList()); // by a clock that is ahead
    QCOMPARE(rows(), 1);
    VERIFY_DONE(store::writePresence(**m_database, presence(u"bert"_s, false, testTime().addSecs(31))));
    QCOMPARE(rows(), 1);
}

void TestPresence::aLockMakesNobodyWait()
{
    auto writer = m_database->openAgain();
    VERIFY_DONE(writer);
    {
        const auto held = Transaction::begin(*writer);
        VERIFY_DONE(held);
        (*m_database)->engine().setPatience(longerThanATest);
        QVERIFY(!store::writePresence(**m_database, presence(u"anna"_s)));
        QVERIFY(!store::removePresence(**m_database, newRecordKey(), testTime()));
        QCOMPARE((*m_database)->engine().patience(), longerThanATest);
        (*m_database)->engine().setPatience(lockWaitMilliseconds);
    }
    VERIFY_DONE(store::writePresence(**m_database, presence(u"anna"_s)));
    // What is set for a hint is set back: saves wait for a lock, and are forced onto the disk.
    if (isOnServer())
        return;
    const auto setting = [this](const QString &name) {
        const auto number = [](const QSqlQuery &row) { return row.value(0).toInt(); };
        return (*m_database)->list(u"PRAGMA "_s + name, {}, number).value().value(0);
    };
    QCOMPARE(setting(u"busy_timeout"_s), lockWaitMilliseconds);
    QCOMPARE(setting(u"synchronous"_s), 2);
}

void TestPresence::isNoPartOfTheAuditTrail()
{
    const auto head = [this] { return store::loadAuditHead(**m_database).value()->number; };
    const qint64 before = head();
    VERIFY_DONE(store::writePresence(**m_database, presence(u"anna"_s)));
    QCOMPARE(head(), before);
}

void TestPresence::damagedRowsAreLeftOut_data()
{
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("value");
    for (const char *column : {"window_id", "user_id", "machine", "editing", "since"}) {
        for (const char *value : {"''", "-5", "1e300", "printf('%.*c', 10485760, 'a')", "x'6162'"}) {
            const bool isFine = qstrcmp(column, "machine") == 0 && qstrcmp(value, "''") == 0;
            if (!isFine)
                QTest::addRow("%s %s", column, value)
                    << QString::fromLatin1(column) << QString::fromLatin1(value);
        }
    }
}

void TestPresence::damagedRowsAreLeftOut()
{
    if (isOnServer())
        QSKIP("The columns of a server take no value of another type");
    QFETCH(const QString, column);
    QFETCH(const QString, value);
    const Presence anna = presence(u"anna"_s);
    VERIFY_DONE(store::writePresence(**m_database, anna));
    VERIFY_DONE(store::writePresence(**m_database, presence(u"bert"_s)));
    VERIFY_DONE((*m_database)->execute(u"PRAGMA ignore_check_constraints = ON"_s));
    VERIFY_DONE((*m_database)
                    ->execute(u"UPDATE presence SET %1 = %2 WHERE window_id = ?"_s.arg(column, value),
                              {anna.windowId}));
    QStringList seen = users();
    seen.removeAll(u"bert"_s);
    // A column of texts makes a text of a number, which is a name as good as any other.
    const bool isText = !value.startsWith(u"printf"_s) && !value.startsWith(u'x') && !value.startsWith(u'\'');
    const bool canBeText = isText && (column == u"user_id"_s || column == u"machine"_s);
    QCOMPARE(seen.isEmpty(), !canBeText);
}

void TestPresence::hostileNamesAreStored()
{
    Presence odd = presence(u"anna"_s);
    odd.machine = QString(1000, u'x');
    odd.machine[3] = QChar(0xfffe);
    VERIFY_DONE(store::writePresence(**m_database, odd));
    const auto others = store::loadPresence(**m_database, m_client, {}, testTime());
    QCOMPARE(others.value().size(), 1);
    QCOMPARE(others.value().first().machine.size(), 255);
    QCOMPARE(others.value().first().machine.at(3), QChar(0xfffd));
}

void TestPresence::readOnlyDatabaseIsNotWritten()
{
    if (geteuid() == 0)
        QSKIP("root may write everything");
    VERIFY_DONE(store::writePresence(**m_database, presence(u"anna"_s)));
    QVERIFY(QFile::setPermissions(m_database->path(), QFile::ReadOwner));
    auto reader = Database::open(m_database->url(), Database::IfMissing::Refuse);
    VERIFY_DONE(reader);
    QVERIFY(!store::writePresence(*reader, presence(u"bert"_s)));
    QCOMPARE(store::loadPresence(*reader, m_client, {}, testTime()).value().size(), 1);
}

namespace {

/// What becomes of a window that said ten seconds ago what is open in it.
using Change = std::function<Result<void>(Database &database, Presence own)>;

/// It says so again after this was done.
template<typename Do>
Change saying(Do done)
{
    return [done](Database &database, Presence own) {
        done(own);
        return store::writePresence(database, own);
    };
}

Result<void> goes(Database &database, const Presence &own)
{
    return store::removePresence(database, own.windowId, own.seenAt);
}

Result<void> anotherGoes(Database &database, const Presence &own)
{
    return store::removePresence(database, newRecordKey(), own.seenAt);
}

}

Q_DECLARE_METATYPE(Change)

void TestPresence::whatChangesIsTold_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<bool>("isTold");
    const auto row = [](const char *name, const Change &change, bool isTold) {
        QTest::newRow(name) << change << isTold;
    };
    row("a sign of life", saying([](Presence &) {}), false);
    row("edits", saying([](Presence &own) { own.isEditing = true; }), true);
    row("has something else open", saying([](Presence &own) { own.clientKey = newRecordKey(); }), true);
    row("opened it again", saying([](Presence &own) { own.since = own.since.addSecs(5); }), true);
    row("another works there", saying([](Presence &own) { own.userId = u"bert"_s; }), true);
    row("another comes", saying([](Presence &own) { own.windowId = newRecordKey(); }), true);
    row("had counted as gone", saying([](Presence &own) { own.seenAt = own.seenAt.addSecs(31); }), true);
    row("goes", goes, true);
    row("one goes who was not there", anotherGoes, false);
}

void TestPresence::whatChangesIsTold()
{
    SKIP_ON_SQLITE("A file tells everything alike");
    QFETCH(const Change, change);
    QFETCH(const bool, isTold);
    auto others = m_database->openAgain();
    VERIFY_DONE(others);
    Presence own = presence(u"anna"_s);
    VERIFY_DONE(store::writePresence(*others, own));
    const auto hints = [this] {
        // With the answer to a question comes all that was told before.
        const auto asked = (*m_database)->list(u"SELECT 1"_s, {}, [](const QSqlQuery &) { return 1; });
        return asked.and_then([this](const auto &) { return (*m_database)->engine().commitsOfOthers(); });
    };
    const auto before = hints();
    VERIFY_DONE(before);
    own.seenAt = own.seenAt.addSecs(10);
    VERIFY_DONE(change(*others, own));
    const auto after = hints();
    VERIFY_DONE(after);
    QCOMPARE(after->hints - before->hints, isTold ? 1 : 0);
    QCOMPARE(after->saves, before->saves);
}

namespace {

/// One who works with the database.
struct Colleague
{
    Colleague(const DatabaseUrl &url, const QString &userId)
    {
        if (!thread.open(url).result())
            qFatal("not opened");
        beat.begin(userId);
    }

    DatabaseThread thread;
    PresenceBeat beat{thread};
};

}

void TestPresence::windowsSeeEachOther()
{
    Colleague anna(m_database->url(), u"anna"_s);
    Colleague bert(m_database->url(), u"bert"_s);
    anna.beat.show(m_client, false);
    QTRY_COMPARE(users({}, QDateTime::currentDateTimeUtc()), QStringList{u"anna"_s});
    QSignalSpy changed(&bert.beat, &PresenceBeat::othersChanged);
    bert.beat.show(m_client, true);
    QTRY_COMPARE(bert.beat.others().size(), 1);
    QCOMPARE(bert.beat.others().first().userId, u"anna"_s);
    QVERIFY(!bert.beat.others().first().isEditing);

    QTRY_COMPARE(users({}, QDateTime::currentDateTimeUtc()), (QStringList{u"bert"_s, u"anna"_s}));
    anna.beat.look();
    QTRY_COMPARE(anna.beat.others().size(), 1);
    QVERIFY(anna.beat.others().first().isEditing);
    QVERIFY(!anna.beat.others().first().machine.isEmpty());

    const qsizetype told = changed.size();
    bert.beat.look();
    QTRY_VERIFY(bert.thread.isIdle());
    QCOMPARE(changed.size(), told); // nothing new is not told
    anna.beat.show({}, false);
    QCOMPARE(anna.beat.others().size(), 0);
    QTRY_COMPARE(users({}, QDateTime::currentDateTimeUtc()), QStringList{u"bert"_s});
}

void TestPresence::closedAndKilledWindowsAreGone()
{
    Presence killed = presence(u"killed"_s);
    killed.seenAt = QDateTime::currentDateTimeUtc().addSecs(-20);
    VERIFY_DONE(store::writePresence(**m_database, killed));
    Colleague anna(m_database->url(), u"anna"_s);
    anna.beat.show(m_client, false);
    QTRY_COMPARE(anna.beat.others().size(), 1);
    QTRY_COMPARE(anna.beat.others().size(), 0); // without anybody writing anything
    anna.beat.end();
    QTRY_COMPARE(rows(), 0);
}

GATEHOUSE_TEST(TestPresence)
#include "tst_presence.moc"
