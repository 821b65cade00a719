#include "services/AuditMemory.h"
#include "store/audit/AuditCheck.h"
#include "support/DatabaseContent.h"
#include "support/SignedIn.h"
#include "support/TestDatabase.h"

#include <QLockFile>
#include <QThread>

#include <thread>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

/// What a machine remembers of an audit trail, so that a cut or an older copy shows.
class TestAuditMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        m_database = std::make_unique<TestDatabase>();
    }
    void remembersTheHighest();
    void isTheOwnersAlone();
    void tellsWhatIsNotHeld_data();
    void tellsWhatIsNotHeld();
    void tellsAnOlderCopy();
    void eachCopyIsItsOwn();
    void movedFileMustHoldWhatWasSeen();
    void anotherIdentityIsTold_data();
    void anotherIdentityIsTold();
    void newDatabaseIsNoNews();
    void acknowledgingIsAnEntry();
    void nothingToAcknowledge();
    void eachDatabaseHasItsOwn();
    void damagedMemoryIsToldUntilAcknowledged_data();
    void damagedMemoryIsToldUntilAcknowledged();
    void unwritableMemoryIsTold();
    void severalAtOnceKeepTheHighest();
    void leftoversGo();
    void nameIsNoPath();

private:
    QString folder() const { return m_home->filePath(u"state/gatehouse"_s); }
    AuditMemory memory() const { return AuditMemory(folder()); }
    QString file() const
    {
        const QDir there(folder());
        const QStringList names = there.entryList({u"*.json"_s}, QDir::Files);
        return names.isEmpty() ? QString() : there.filePath(names.first());
    }
    QByteArray content() const
    {
        QFile there(file());
        return there.open(QIODevice::ReadOnly) ? there.readAll() : QByteArray();
    }
    void write(const QByteArray &text) const
    {
        QFile there(file());
        QVERIFY(there.open(QIODevice::WriteOnly | QIODevice::Truncate));
        there.write(text);
    }
    Result<void> sql(const QString &statement) { return (*m_database)->execute(statement); }
    void work(int limit = 40) { VERIFY_DONE(m_database->setLicenceLimit(limit)); }
    AuditEntry last() { return store::loadLastAuditEntry(**m_database)->value_or(AuditEntry()); }
    QString told() const
    {
        const auto looked = memory().look(**m_database);
        return !looked ? u"error: "_s + looked.error().text : *looked ? (*looked)->text() : QString();
    }

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<TestDatabase> m_database;
};

void TestAuditMemory::remembersTheHighest()
{
    QCOMPARE(told(), QString());
    const QByteArray first = content();
    QVERIFY(first.contains(last().hash.toLatin1()));
    QCOMPARE(told(), QString());
    QCOMPARE(content(), first); // nothing is written where nothing happened
    work();
    QCOMPARE(told(), QString());
    QVERIFY(content().contains(last().hash.toLatin1()));
}

void TestAuditMemory::isTheOwnersAlone()
{
    QCOMPARE(told(), QString());
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                            QFile::WriteOther | QFile::ExeOther;
    QVERIFY(!(QFile::permissions(file()) & others));
    QVERIFY(!(QFile::permissions(folder()) & others));
    QCOMPARE(QDir(folder()).entryList(QDir::Files | QDir::Hidden).size(), 1);
}

void TestAuditMemory::tellsWhatIsNotHeld_data()
{
    QTest::addColumn<QStringList>("tampering");
    const QString headOfLast =
        u"UPDATE setting SET value = (SELECT number || ' ' || hash FROM audit_entry ORDER "
        "BY number DESC LIMIT 1) WHERE name = 'audit_head'"_s;
    const QString reset = u"UPDATE setting SET value = '0 ' WHERE name = 'audit_head'"_s;
    QTest::newRow("cut, with the head set back")
        << QStringList{u"DELETE FROM audit_entry WHERE number > 2"_s, headOfLast};
    QTest::newRow("emptied") << QStringList{u"DELETE FROM audit_entry"_s, reset};
    QTest::newRow("redone") << QStringList{u"UPDATE audit_entry SET hash = '%1'"_s.arg(u"a"_s.repeated(64)),
                                           headOfLast};
    QTest::newRow("the last alone gone") << QStringList{
        u"DELETE FROM audit_entry WHERE number = (SELECT max(number) FROM audit_entry)"_s, headOfLast};
}

