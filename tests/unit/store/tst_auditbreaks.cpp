#include "store/audit/AuditCheck.h"
#include "support/Stranger.h"
#include "support/TestDatabase.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

/// "altered 5, missing 7-9": every break, for comparison.
QString told(const store::AuditCheck &check)
{
    QStringList texts;
    for (const store::AuditBreak &broken : check.breaks) {
        const QString range = broken.first == broken.last ? QString::number(broken.first)
                                                          : u"%1-%2"_s.arg(broken.first).arg(broken.last);
        texts << u"%1 %2"_s.arg(store::breakName(broken.kind), range);
    }
    return texts.join(u", "_s);
}

bool names(const store::AuditCheck &check, qint64 number)
{
    return std::ranges::any_of(check.breaks, [&](const store::AuditBreak &broken) {
        return broken.first <= number && number <= broken.last;
    });
}

/// What somebody does with an SQL tool to the entry of that number, of 300.
QStringList tampering(int number)
{
    static const QStringList columns{u"at"_s,        u"user_id"_s, u"action"_s,  u"subject"_s,
                                     u"record_id"_s, u"name"_s,    u"changes"_s, u"hash"_s};
    const QString &column = columns.at(number % columns.size());
    const QString here = u" WHERE number = %1"_s.arg(number);
    switch (number % 9) {
    case 0:
        return {u"UPDATE audit_entry SET %1 = %1 || 'x'"_s.arg(column) + here};
    case 1:
        return {u"UPDATE audit_entry SET %1 = ''"_s.arg(number % 2 == 0 ? u"hash"_s : u"changes"_s) + here};
    case 2:
        return {u"DELETE FROM audit_entry"_s + here};
    case 3: // with its neighbour
        return {u"UPDATE audit_entry SET number = 100000"_s + here,
                u"UPDATE audit_entry SET number = %1 WHERE number = %2"_s.arg(number).arg(
                    number == 300 ? 299 : number + 1),
                u"UPDATE audit_entry SET number = %1 WHERE number = 100000"_s.arg(
                    number == 300 ? 299 : number + 1)};
    case 4:
        return {u"UPDATE audit_entry SET number = -number"_s + here};
    case 5:
        return {u"UPDATE audit_entry SET number = 9223372036854775807"_s + here};
    case 6:
        // A server has no text that is none.
        return {(isOnServer() ? u"UPDATE audit_entry SET %1 = %1 || ' '"_s
                              : u"UPDATE audit_entry SET %1 = CAST(%1 AS BLOB)"_s)
                    .arg(column) +
                here};
    case 7:
        return {u"UPDATE audit_entry SET changes = (SELECT changes FROM audit_entry WHERE number = %1), "
                "name = name || char(%2)"_s.arg(number == 1 ? 2 : 1)
                    .arg(isOnServer() ? 1 : 0) + // a server stores no NUL
                here};
    default:
        return {u"UPDATE audit_entry SET %1 = char(65279) || %1"_s.arg(column) + here};
    }
}

}

/// A chain that somebody cut or altered: every break is found and named, with numbers that make sense.
class TestAuditBreaks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_database = std::make_unique<TestDatabase>(); }
    void shows_data();
    void shows();
    void tableWithoutItsKey();
    void everyOneOf300IsFound();
    void allOf300AreFoundAtOnce();
    void damagedTrailRefusesNoWork_data();
    void damagedTrailRefusesNoWork();
    void workAfterADamagedHeadIsNoEntryThatWasAltered_data();
    void workAfterADamagedHeadIsNoEntryThatWasAltered();
    void emptiedTrailNeverLooksNew();
    void databasesFromBeforeBegin();

private:
    Result<void> sql(const QString &statement) { return (*m_database)->execute(statement); }
    void fillUpTo(qint64 number);
    void makeAdministrator();
    store::AuditCheck check() { return store::checkAuditTrail(**m_database).value(); }
    qint64 count(const QString &statement)
    {
        return (*m_database)
            ->list(statement, {}, [](const QSqlQuery &row) { return row.value(0).toLongLong(); })
            ->value(0);
    }

    std::unique_ptr<TestDatabase> m_database;
};

void TestAuditBreaks::fillUpTo(qint64 number)
{
    VERIFY_DONE(doNotWaitForDisk(**m_database));
    VERIFY_DONE(m_database->edit([&](EditSession &session) {
        Result<void> done;
        const qint64 there = count(u"SELECT max(number) FROM audit_entry"_s);
        for (int limit = 10; done && limit < 10 + number - there; ++limit)
            done = edit::setLicenceLimit(session, limit);
        return done;
    }));
    QCOMPARE(count(u"SELECT max(number) FROM audit_entry"_s), number);
}

