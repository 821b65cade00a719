#include "unit/services/SignInHelp.h"

#include "store/SignInStore.h"

#include <thread>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;
using std::chrono::seconds;

namespace {

const QByteArray name = "of anna";

}

/// How long one waits after wrong passwords, whatever the clock does and however many try at once.
class TestSignInDelays : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void delays_data();
    void delays();
    void sixthTryWaits();
    void unknownUsersWaitAlike();
    void waitDoesNotCount();
    void successForgets();
    void forgottenAfterADay();
    void clockThatWasPutBack_data();
    void clockThatWasPutBack();
    void triesAtTheSameTimeCount();
    void rightPasswordsAtTheSameTimeGetIn();
    void databaseIsNotLockedMeanwhile();
    void noUserIdIsStored();

private:
    static seconds count(TestDatabase &database, const QDateTime &now)
    {
        return store::countTry(*database, name, now, {signin::delayAfter, signin::greatestDelay}).value();
    }

    /// Gives how many failures were counted.
    static int countUntilItWaits(TestDatabase &database, const QDateTime &now)
    {
        int counted = 0;
        while (counted < 100 && count(database, now) == 0s)
            ++counted;
        return counted;
    }

    /// What each of several programs gets that sign in at once.
    template<typename SignIn>
    static QStringList atOnce(SignInDatabase &database, int programs, SignIn signIn)
    {
        QStringList answers(programs);
        std::vector<std::jthread> threads;
        for (QString &answer : answers) {
            threads.emplace_back([&] {
                auto connection = database.openAgain();
                answer = connection ? notSignedIn(signIn(*connection)) : connection.error().text;
            });
        }
        threads.clear();
        return answers;
    }
};

void TestSignInDelays::delays_data()
{
    QTest::addColumn<int>("failures");
    QTest::addColumn<int>("wait");
    const QList<std::pair<int, int>> table{{0, 0},    {1, 0},    {4, 0},      {5, 10},   {6, 20},   {7, 40},
                                           {8, 80},   {9, 160},  {10, 320},   {11, 640}, {12, 900}, {13, 900},
                                           {70, 900}, {99, 900}, {1000, 900}, {-1, 0}};
    for (const auto &[failures, wait] : table)
        QTest::addRow("%d", failures) << failures << wait;
}

void TestSignInDelays::delays()
{
    QFETCH(const int, failures);
    QFETCH(const int, wait);
    QCOMPARE(signin::delayAfter(failures), seconds(wait));
    QVERIFY(signin::delayAfter(failures) <= signin::greatestDelay);
}

void TestSignInDelays::sixthTryWaits()
{
    SignInDatabase database;
    const QDateTime now = testTime();
    const auto signIn = [&](const char *password, const QDateTime &when) {
        return signin::signIn(*database, credentials(u"anna"_s, password), when);
    };
    const QString refusal = notSignedIn(signIn(wrongPassword, now));
    for (int i = 2; i <= 5; ++i)
        QCOMPARE(notSignedIn(signIn(wrongPassword, now)), refusal);
    const QString wait = notSignedIn(signIn(goodPassword, now));
    QVERIFY2(wait.contains(u"10 second"_s), qPrintable(wait));
    QVERIFY(notSignedIn(signIn(goodPassword, now.addMSecs(8500))).contains(u"2 second"_s));
    QCOMPARE(notSignedIn(signIn(wrongPassword, now.addSecs(10))), refusal);
    QVERIFY(notSignedIn(signIn(goodPassword, now.addSecs(29))).contains(u"1 second"_s));
    VERIFY_DONE(signIn(goodPassword, now.addSecs(30)));
}

void TestSignInDelays::unknownUsersWaitAlike()
{
    SignInDatabase database;
    QStringList unknown;
    QStringList known;
    for (int i = 0; i < 7; ++i) {
        unknown << notSignedIn(
            signin::signIn(*database, credentials(i % 2 ? u"NOBODY\u212A"_s : u"nobodyk"_s), testTime()));
        known << notSignedIn(signin::signIn(*database, credentials(u"anna"_s, wrongPassword), testTime()));
    }
    QCOMPARE(unknown, known);
    QCOMPARE(database.failures(), 10);
}