void TestAuditMemory::tellsWhatIsNotHeld()
{
    QFETCH(const QStringList, tampering);
    for (int limit = 10; limit < 15; ++limit)
        work(limit);
    QCOMPARE(told(), QString());
    const AuditEntry seen = last();
    for (const QString &statement : tampering)
        VERIFY_DONE(sql(statement));
    for (int i = 0; i < 3; ++i) { // and goes on to, also when there are more entries than before
        QVERIFY2(told().contains(u"entry %1, of %2"_s.arg(QString::number(seen.number), seen.at)),
                 qPrintable(told()));
        for (int limit = 20; limit < 30; ++limit)
            work(limit + i * 10);
    }
    QVERIFY2(told().contains(u"entry is %1, of %2"_s.arg(QString::number(last().number), last().at)),
             qPrintable(told()));
}

void TestAuditMemory::tellsAnOlderCopy()
{
    SKIP_ON_POSTGRESQL("Files are copied.");
    work(10);
    VERIFY_DONE(sql(u"VACUUM INTO '%1'"_s.arg(m_home->filePath(u"backup.sqlite"_s))));
    work(11);
    QCOMPARE(told(), QString());
    const auto url = DatabaseUrl::parse(u"sqlite:"_s + m_home->filePath(u"backup.sqlite"_s));
    auto older = Database::open(*url, Database::IfMissing::Refuse);
    VERIFY_DONE(older);
    QVERIFY(store::checkAuditTrail(*older)->isWhole());
    const auto looked = memory().look(*older);
    VERIFY_DONE(looked);
    QVERIFY(*looked);
    QCOMPARE((*looked)->seen.number, last().number);
}

/// Two copies that are worked with in turn alarm once, not each other for ever; and each is still watched.
void TestAuditMemory::eachCopyIsItsOwn()
{
    SKIP_ON_POSTGRESQL("Files are copied.");
    work(10);
    VERIFY_DONE(sql(u"VACUUM INTO '%1'"_s.arg(m_home->filePath(u"copy.sqlite"_s))));
    work(11);
    QCOMPARE(told(), QString());
    const auto url = DatabaseUrl::parse(u"sqlite:"_s + m_home->filePath(u"copy.sqlite"_s));
    auto copy = Database::open(*url, Database::IfMissing::Refuse);
    VERIFY_DONE(copy);
    const auto toldOfCopy = [&] {
        const auto looked = memory().look(*copy);
        return !looked ? u"error: "_s + looked.error().text : *looked ? (*looked)->text() : QString();
    };
    QVERIFY2(toldOfCopy().contains(u"another copy"_s), qPrintable(toldOfCopy()));
    VERIFY_DONE(memory().acknowledge(*copy));
    for (int limit = 20; limit < 24; ++limit) {
        QCOMPARE(toldOfCopy(), QString());
        QCOMPARE(told(), QString());
        work(limit);
    }
    VERIFY_DONE(copy->execute(u"DELETE FROM audit_entry WHERE number > 1"_s));
    QVERIFY2(toldOfCopy().contains(u"restored from a backup"_s), qPrintable(toldOfCopy()));
    QCOMPARE(told(), QString());
    VERIFY_DONE(sql(u"DELETE FROM audit_entry WHERE number > 1"_s));
    QVERIFY2(told().contains(u"restored from a backup"_s), qPrintable(told()));
}

/// Another path is no way to get a cut trail taken.
void TestAuditMemory::movedFileMustHoldWhatWasSeen()
{
    SKIP_ON_POSTGRESQL("Files are copied.");
    for (int limit = 10; limit < 15; ++limit)
        work(limit);
    QCOMPARE(told(), QString());
    const qint64 seen = last().number;
    const QString whole = m_home->filePath(u"whole.sqlite"_s);
    VERIFY_DONE(sql(u"VACUUM INTO '%1'"_s.arg(whole)));
    VERIFY_DONE(sql(u"DELETE FROM audit_entry WHERE number > 2"_s));
    const QString cut = m_home->filePath(u"cut.sqlite"_s);
    VERIFY_DONE(sql(u"VACUUM INTO '%1'"_s.arg(cut)));
    for (const QString &path : {whole, cut}) {
        auto moved = Database::open(*DatabaseUrl::parse(u"sqlite:"_s + path), Database::IfMissing::Refuse);
        VERIFY_DONE(moved);
        for (int i = 0; i < 2; ++i) { // and goes on to
            const auto looked = memory().look(*moved);
            VERIFY_DONE(looked);
            QCOMPARE(looked->has_value(), path == cut);
            if (*looked)
                QCOMPARE((*looked)->seen.number, seen);
        }
    }
}

