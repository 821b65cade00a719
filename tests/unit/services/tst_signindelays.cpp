#include "unit/services/SignInHelp.h"

#include "services/signin/SignInRecord.h"

#include <QElapsedTimer>

#include <algorithm>
#include <thread>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// How long one waits after failures, wherever they come from: guesses become slow, and who knows the
/// password gets in.
class TestSignInDelays : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_database = std::make_unique<SignInDatabase>(); }
    void spacing_data();
    void spacing();
    void guessesBecomeSlow();
    void rightPasswordIsNeverRefused();
    void nobodyWaitsForTheWholeQueue_data();
    void nobodyWaitsForTheWholeQueue();
    void aWorkingScriptFreesNobody();
    void rightAndWrongWaitAlike();
    void unknownUsersWaitAlike();
    void timeForgets();
    void clockThatWasPutBack_data();
    void clockThatWasPutBack();
    void guessesAtTheSameTimeComeOneByOne();
    void rightPasswordsAtTheSameTimeDoNotWait();
    void brokenOffTriesCount();
    void databaseIsNotLockedMeanwhile();
    void waitCanBeCancelled();
    void whatCannotBeNotedWaitsLonger_data();
    void whatCannotBeNotedWaitsLonger();
    void lockIsNotWaitedForTwice();
    void successThatWasNotNotedIsNoFailure_data();
    void successThatWasNotNotedIsNoFailure();
    void failureBehindALockCounts();
    void whatGoesWrongInTheEndIsToldAsItIs();

private:
    /// The same, and does something while it is waited: the try is begun then, and not decided.
    static signin::Clock meanwhile(const FakeClock &clock, const std::function<void()> &work)
    {
        signin::Clock working = clock.clock();
        working.wait = [wait = working.wait, work](milliseconds time) {
            work();
            return wait(time);
        };
        return working;
    }

    Result<signin::Administrator> signIn(const FakeClock &clock, QByteArrayView password,
                                         const QString &userId = u"anna"_s)
    {
        return signin::signIn(**m_database, credentials(userId, password), clock.clock());
    }

    /// Without the time that hashing takes. Gives when each is answered.
    QDateTime fail(int times, const QDateTime &now)
    {
        QDateTime turn;
        for (int i = 0; i < times; ++i) {
            signin::SignInRecord record(**m_database, u"anna"_s);
            record.begin(m_database->user(u"anna"_s), now, signin::spacing);
            turn = record.noteFailure(now, signin::spacing).value();
        }
        return turn;
    }

    std::unique_ptr<SignInDatabase> m_database;
};

void TestSignInDelays::spacing_data()
{
    QTest::addColumn<int>("failures");
    QTest::addColumn<int>("apart");
    const QList<std::pair<int, int>> table{{-1, 0}, {0, 0}, {1, 0}, {4, 0},   {5, 1},
                                           {6, 2},  {7, 3}, {8, 3}, {1000, 3}};
    for (const auto &[failures, apart] : table)
        QTest::addRow("%d", failures) << failures << apart;
}

void TestSignInDelays::spacing()
{
    QFETCH(const int, failures);
    QFETCH(const int, apart);
    QCOMPARE(signin::spacing(failures), seconds(apart));
}

void TestSignInDelays::guessesBecomeSlow()
{
    FakeClock clock;
    QList<milliseconds> waits;
    QString refusal;
    for (int i = 0; i < 9; ++i) {
        const QString told = notSignedIn(signIn(clock, wrongPassword));
        QVERIFY(!told.isEmpty() && (refusal.isEmpty() || told == refusal));
        refusal = told;
        waits << clock.waited();
    }
    QCOMPARE(waits, (QList<milliseconds>{0s, 0s, 0s, 0s, 0s, 1s, 2s, 3s, 3s}));
}

void TestSignInDelays::rightPasswordIsNeverRefused()
{
    FakeClock clock;
    QVERIFY(fail(75, testTime()) > testTime().addSecs(180));
    VERIFY_DONE(signIn(clock, goodPassword));
    QCOMPARE(clock.waited(), milliseconds(signin::greatestWait));
    VERIFY_DONE(signIn(clock, goodPassword));
    QVERIFY(clock.waited() <= signin::greatestWait);
}

void TestSignInDelays::nobodyWaitsForTheWholeQueue_data()
{
    QTest::addColumn<QByteArray>("password");
    QTest::newRow("right") << QByteArray(goodPassword);
    QTest::newRow("wrong") << QByteArray(wrongPassword);
}