void TestAuditBreaks::makeAdministrator()
{
    User user;
    user.userId = u"anna"_s;
    user.mainAdministrator = true;
    VERIFY_DONE(m_database->edit([&](EditSession &session) {
        return edit::save(session, user).and_then([&](const User &saved) {
            return edit::setPassword(session, saved, "$argon2id$hash");
        });
    }));
}

void TestAuditBreaks::shows_data()
{
    QTest::addColumn<QStringList>("tampering");
    QTest::addColumn<QString>("breaks");
    const auto row = [](const char *name, const QStringList &statements, const QString &breaks) {
        QTest::newRow(name) << statements << breaks;
    };
    row("nothing", {}, {});
    for (const QString &column : {u"at"_s, u"user_id"_s, u"action"_s, u"subject"_s, u"record_id"_s, u"name"_s,
                                  u"changes"_s, u"hash"_s})
        row(qPrintable(u"altered "_s + column),
            {u"UPDATE audit_entry SET %1 = %1 || 'x' WHERE number = 5"_s.arg(column)}, u"altered 5"_s);
    row("altered, hash too", {u"UPDATE audit_entry SET name = 'x', hash = upper(hash) WHERE number = 5"_s},
        u"altered 5-6"_s);
    row("the last altered", {u"UPDATE audit_entry SET name = 'x' WHERE number = 10"_s}, u"altered 10"_s);
    row("the last one's hash", {u"UPDATE audit_entry SET hash = 'x' WHERE number = 10"_s}, u"altered 10"_s);
    row("several", {u"UPDATE audit_entry SET name = 'x' WHERE number IN (2, 3, 7)"_s},
        u"altered 2-3, altered 7"_s);
    row("removed", {u"DELETE FROM audit_entry WHERE number = 5"_s}, u"missing 5, unchecked 6"_s);
    row("several removed", {u"DELETE FROM audit_entry WHERE number IN (4, 5, 6)"_s},
        u"missing 4-6, unchecked 7"_s);
    row("the first removed", {u"DELETE FROM audit_entry WHERE number = 1"_s}, u"missing 1, unchecked 2"_s);
    row("removed and altered",
        {u"DELETE FROM audit_entry WHERE number = 3"_s,
         u"UPDATE audit_entry SET name = 'x' WHERE number = 8"_s},
        u"missing 3, unchecked 4, altered 8"_s);
    row("removed and numbered anew",
        {u"DELETE FROM audit_entry WHERE number = 5"_s,
         u"UPDATE audit_entry SET number = 1 - number WHERE number > 5"_s,
         u"UPDATE audit_entry SET number = -number WHERE number < 0"_s},
        u"altered 5-9, missing 10"_s);
    row("swapped",
        {u"UPDATE audit_entry SET number = 1000 WHERE number = 5"_s,
         u"UPDATE audit_entry SET number = 5 WHERE number = 6"_s,
         u"UPDATE audit_entry SET number = 6 WHERE number = 1000"_s},
        u"altered 5-7"_s);
    row("cut off", {u"DELETE FROM audit_entry WHERE number > 8"_s}, u"missing 9-10"_s);
    row("emptied", {u"DELETE FROM audit_entry"_s}, u"missing 1-10"_s);
    const QString copied =
        u"INSERT INTO audit_entry SELECT %1, at, user_id, action, subject, record_id, name, "
        "changes, hash FROM audit_entry WHERE number = 10"_s;
    row("added", {copied.arg(11), copied.arg(12), copied.arg(4000)}, u"surplus 11-12, surplus 4000"_s);
    row("numbers that are none", {copied.arg(0), copied.arg(-5), copied.arg(u"9223372036854775807"_s)},
        u"misplaced -5, misplaced 0, misplaced 9223372036854775807"_s);
    const QString head = u"UPDATE setting SET value = '%1' WHERE name = 'audit_head'"_s;
    for (const QString &value : {u""_s, u"10 "_s, u"-7 x"_s, u"x"_s, u"10"_s, u"99999999999999999999 ab"_s})
        row(qPrintable(u"head "_s + value), {head.arg(value)}, u"head 0"_s);
    row("no head", {u"DELETE FROM setting WHERE name = 'audit_head'"_s}, u"head 0"_s);
    row("head of another", {head.arg(u"10 "_s + u"a"_s.repeated(64))}, u"altered 10"_s);
    row("head set back to the beginning", {head.arg(u"0 "_s)}, u"surplus 1-10"_s);
    row("no head and removed",
        {u"DELETE FROM setting WHERE name = 'audit_head'"_s, u"DELETE FROM audit_entry WHERE number = 5"_s},
        u"missing 5, unchecked 6, head 0"_s);
}