void TestAuditMemory::anotherIdentityIsTold_data()
{
    QTest::addColumn<QString>("cut");
    QTest::newRow("whole trail") << QString();
    QTest::newRow("cut trail") << u"DELETE FROM audit_entry WHERE number > 2"_s;
}

/// A database says itself which it is: that must not make it one that was never seen.
void TestAuditMemory::anotherIdentityIsTold()
{
    QFETCH(const QString, cut);
    for (int limit = 10; limit < 15; ++limit)
        work(limit);
    QCOMPARE(told(), QString());
    const AuditEntry seen = last();
    if (!cut.isEmpty())
        VERIFY_DONE(sql(cut));
    VERIFY_DONE(sql(u"UPDATE setting SET value = (SELECT number || ' ' || hash FROM audit_entry ORDER BY "
                    "number DESC LIMIT 1) WHERE name = 'audit_head'"_s));
    VERIFY_DONE(sql(u"UPDATE setting SET value = '%1' WHERE name = 'database_id'"_s.arg(QString(32, u'1'))));
    for (int i = 0; i < 2; ++i) { // and goes on to
        QVERIFY2(told().contains(u"Another database is here"_s), qPrintable(told()));
        QVERIFY2(told().contains(u"entry %1, of %2"_s.arg(QString::number(seen.number), seen.at)),
                 qPrintable(told()));
        work(20 + i);
    }
    VERIFY_DONE(memory().acknowledge(**m_database));
    QCOMPARE(told(), QString());
    QCOMPARE(last().action, QString(audit::acknowledged));
    work(30);
    QCOMPARE(told(), QString());
}

void TestAuditMemory::newDatabaseIsNoNews()
{
    work();
    QCOMPARE(told(), QString());
    VERIFY_DONE(sql(u"UPDATE setting SET value = '%1' WHERE name = 'database_id'"_s.arg(QString(32, u'1'))));
    VERIFY_DONE(memory().takeNew(**m_database));
    QCOMPARE(told(), QString());
}

void TestAuditMemory::acknowledgingIsAnEntry()
{
    work();
    QCOMPARE(told(), QString());
    const qint64 seen = last().number;
    VERIFY_DONE(sql(u"DELETE FROM audit_entry WHERE number > 1"_s));
    VERIFY_DONE(
        sql(u"UPDATE setting SET value = (SELECT number || ' ' || hash FROM audit_entry) WHERE name = "
            "'audit_head'"_s));
    QVERIFY(!told().isEmpty());
    test::workAs(**m_database, u"maria"_s);
    VERIFY_DONE(memory().acknowledge(**m_database));
    QCOMPARE(told(), QString());
    QCOMPARE(last().action, QString(audit::acknowledged));
    QCOMPARE(last().userId, u"maria"_s);
    QVERIFY2(last().changes.contains(u"\"number\":%1"_s.arg(seen)), qPrintable(last().changes));
    QVERIFY(content().contains(last().hash.toLatin1()));
    QVERIFY(store::checkAuditTrail(**m_database)->isWhole());
}

void TestAuditMemory::nothingToAcknowledge()
{
    QVERIFY(!memory().acknowledge(**m_database));
    QCOMPARE(told(), QString());
    const AuditEntry before = last();
    const auto refused = memory().acknowledge(**m_database);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Rule);
    QCOMPARE(last(), before);
}

void TestAuditMemory::eachDatabaseHasItsOwn()
{
    TestDatabase other;
    work();
    QCOMPARE(told(), QString());
    const auto looked = memory().look(*other);
    VERIFY_DONE(looked);
    QVERIFY(!*looked);
    QCOMPARE(QDir(folder()).entryList({u"*.json"_s}, QDir::Files).size(), 2);
    QCOMPARE(told(), QString());
}