void TestSignInDelays::nobodyWaitsForTheWholeQueue()
{
    QFETCH(const QByteArray, password);
    FakeClock clock;
    QVERIFY(fail(75, testTime()) > testTime().addSecs(180));
    for (int i = 0; i < 3; ++i) {
        std::ignore = signIn(clock, password);
        QCOMPARE(clock.waited(), milliseconds(signin::greatestWait));
    }
}

void TestSignInDelays::aWorkingScriptFreesNobody()
{
    FakeClock clock;
    fail(7, testTime());
    constexpr int rounds = 4;
    const QDateTime begin = clock.clock().now();
    milliseconds longest{0};
    for (int i = 0; i < rounds; ++i) {
        QVERIFY(!notSignedIn(signIn(clock, wrongPassword)).isEmpty());
        VERIFY_DONE(signIn(clock, goodPassword));
        longest = std::max(longest, clock.waited());
    }
    const auto passed = begin.secsTo(clock.clock().now());
    QVERIFY2(passed >= 3 * rounds, qPrintable(QString::number(passed)));
    QVERIFY(longest <= signin::greatestWait);
}

void TestSignInDelays::rightAndWrongWaitAlike()
{
    for (const QByteArrayView password : {QByteArrayView(goodPassword), QByteArrayView(wrongPassword)}) {
        m_database = std::make_unique<SignInDatabase>();
        FakeClock clock;
        fail(6, testTime());
        std::ignore = signIn(clock, password);
        QCOMPARE(clock.waited(), milliseconds(3s));
    }
}

void TestSignInDelays::unknownUsersWaitAlike()
{
    FakeClock unknownClock;
    FakeClock knownClock;
    for (int i = 0; i < 7; ++i) {
        const auto unknown = signIn(unknownClock, goodPassword, i % 2 ? u"NOBODY\u212A"_s : u"nobodyk"_s);
        const auto known = signIn(knownClock, wrongPassword);
        QCOMPARE(notSignedIn(unknown), notSignedIn(known));
        QCOMPARE(unknownClock.waited(), knownClock.waited());
    }
    QCOMPARE(m_database->failures(), 14);
}

void TestSignInDelays::timeForgets()
{
    FakeClock clock;
    fail(75, testTime());
    clock.pass(1h);
    for (int i = 0; i < 3; ++i) {
        QVERIFY(!signIn(clock, wrongPassword));
        QCOMPARE(clock.waited(), milliseconds(0));
    }
    QCOMPARE(m_database->failures(), 78);
    QVERIFY(!signIn(clock, wrongPassword, u"nobody"_s));
    clock.pass(25h);
    QVERIFY(!signIn(clock, wrongPassword, u"other"_s));
    QCOMPARE(m_database->number(u"SELECT count(*) FROM sign_in_attempt WHERE name_hash <> ''"_s), 2);
}

void TestSignInDelays::clockThatWasPutBack_data()
{
    QTest::addColumn<qint64>("secondsBack");
    QTest::newRow("a second") << qint64(1);
    QTest::newRow("an hour, as in autumn") << qint64(3600);
    QTest::newRow("a year") << qint64(365 * 24 * 3600);
    QTest::newRow("to the beginning") << testTime().toSecsSinceEpoch();
}

void TestSignInDelays::clockThatWasPutBack()
{
    QFETCH(const qint64, secondsBack);
    fail(20, testTime());
    FakeClock clock(testTime().addSecs(-secondsBack));
    VERIFY_DONE(signIn(clock, goodPassword));
    QVERIFY(clock.waited() <= signin::greatestWait);
    const QDateTime now = clock.clock().now();
    const QDateTime turn = fail(1, now);
    QVERIFY(now.secsTo(turn) <= 3);
    QCOMPARE(turn.secsTo(fail(1, now)), 3);
}

void TestSignInDelays::guessesAtTheSameTimeComeOneByOne()
{
    const User anna = m_database->user(u"anna"_s);
    QList<milliseconds> waits(12);
    std::vector<std::jthread> threads;
    for (milliseconds &waited : waits) {
        threads.emplace_back([&] {
            auto connection = m_database->openAgain();
            signin::SignInRecord record(*connection, u"anna"_s);
            record.begin(anna, testTime(), signin::spacing);
            if (const auto turn = record.noteFailure(testTime(), signin::spacing))
                waited = milliseconds(testTime().msecsTo(*turn));
        });
    }
    threads.clear();
    std::ranges::sort(waits);
    QCOMPARE(waits, (QList<milliseconds>{0s, 0s, 0s, 0s, 0s, 1s, 3s, 6s, 9s, 12s, 15s, 18s}));
}