void TestAuditBreaks::shows()
{
    QFETCH(const QStringList, tampering);
    QFETCH(const QString, breaks);
    fillUpTo(10);
    for (const QString &statement : tampering)
        VERIFY_DONE(sql(statement));
    const auto found = check();
    QCOMPARE(told(found), breaks);
    QCOMPARE(found.isWhole(), breaks.isEmpty());
    static const QRegularExpression minus(u"to -"_s);
    for (const store::AuditBreak &broken : found.breaks) {
        QVERIFY(broken.first <= broken.last);
        QVERIFY2(!store::breakText(broken).contains(minus), qPrintable(store::breakText(broken)));
        const QString inWindow = store::breakText(broken, localTime);
        const bool isTime =
            QDateTime::fromString(broken.at, Qt::ISODate).isValid(); // else it is shown as it is
        QCOMPARE(inWindow.contains(broken.at), !isTime);
    }
}

/// Numbers can be anything once the table is another.
void TestAuditBreaks::tableWithoutItsKey()
{
    fillUpTo(4);
    // On a server a number is one, or none.
    const QString noNumber = isOnServer() ? u"NULL::bigint"_s : u"'two'"_s;
    for (const QString &statement :
         {u"CREATE TABLE other AS SELECT * FROM audit_entry"_s, u"DROP TABLE audit_entry"_s,
          u"ALTER TABLE other RENAME TO audit_entry"_s,
          u"INSERT INTO audit_entry SELECT * FROM audit_entry WHERE number = 2"_s,
          u"INSERT INTO audit_entry SELECT %1, at, user_id, action, subject, record_id, name, changes, "
          "hash FROM audit_entry WHERE number = 4"_s.arg(noNumber),
          u"UPDATE audit_entry SET user_id = NULL WHERE number = 3"_s})
        VERIFY_DONE(sql(statement));
    QCOMPARE(told(check()), u"repeated 2, altered 3, misplaced 0"_s);
    VERIFY_DONE(m_database->setLicenceLimit(77));
    QCOMPARE(told(check()), u"repeated 2, altered 3, misplaced 0"_s);
}

void TestAuditBreaks::everyOneOf300IsFound()
{
    fillUpTo(300);
    VERIFY_DONE(sql(u"CREATE TABLE backup AS SELECT * FROM audit_entry"_s));
    for (int number = 1; number <= 300; ++number) {
        for (const QString &statement : tampering(number))
            VERIFY_DONE(sql(statement));
        const auto found = check();
        QVERIFY2(names(found, number), qPrintable(u"%1: %2"_s.arg(number).arg(told(found))));
        QVERIFY2(found.breaks.size() <= 3, qPrintable(u"%1: %2"_s.arg(number).arg(told(found))));
        VERIFY_DONE(sql(u"DELETE FROM audit_entry"_s));
        VERIFY_DONE(sql(u"INSERT INTO audit_entry SELECT * FROM backup"_s));
    }
    QVERIFY(check().isWhole());
}

/// One after the other, whatever is done to those before.
void TestAuditBreaks::allOf300AreFoundAtOnce()
{
    fillUpTo(900);
    const auto columns = {u"at"_s, u"user_id"_s, u"name"_s, u"changes"_s, u"hash"_s};
    QList<qint64> altered;
    for (int number = 2; number < 900; number += 3) {
        const QString column = *(columns.begin() + number % columns.size());
        VERIFY_DONE(
            sql(number % 4 == 0
                    ? u"DELETE FROM audit_entry WHERE number = %1"_s.arg(number)
                    : u"UPDATE audit_entry SET %1 = %1 || 'x' WHERE number = %2"_s.arg(column).arg(number)));
        altered << number;
    }
    VERIFY_DONE(sql(u"UPDATE audit_entry SET name = 'x' WHERE number = 900"_s));
    altered << 900;
    QCOMPARE(altered.size(), 301);
    const auto found = check();
    for (const qint64 number : altered)
        QVERIFY2(names(found, number), qPrintable(QString::number(number)));
    for (qint64 number = 1; number < 900; number += 3)
        QVERIFY2(!names(found, number), qPrintable(QString::number(number)));
}