void TestAuditMemory::damagedMemoryIsToldUntilAcknowledged_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray hash(64, 'a');
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut") << QByteArray(R"({"number": 3, "hash)");
    QTest::newRow("no object") << QByteArray("[]");
    QTest::newRow("negative") << QByteArray(R"({"number": -3, "hash": ")") + hash + R"("})";
    QTest::newRow("text as number") << QByteArray(R"({"number": "3", "hash": ")") + hash + R"("})";
    QTest::newRow("no hash") << QByteArray(R"({"number": 3})");
    QTest::newRow("hash of another kind") << QByteArray(R"({"number": 3, "hash": "abc"})");
    QTest::newRow("files that are none")
        << QByteArray(R"({"number": 3, "hash": ")") + hash + R"(", "files": {"a": {"number": 3}}})";
    QTest::newRow("huge") << QByteArray(100'000, '[');
}

void TestAuditMemory::damagedMemoryIsToldUntilAcknowledged()
{
    QFETCH(const QByteArray, text);
    QCOMPARE(told(), QString());
    write(text);
    QVERIFY2(told().startsWith(u"error: "_s), qPrintable(told()));
    work();
    QVERIFY(told().startsWith(u"error: "_s));
    VERIFY_DONE(memory().acknowledge(**m_database));
    QCOMPARE(told(), QString());
    QCOMPARE(last().action, QString(audit::acknowledged));
}

void TestAuditMemory::unwritableMemoryIsTold()
{
    QFile inTheWay(m_home->filePath(u"file"_s));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    const auto looked = AuditMemory(inTheWay.fileName() + u"/gatehouse"_s).look(**m_database);
    QVERIFY(!looked);
    QCOMPARE(looked.error().kind, Error::Kind::Unreachable);

    QCOMPARE(told(), QString());
    QFile::setPermissions(file(), QFile::ReadOwner | QFile::WriteOwner | QFile::WriteOther);
    QVERIFY2(told().contains(u"not yours alone"_s), qPrintable(told()));
    QFile::setPermissions(file(), QFile::ReadOwner | QFile::WriteOwner);

    QLockFile held(file() + u".lock"_s);
    QVERIFY(held.lock());
    QVERIFY2(told().contains(u"another program"_s), qPrintable(told()));
}

void TestAuditMemory::severalAtOnceKeepTheHighest()
{
    constexpr int programs = 4;
    constexpr int rounds = 15;
    std::vector<std::jthread> threads;
    threads.reserve(programs);
    std::atomic<int> faults = 0;
    for (int program = 0; program < programs; ++program) {
        threads.emplace_back([&, program] {
            auto database = m_database->openAgain();
            for (int round = 0; database && round < rounds; ++round) {
                const auto done = editing(*database, [&](EditSession &session) {
                    return edit::setLicenceLimit(session, program * rounds + round + 100);
                });
                const auto looked = memory().look(*database);
                if (!done || !looked || *looked)
                    ++faults;
            }
            if (!database)
                ++faults;
        });
    }
    threads.clear();
    QCOMPARE(faults.load(), 0);
    QVERIFY(content().contains(last().hash.toLatin1()));
    QCOMPARE(told(), QString());
}

/// A process that was killed while it wrote.
void TestAuditMemory::leftoversGo()
{
    QCOMPARE(told(), QString());
    QFile leftover(file() + u".0123456789abcdef0123456789abcdef.tmp"_s);
    QVERIFY(leftover.open(QIODevice::WriteOnly) &&
            leftover.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    QFile foreign(folder() + u"/notes.tmp"_s);
    QVERIFY(foreign.open(QIODevice::WriteOnly));
    work();
    QCOMPARE(told(), QString());
    QVERIFY(!leftover.exists());
    QVERIFY(foreign.exists());
}

void TestAuditMemory::nameIsNoPath()
{
    VERIFY_DONE(sql(u"UPDATE setting SET value = '../../stray' WHERE name = 'database_id'"_s));
    QVERIFY2(told().contains("database_id"_L1), qPrintable(told())); // and nothing is read or written by it
    QVERIFY(!QFileInfo::exists(m_home->filePath(u"stray"_s)));
    QVERIFY(!QFileInfo::exists(m_home->filePath(u"stray.json"_s)));
}

GATEHOUSE_TEST(TestAuditMemory)
#include "tst_auditmemory.moc"