void TestSignInDelays::rightPasswordsAtTheSameTimeDoNotWait()
{
    fail(2, testTime());
    QStringList answers(6);
    std::atomic<int> waited = 0;
    std::vector<std::jthread> threads;
    for (QString &answer : answers) {
        threads.emplace_back([&] {
            auto connection = m_database->openAgain();
            const FakeClock clock;
            const auto who = connection.and_then([&](Database &database) {
                return signin::signIn(database, credentials(u"anna"_s), clock.clock());
            });
            answer = who ? who->whyNotNoted : who.error().text;
            waited += int(clock.waited().count());
        });
    }
    threads.clear();
    QCOMPARE(answers, QStringList(6, QString()));
    QCOMPARE(waited.load(), 0);
    QCOMPARE(m_database->open(), 0);
}

void TestSignInDelays::brokenOffTriesCount()
{
    for (int i = 0; i < 30; ++i) {
        signin::SignInRecord(**m_database, u"anna"_s)
            .begin(m_database->user(u"anna"_s), testTime(), signin::spacing);
    }
    QCOMPARE(m_database->open(), 30);
    FakeClock clock(testTime().addSecs(30));
    const auto who = signIn(clock, goodPassword);
    VERIFY_DONE(who);
    QCOMPARE(clock.waited(), milliseconds(signin::greatestWait));
    QCOMPARE(who->failures, 30);
    QCOMPARE(m_database->open(), 0);
}

void TestSignInDelays::databaseIsNotLockedMeanwhile()
{
    auto other = m_database->openAgain();
    other->engine().setPatience(0);
    std::atomic<bool> done = false;
    const std::jthread person([&] {
        auto connection = m_database->openAgain();
        std::ignore = signin::signIn(*connection, credentials(u"anna"_s), FakeClock().clock());
        done = true;
    });
    int locked = 0;
    int tries = 0;
    for (; !done; ++tries) {
        const auto transaction = Transaction::begin(*other);
        locked += transaction ? 0 : 1;
    }
    QVERIFY(tries > 10);
    QVERIFY2(locked < tries / 2, qPrintable(u"%1 of %2"_s.arg(locked).arg(tries)));
}

void TestSignInDelays::waitCanBeCancelled()
{
    fail(75, testTime());
    const auto cancelled = std::make_shared<std::atomic<bool>>(false);
    signin::Clock clock = signin::Clock::until(cancelled);
    clock.now = [] { return testTime(); };
    clock.wait = [wait = clock.wait, cancelled](milliseconds) {
        *cancelled = true; // as soon as it waits
        return wait(24h);  // which would be longer than the test may take
    };
    for (const char *const password : {goodPassword, wrongPassword}) {
        const auto outcome = signin::signIn(**m_database, credentials(u"anna"_s, password), clock);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Error::Kind::Cancelled);
    }
    QVERIFY(!(*m_database)->signedIn() || (*m_database)->administrator() == u"anna"_s);
    QCOMPARE(m_database->failures(), 76);
}

void TestSignInDelays::whatCannotBeNotedWaitsLonger_data()
{
    QTest::addColumn<bool>("isReadOnly");
    QTest::addColumn<milliseconds>("wait");
    const milliseconds unnoted = signin::unnotedWait;
    QTest::newRow("read-only") << true << unnoted;
    QTest::newRow("locked") << false << milliseconds(signin::lockedWait);
}

void TestSignInDelays::whatCannotBeNotedWaitsLonger()
{
    QFETCH(const bool, isReadOnly);
    QFETCH(const milliseconds, wait);
    if (isReadOnly) {
        VERIFY_DONE((*m_database)
                        ->execute(isOnServer() ? u"SET default_transaction_read_only = on"_s
                                               : u"PRAGMA query_only = ON"_s));
    } else {
        (*m_database)->engine().setPatience(0);
    }
    auto other = m_database->openAgain();
    VERIFY_DONE(other);
    std::optional<Transaction> held;
    if (!isReadOnly)
        held.emplace(Transaction::begin(*other).value());
    const FakeClock clock;
    const auto who = signIn(clock, goodPassword);
    VERIFY_DONE(who);
    QCOMPARE(clock.waited(), wait);
    QVERIFY(!who->whyNotNoted.isEmpty());
    QCOMPARE(signin::notices(*who).size(), 1);
    QCOMPARE((*m_database)->administrator(), u"anna"_s);
    QVERIFY(!notSignedIn(signIn(clock, wrongPassword)).isEmpty());
    QCOMPARE(clock.waited(), wait);
}