void TestAuditBreaks::damagedTrailRefusesNoWork_data()
{
    QTest::addColumn<QStringList>("tampering");
    const QString head = u"UPDATE setting SET value = '%1' WHERE name = 'audit_head'"_s;
    const QString number = u"UPDATE audit_entry SET number = %1 WHERE number = 3"_s;
    QTest::newRow("head set back") << QStringList{head.arg(u"0 "_s)};
    QTest::newRow("head damaged") << QStringList{head.arg(u"-7 x"_s)};
    QTest::newRow("head too great") << QStringList{head.arg(u"999999999999999 "_s + u"a"_s.repeated(64))};
    QTest::newRow("no head") << QStringList{u"DELETE FROM setting WHERE name = 'audit_head'"_s};
    QTest::newRow("emptied") << QStringList{u"DELETE FROM audit_entry"_s};
    for (const QString &value : {u"9223372036854775807"_s, u"-9223372036854775808"_s, u"0"_s,
                                 u"999999999999999"_s, u"999999999999998"_s})
        QTest::newRow(qPrintable(u"number "_s + value)) << QStringList{number.arg(value)};
}

void TestAuditBreaks::damagedTrailRefusesNoWork()
{
    QFETCH(const QStringList, tampering);
    fillUpTo(5);
    for (const QString &statement : tampering)
        VERIFY_DONE(sql(statement));
    const qint64 before = count(u"SELECT count(*) FROM audit_entry"_s);
    for (int limit = 100; limit < 105; ++limit)
        VERIFY_DONE(m_database->setLicenceLimit(limit));
    QCOMPARE(count(u"SELECT count(*) FROM audit_entry"_s), before + 5);
    QVERIFY(!check().isWhole());
}

void TestAuditBreaks::workAfterADamagedHeadIsNoEntryThatWasAltered_data()
{
    QTest::addColumn<QString>("head");
    for (const QString &head : {u"' '"_s, u"''"_s, u"'5'"_s, u"'5 x'"_s, u"'1 ' || char(1)"_s})
        QTest::newRow(qPrintable(head)) << head;
}

/// The entry is as Gatehouse wrote it: what is named is the record that was damaged.
void TestAuditBreaks::workAfterADamagedHeadIsNoEntryThatWasAltered()
{
    QFETCH(const QString, head);
    fillUpTo(5);
    VERIFY_DONE(sql(u"UPDATE setting SET value = %1 WHERE name = 'audit_head'"_s.arg(head)));
    QCOMPARE(told(check()), u"head 0"_s);
    QVERIFY(store::breakText(check().breaks.first()).contains(u"table setting, record audit_head"_s));
    VERIFY_DONE(m_database->setLicenceLimit(100));
    VERIFY_DONE(m_database->setLicenceLimit(101));
    QCOMPARE(told(check()), u"unlinked 6"_s);
    QVERIFY(store::breakText(check().breaks.first()).contains(u"table setting, record audit_head"_s));
}

void TestAuditBreaks::emptiedTrailNeverLooksNew()
{
    VERIFY_DONE(sql(u"DELETE FROM audit_entry"_s));
    VERIFY_DONE(sql(u"UPDATE setting SET value = '0 ' WHERE name = 'audit_head'"_s));
    QVERIFY(check().isWhole()); // nobody uses it yet
    makeAdministrator();
    QVERIFY2(check().isWhole(), qPrintable(told(check())));
    VERIFY_DONE(sql(u"DELETE FROM audit_entry"_s));
    VERIFY_DONE(sql(u"UPDATE setting SET value = '0 ' WHERE name = 'audit_head'"_s));
    QCOMPARE(told(check()), u"empty 0"_s);
    auto again = m_database->openAgain();
    VERIFY_DONE(again);
    QCOMPARE(told(check()), u"empty 0"_s);
    VERIFY_DONE(m_database->setLicenceLimit(100));
    QCOMPARE(told(check()), u"missing 1"_s);
    VERIFY_DONE(m_database->setLicenceLimit(101));
    QCOMPARE(told(check()), u"missing 1"_s);
}

/// As a program of before would have left it: users, and no entry.
void TestAuditBreaks::databasesFromBeforeBegin()
{
    makeAdministrator();
    VERIFY_DONE(sql(u"DELETE FROM audit_entry"_s));
    VERIFY_DONE(sql(u"UPDATE setting SET value = '0 ' WHERE name = 'audit_head'"_s));
    VERIFY_DONE(store::beginAuditTrail(**m_database));
    QVERIFY2(check().isWhole(), qPrintable(told(check())));
    QCOMPARE(check().entries, 1);
    const auto first = store::loadAuditEntry(**m_database, 1).value();
    QVERIFY(first);
    QCOMPARE(first->action, QString(audit::began));
    VERIFY_DONE(store::beginAuditTrail(**m_database));
    QCOMPARE(check().entries, 1);
}

GATEHOUSE_TEST(TestAuditBreaks)
#include "tst_auditbreaks.moc"
