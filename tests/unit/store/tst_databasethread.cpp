#include "store/DatabaseThread.h"

#include "store/records/ClientPage.h"
#include "support/SampleClients.h"
#include "support/TestDatabase.h"

#include <QFile>
#include <QSemaphore>
#include <QThread>

#include <atomic>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

/// Whether a thread of this program waits for something.
bool isAsleep(pid_t thread)
{
    QFile status(u"/proc/self/task/%1/stat"_s.arg(thread));
    return status.open(QIODevice::ReadOnly) && status.readAll().contains(") S ");
}

}

class TestDatabaseThread : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void worksInOrderOnAnotherThread();
    void waitingDoesNotMoveTheWork();
    void finishesWhatWasAskedBeforeItGoes();
    void opensAnotherDatabase();
    void answersFromTheEventLoop();
    void answersInTheOrderOfQuestions();
    void stopsAnsweringWhoIsGone();
    void rechecksWhenOpened();
    void opensWhileAnotherProgramWrites();
};

void TestDatabaseThread::worksInOrderOnAnotherThread()
{
    TestDatabase database;
    DatabaseThread thread;
    VERIFY_DONE(thread.open(database.url()).result());
    QList<int> order;
    QSet<QThread *> threads;
    QFuture<Result<void>> last;
    for (int i = 0; i < 100; ++i) {
        last = thread.run([&, i](Database &) -> Result<void> {
            order << i;
            threads << QThread::currentThread();
            return {};
        });
    }
    VERIFY_DONE(last.result());
    QVERIFY(std::ranges::is_sorted(order));
    QCOMPARE(order.size(), 100);
    QCOMPARE(threads.size(), 1);
    QVERIFY(!threads.contains(QThread::currentThread()));
}

void TestDatabaseThread::waitingDoesNotMoveTheWork()
{
    TestDatabase database;
    DatabaseThread thread;
    QSemaphore mayGoOn;
    const auto opened = thread.open(database.url());
    const auto block = thread.run([&](Database &) -> Result<void> {
        mayGoOn.acquire();
        return {};
    });
    const auto work = thread.run([](Database &own) { return store::loadApiScopes(own); });
    std::atomic<bool> isAnswered = false;
    const std::unique_ptr<QThread> releaser(QThread::create([&, waiter = gettid()] {
        while (!isAnswered && !isAsleep(waiter))
            QThread::yieldCurrentThread();
        mayGoOn.release();
    }));
    releaser->start();
    const auto outcome = work.result();
    isAnswered = true;
    QVERIFY(releaser->wait());
    VERIFY_DONE(opened.result());
    VERIFY_DONE(outcome);
    QCOMPARE(outcome->size(), 1);
}

void TestDatabaseThread::finishesWhatWasAskedBeforeItGoes()
{
    TestDatabase database;
    {
        DatabaseThread thread;
        thread.open(database.url());
        for (int i = 0; i < 5; ++i) {
            thread.run([i](Database &own) {
                return editing(own, [&](EditSession &session) {
                    return edit::save(session, sampleUser(u"user-%1"_s.arg(i)));
                });
            });
        }
    }
    QCOMPARE(store::loadUsers(*database)->size(), 5);
}

void TestDatabaseThread::opensAnotherDatabase()
{
    TestDatabase first;
    TestDatabase second;
    VERIFY_DONE(second.save(sampleUser(u"svc"_s)));
    DatabaseThread thread;
    const auto users = [&] {
        return thread.run([](Database &own) { return store::loadUsers(own); }).result();
    };
    QVERIFY(!users());
    VERIFY_DONE(thread.open(first.url()).result());
    QCOMPARE(users()->size(), 0);
    VERIFY_DONE(thread.open(second.url()).result());
    QCOMPARE(users()->size(), 1);
    QVERIFY(!thread.open(*DatabaseUrl::parse(u"sqlite:/dev/null/nothing"_s)).result());
    QVERIFY(!users());
    VERIFY_DONE(thread.open(first.url()).result());
    QCOMPARE(users()->size(), 0);
}

void TestDatabaseThread::answersFromTheEventLoop()
{
    TestDatabase database;
    DatabaseThread thread;
    VERIFY_DONE(thread.open(database.url()).result());
    int answers = 0;
    auto reply = thread.run([](Database &own) { return store::loadApiScopes(own); });
    reply.waitForFinished();
    reply.then(this, [&](const Result<QList<ApiScope>> &scopes) { answers += scopes.has_value(); });
    QCOMPARE(answers, 0);
    QTRY_COMPARE(answers, 1);
}

/// Some are answered before they are listened to, and some are not.
void TestDatabaseThread::answersInTheOrderOfQuestions()
{
    constexpr int questions = 2000;
    TestDatabase database;
    DatabaseThread thread;
    VERIFY_DONE(thread.open(database.url()).result());
    QList<int> asked;
    QList<int> answered;
    for (int question = 0; question < questions; ++question) {
        auto reply = thread.run([question](Database &) { return Result<int>(question); });
        if (question % 3 == 0)
            reply.waitForFinished();
        asked << question;
        reply.then(this, [&answered](const Result<int> &answer) { answered << answer.value(); });
    }
    QTRY_COMPARE(answered.size(), questions);
    QCOMPARE(answered, asked);
}

void TestDatabaseThread::stopsAnsweringWhoIsGone()
{
    TestDatabase database;
    DatabaseThread thread;
    auto asker = std::make_unique<QObject>();
    bool answered = false;
    QSemaphore mayGoOn;
    thread.open(database.url());
    thread
        .run([&](Database &own) {
            mayGoOn.acquire();
            return store::loadApiScopes(own);
        })
        .then(asker.get(), [&](const Result<QList<ApiScope>> &) { answered = true; });
    asker.reset();
    mayGoOn.release();
    VERIFY_DONE(thread.run([](Database &own) { return store::loadApiScopes(own); }).result());
    QCoreApplication::processEvents();
    QVERIFY(!answered);
}

void TestDatabaseThread::rechecksWhenOpened()
{
    TestDatabase database;
    const QDateTime longAgo = QDateTime::currentDateTimeUtc().addDays(-100);
    ClientApplication client = sampleWebClient(u"web"_s, longAgo);
    client.enabled = true;
    client.secrets.first().expires = longAgo.addDays(50);
    VERIFY_DONE(database.save(client, longAgo));
    const auto severity = [&] { return store::loadPage(*database, {}).value().first().problemSeverity; };
    QCOMPARE(severity(), -1);

    DatabaseThread thread;
    VERIFY_DONE(thread.open(database.url()).result());
    QCOMPARE(severity(), int(Severity::Error));
}

void TestDatabaseThread::opensWhileAnotherProgramWrites()
{
    TestDatabase database;
    const QDateTime longAgo = QDateTime::currentDateTimeUtc().addDays(-100);
    ClientApplication client = sampleWebClient(u"web"_s, longAgo);
    client.secrets.first().expires = longAgo.addDays(50);
    VERIFY_DONE(database.save(client, longAgo));
    const auto writer = Transaction::begin(*database);
    VERIFY_DONE(writer);

    DatabaseThread thread;
    VERIFY_DONE(thread.open(database.url()).result());
    QCOMPARE(thread.run([](Database &own) { return store::loadPage(own, {}); }).result()->size(), 1);
}

GATEHOUSE_TEST(TestDatabaseThread)
#include "tst_databasethread.moc"