void TestSignInDelays::lockIsNotWaitedForTwice()
{
    constexpr int patience = 4000;
    const auto timed = [&](QByteArrayView password) {
        QElapsedTimer timer;
        timer.start();
        std::ignore = signIn(FakeClock(), password);
        return timer.elapsed();
    };
    (*m_database)->engine().setPatience(patience);
    const qint64 free = timed(goodPassword);
    auto other = m_database->openAgain();
    VERIFY_DONE(other);
    const auto held = Transaction::begin(*other);
    VERIFY_DONE(held);
    for (const char *const password : {goodPassword, wrongPassword}) {
        const qint64 locked = timed(password);
        QVERIFY2(locked - free < 2 * patience, qPrintable(u"%1 and %2"_s.arg(locked).arg(free)));
        QCOMPARE((*m_database)->engine().patience(), patience);
    }
}

void TestSignInDelays::successThatWasNotNotedIsNoFailure_data()
{
    QTest::addColumn<bool>("isLockedStill");
    QTest::newRow("told at the end") << false;
    QTest::newRow("told by the next sign-in") << true;
}

void TestSignInDelays::successThatWasNotNotedIsNoFailure()
{
    QFETCH(const bool, isLockedStill);
    if (isLockedStill)
        SKIP_ON_POSTGRESQL("A lock is of rows there, and not of the one that is to be forgotten.");
    (*m_database)->engine().setPatience(0);
    auto other = m_database->openAgain();
    VERIFY_DONE(other);
    std::optional<Transaction> held;
    FakeClock clock;
    const auto lock = meanwhile(clock, [&] { held.emplace(Transaction::begin(*other).value()); });
    const auto who = signin::signIn(**m_database, credentials(u"anna"_s), lock);
    VERIFY_DONE(who);
    QVERIFY(!who->whyNotNoted.isEmpty());
    QCOMPARE(m_database->open(), 1);
    if (!isLockedStill)
        held.reset();
    QCOMPARE(signin::settle(**m_database).has_value(), !isLockedStill);
    held.reset();
    QCOMPARE(m_database->open(), isLockedStill ? 1 : 0);
    clock.pass(30s);
    const auto next = signIn(clock, goodPassword);
    VERIFY_DONE(next);
    QCOMPARE(next->failures, 0);
    QCOMPARE(m_database->open(), 0);
}

void TestSignInDelays::failureBehindALockCounts()
{
    (*m_database)->engine().setPatience(0);
    auto other = m_database->openAgain();
    VERIFY_DONE(other);
    FakeClock clock;
    signin::SignInRecord record(**m_database, u"anna"_s);
    record.begin(m_database->user(u"anna"_s), testTime(), signin::spacing);
    {
        const auto held = Transaction::begin(*other);
        VERIFY_DONE(held);
        QCOMPARE(record.noteFailure(testTime(), signin::spacing).value_or(QDateTime()),
                 testTime().addDuration(signin::lockedWait));
    }
    clock.pass(30s);
    const auto who = signIn(clock, goodPassword);
    VERIFY_DONE(who);
    QCOMPARE(who->failures, 1);
}

void TestSignInDelays::whatGoesWrongInTheEndIsToldAsItIs()
{
    SKIP_ON_POSTGRESQL("A file is moved away.");
    const QString path = (*m_database)->path();
    const FakeClock clock;
    const auto outcome = signin::signIn(**m_database, credentials(u"anna"_s),
                                        meanwhile(clock, [&] { QFile::rename(path, path + u".away"_s); }));
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Error::Kind::Unreachable);
    QVERIFY2(outcome.error().text.contains(u"moved away"_s), qPrintable(outcome.error().text));
    QVERIFY(!(*m_database)->signedIn() || (*m_database)->administrator() == u"anna"_s);
    QVERIFY(QFile::rename(path + u".away"_s, path));
    // Whoever was demoted meanwhile learns nothing else than others.
    const auto demoted = signin::signIn(**m_database, credentials(u"anna"_s), meanwhile(clock, [&] {
        auto other = m_database->openAgain();
        std::ignore = other->execute(u"UPDATE iam_user SET main_administrator = 0"_s);
    }));
    QCOMPARE(notSignedIn(demoted), notSignedIn(signIn(clock, wrongPassword)));
}

GATEHOUSE_TEST(TestSignInDelays)
#include "tst_signindelays.moc"