void TestSignInDelays::waitDoesNotCount()
{
    TestDatabase database;
    QCOMPARE(countUntilItWaits(database, testTime()), 5);
    for (int i = 0; i < 20; ++i)
        QCOMPARE(count(database, testTime().addSecs(9)), 1s);
    QCOMPARE(count(database, testTime().addSecs(10)), 0s);
    QCOMPARE(count(database, testTime().addSecs(10)), 20s);
}

void TestSignInDelays::successForgets()
{
    SignInDatabase database;
    for (int i = 0; i < 4; ++i)
        QVERIFY(!signin::signIn(*database, credentials(u"anna"_s, wrongPassword), testTime()));
    VERIFY_DONE(signin::signIn(*database, credentials(u"Anna"_s), testTime()));
    QCOMPARE(database.failures(), 0);
    QVERIFY(!signin::signIn(*database, credentials(u"anna"_s, wrongPassword), testTime()));
    QCOMPARE(database.failures(), 1);
}

void TestSignInDelays::forgottenAfterADay()
{
    TestDatabase database;
    QCOMPARE(countUntilItWaits(database, testTime()), 5);
    const QDateTime nextDay = testTime().addDays(1);
    QCOMPARE(count(database, nextDay), 0s);
    QCOMPARE(count(database, nextDay), 20s);
    QCOMPARE(countUntilItWaits(database, nextDay.addDays(1).addSecs(1)), 5);
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
    TestDatabase database;
    QDateTime now = testTime();
    for (int i = 0; i < 20; ++i) {
        while (count(database, now) == 0s) {
        }
        now = now.addSecs(900);
    }
    now = testTime().addSecs(-secondsBack);
    const seconds wait = count(database, now);
    QVERIFY(wait > 0s);
    QVERIFY(wait <= signin::greatestDelay);
    QVERIFY(count(database, now.addSecs(wait.count() - 1)) > 0s);
    QCOMPARE(count(database, now.addSecs(wait.count())), 0s);
}

void TestSignInDelays::triesAtTheSameTimeCount()
{
    SignInDatabase database;
    QStringList answers = atOnce(database, 2, [](Database &connection) {
        return signin::signIn(connection, credentials(u"anna"_s, wrongPassword), testTime());
    });
    QCOMPARE(answers.count(answers.first()), 2);
    QCOMPARE(database.failures(), 2);

    answers = atOnce(database, 6, [](Database &connection) {
        return signin::signIn(connection, credentials(u"anna"_s, wrongPassword), testTime());
    });
    QCOMPARE(database.failures(), 5);
    QCOMPARE(std::ranges::count_if(answers, [](const QString &text) { return text.contains(u"Wait"_s); }), 3);
}

void TestSignInDelays::rightPasswordsAtTheSameTimeGetIn()
{
    SignInDatabase database;
    const QStringList answers = atOnce(database, 12, [](Database &connection) {
        return signin::signIn(connection, credentials(u"anna"_s), QDateTime::currentDateTimeUtc(), 50s);
    });
    QCOMPARE(answers, QStringList(12, QString()));
    QCOMPARE(database.failures(), 0);
}

void TestSignInDelays::databaseIsNotLockedMeanwhile()
{
    SignInDatabase database;
    auto other = database.openAgain();
    VERIFY_DONE(other->execute(u"PRAGMA busy_timeout = 0"_s));
    std::atomic<bool> done = false;
    const std::jthread person([&] {
        auto connection = database.openAgain();
        std::ignore = signin::signIn(*connection, credentials(u"anna"_s), testTime());
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

void TestSignInDelays::noUserIdIsStored()
{
    SignInDatabase database;
    // People type passwords there, too.
    QVERIFY(!signin::signIn(*database, credentials(u"MySecretPassword"_s), testTime()));
    QCOMPARE(database.failures(), 1);
    QVERIFY(!contentOf(*database).join(u'\n').contains(u"MySecret"_s, Qt::CaseInsensitive));
}

QTEST_GUILESS_MAIN(TestSignInDelays)
#include "tst_signindelays.moc"
