#include "services/tasks/TaskRunner.h"

#include "support/GatedTask.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

Result<QString> cancelled()
{
    return fail(Error::Kind::Cancelled, u"Cancelled. Nothing was changed."_s);
}

}

/// Long work on other threads, as the window sees it.
class TestTaskRunner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_runner = std::make_unique<TaskRunner>(); }
    void cleanup() { m_runner.reset(); }

    void endsAsTheWorkDoes_data();
    void endsAsTheWorkDoes();
    void runsOnAnotherThreadAndAnswersOnThisOne();
    void tellsProgress();
    void tellsProgressTenTimesASecondAtMost();
    void cancelStopsTheWork();
    void whatCannotBeCancelledGoesOn();
    void cancelBeforeItBegins();
    void retryRunsItAgain();
    void onlyWhatEndedBadlyIsRetried();
    void aContextThatIsGoneGetsNoAnswer();
    void clearForgetsWhatEnded();
    void clearWhileTheEndIsTold();
    void manyAtOnce();
    void noCallWaitsForTheWork();
    void destructorCancelsAndWaits();
    void destructorLetsWhatCannotBeCancelledEnd();
    void workIsNotKeptOnceItIsDone();

private:
    TaskInfo info(int id) const { return m_runner->task(id).value_or(TaskInfo()); }
    bool isRunning(int id) const { return info(id).state == TaskState::Running; }

    std::unique_ptr<TaskRunner> m_runner;
};

void TestTaskRunner::endsAsTheWorkDoes_data()
{
    using Run = std::function<Result<QString>(const Progress &)>;
    QTest::addColumn<Run>("run");
    QTest::addColumn<TaskState>("state");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("done") << Run([](const Progress &) -> Result<QString> { return u"All done."_s; })
                          << TaskState::Done << u"All done."_s;
    QTest::newRow("failed") << Run([](const Progress &) -> Result<QString> {
        return fail(Error::Kind::Rule, u"No room. Make some."_s);
    }) << TaskState::Failed << u"No room. Make some."_s;
    QTest::newRow("cancelled") << Run([](const Progress &) -> Result<QString> { return cancelled(); })
                               << TaskState::Cancelled << u"Cancelled. Nothing was changed."_s;
    QTest::newRow("exception")
        << Run([](const Progress &) -> Result<QString> { throw std::runtime_error("s3cret"); })
        << TaskState::Failed
        << u"A fault in the program stopped it. Retry; if that fails too, tell the people who look after the "
           "program what you did."_s;
    QTest::newRow("no exception of the library")
        << Run([](const Progress &) -> Result<QString> { throw 7; }) << TaskState::Failed
        << u"A fault in the program stopped it. Retry; if that fails too, tell the people who look after the "
           "program what you did."_s;
    QTest::newRow("no memory") << Run([](const Progress &) -> Result<QString> { throw std::bad_alloc(); })
                               << TaskState::Failed
                               << u"There is not enough memory. Close other programs, then retry."_s;
}

void TestTaskRunner::endsAsTheWorkDoes()
{
    QFETCH(std::function<Result<QString>(const Progress &)>, run);
    QFETCH(TaskState, state);
    QFETCH(QString, outcome);
    std::optional<Result<QString>> answer;
    const int id = m_runner->start({.title = u"Work"_s, .run = run}, this,
                                   [&](const Result<QString> &result) { answer = result; });
    QVERIFY(!answer);
    QVERIFY(m_runner->isAnyRunning());
    QTRY_VERIFY(answer);
    QCOMPARE(answer->has_value(), state == TaskState::Done);
    QCOMPARE(answer->has_value() ? **answer : answer->error().text, outcome);
    QCOMPARE(info(id).state, state);
    QCOMPARE(info(id).outcome, outcome);
    QCOMPARE(info(id).title, u"Work"_s);
    QVERIFY(info(id).started.isValid() && info(id).ended >= info(id).started);
    QVERIFY(!m_runner->isAnyRunning());
}

void TestTaskRunner::runsOnAnotherThreadAndAnswersOnThisOne()
{
    QThread *worker = nullptr;
    QThread *answering = nullptr;
    m_runner->start({.title = u"Work"_s,
                     .run = [&](const Progress &) -> Result<QString> {
                         worker = QThread::currentThread();
                         return QString();
                     }},
                    this, [&](const Result<QString> &) { answering = QThread::currentThread(); });
    QTRY_VERIFY(answering);
    QCOMPARE(answering, thread());
    QVERIFY(worker && worker != thread());
}

void TestTaskRunner::tellsProgress()
{
    GatedTask gate;
    QSignalSpy changed(m_runner.get(), &TaskRunner::changed);
    const int id = m_runner->start(gate.work());
    QCOMPARE(info(id).total, 0);
    QTRY_COMPARE(info(id).total, 3);
    QCOMPARE(info(id).done, 1);
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(changed.first().first().toInt(), id);
    QVERIFY(isRunning(id) && !info(id).ended.isValid());
    gate.open.release();
    QTRY_COMPARE(info(id).state, TaskState::Done);
    QCOMPARE(info(id).done, 3);
}

void TestTaskRunner::tellsProgressTenTimesASecondAtMost()
{
    QSignalSpy changed(m_runner.get(), &TaskRunner::changed);
    QElapsedTimer timer;
    timer.start();
    constexpr int steps = 3'000'000;
    const int id =
        m_runner->start({.title = u"Count"_s, .run = [](const Progress &progress) -> Result<QString> {
                             for (int i = 0; i < steps; ++i)
                                 progress(i, steps);
                             return QString();
                         }});
    QTRY_COMPARE_WITH_TIMEOUT(info(id).state, TaskState::Done, 30000);
    QVERIFY2(changed.count() <= timer.elapsed() / 100 + 2, qPrintable(QString::number(changed.count())));
}

void TestTaskRunner::cancelStopsTheWork()
{
    GatedTask gate;
    QSignalSpy changed(m_runner.get(), &TaskRunner::changed);
    const int id = m_runner->start(gate.work());
    gate.begun.acquire();
    QVERIFY(!info(id).cancelAsked);
    m_runner->cancel(id);
    QVERIFY(info(id).cancelAsked);
    QCOMPARE(changed.count(), 1);
    QTRY_COMPARE(info(id).state, TaskState::Cancelled);
    QCOMPARE(info(id).outcome, u"Cancelled. Nothing was changed."_s);
    m_runner->cancel(id);
    m_runner->cancel(12345);
    QCOMPARE(info(id).state, TaskState::Cancelled);
}

void TestTaskRunner::whatCannotBeCancelledGoesOn()
{
    GatedTask gate;
    TaskWork work = gate.work();
    work.canBeCancelled = false;
    const int id = m_runner->start(work);
    gate.begun.acquire();
    m_runner->cancel(id);
    m_runner->cancelAll();
    QVERIFY(!info(id).cancelAsked && !info(id).canBeCancelled);
    gate.open.release();
    QTRY_COMPARE(info(id).state, TaskState::Done);
}

void TestTaskRunner::cancelBeforeItBegins()
{
    GatedTask gate;
    QList<int> ids;
    for (int i = 0; i < 100; ++i) // more than there are threads
        ids << m_runner->start(gate.work());
    gate.begun.acquire();
    m_runner->cancel(ids.last());
    gate.open.release(int(ids.size()));
    QTRY_VERIFY(!m_runner->isAnyRunning());
    QCOMPARE(info(ids.last()).state, TaskState::Cancelled);
    QCOMPARE(info(ids.last()).outcome, u"Cancelled before it began. Nothing was done."_s);
    QCOMPARE(gate.runs.load(), int(ids.size()) - 1);
}

void TestTaskRunner::retryRunsItAgain()
{
    std::atomic<bool> works = false;
    QStringList answers;
    const int first = m_runner->start(
        {.title = u"Try"_s,
         .run = [&](const Progress &) -> Result<QString> {
             return works ? Result<QString>(u"Worked."_s) : fail(Error::Kind::Unreachable, u"Did not."_s);
         },
         .changesRecords = true},
        this, [&](const Result<QString> &result) { answers << (result ? *result : result.error().text); });
    QTRY_COMPARE(answers, QStringList{u"Did not."_s});
    works = true;
    QSignalSpy added(m_runner.get(), &TaskRunner::added);
    m_runner->retry(first);
    QCOMPARE(added.count(), 1);
    const int second = added.first().first().toInt();
    QVERIFY(second != first);
    QTRY_COMPARE(answers, (QStringList{u"Did not."_s, u"Worked."_s}));
    QCOMPARE(info(first).state, TaskState::Failed);
    QCOMPARE(info(second).state, TaskState::Done);
    QCOMPARE(info(second).title, u"Try"_s);
    QVERIFY(info(second).changesRecords);
    QCOMPARE(m_runner->tasks().first().id, second);
}

void TestTaskRunner::onlyWhatEndedBadlyIsRetried()
{
    GatedTask gate;
    const int id = m_runner->start(gate.work());
    gate.begun.acquire();
    QSignalSpy added(m_runner.get(), &TaskRunner::added);
    m_runner->retry(id);
    gate.open.release();
    QTRY_COMPARE(info(id).state, TaskState::Done);
    m_runner->retry(id);
    m_runner->retry(12345);
    QCOMPARE(added.count(), 0);
    QCOMPARE(gate.runs.load(), 1);
}

void TestTaskRunner::aContextThatIsGoneGetsNoAnswer()
{
    GatedTask gate;
    bool answered = false;
    auto context = std::make_unique<QObject>();
    const int id =
        m_runner->start(gate.work(), context.get(), [&](const Result<QString> &) { answered = true; });
    gate.begun.acquire();
    context.reset();
    m_runner->cancel(id);
    QTRY_COMPARE(info(id).state, TaskState::Cancelled);
    m_runner->retry(id);
    gate.begun.acquire();
    gate.open.release();
    QTRY_VERIFY(!m_runner->isAnyRunning());
    QCOMPARE(m_runner->tasks().first().state, TaskState::Done);
    QVERIFY(!answered);
}

void TestTaskRunner::clearForgetsWhatEnded()
{
    GatedTask gate;
    const int running = m_runner->start(gate.work());
    const int failed = m_runner->start(failingTask(u"No."_s));
    QTRY_COMPARE(info(failed).state, TaskState::Failed);
    QCOMPARE(m_runner->tasks().size(), 2);
    QSignalSpy cleared(m_runner.get(), &TaskRunner::cleared);
    m_runner->clearEnded();
    QCOMPARE(cleared.count(), 1);
    QCOMPARE(m_runner->tasks().size(), 1);
    QVERIFY(!m_runner->task(failed) && isRunning(running));
    QVERIFY(!m_runner->progress(failed) && m_runner->progress(running));
    gate.open.release();
    QTRY_VERIFY(!m_runner->isAnyRunning());
}

void TestTaskRunner::clearWhileTheEndIsTold()
{
    connect(m_runner.get(), &TaskRunner::changed, this, [this] { m_runner->clearEnded(); });
    bool answered = false;
    m_runner->start(failingTask(u"No."_s), this, [&](const Result<QString> &) { answered = true; });
    QTRY_VERIFY(answered);
    QVERIFY(m_runner->tasks().isEmpty());
}

void TestTaskRunner::manyAtOnce()
{
    constexpr int count = 200;
    std::atomic<int> sum = 0;
    int answers = 0;
    for (int i = 1; i <= count; ++i) {
        m_runner->start({.title = QString::number(i),
                         .run = [&sum, i](const Progress &progress) -> Result<QString> {
                             for (int step = 0; step < 100; ++step)
                                 progress(step, 100);
                             sum += i;
                             return QString::number(i);
                         }},
                        this, [&](const Result<QString> &result) { answers += result.value().toInt(); });
    }
    QTRY_COMPARE(answers, count * (count + 1) / 2);
    QCOMPARE(sum.load(), answers);
    const QList<TaskInfo> tasks = m_runner->tasks();
    QCOMPARE(tasks.size(), count);
    for (int i = 0; i < count; ++i) {
        QCOMPARE(tasks.at(i).title, QString::number(count - i));
        QCOMPARE(tasks.at(i).outcome, tasks.at(i).title);
    }
}

/// With work that holds every thread until it is cancelled, each call comes back before.
void TestTaskRunner::noCallWaitsForTheWork()
{
    GatedTask gate;
    for (int i = 0; i < 50; ++i)
        m_runner->start(gate.work());
    gate.begun.acquire();
    m_runner->retry(1);
    m_runner->clearEnded();
    QCOMPARE(m_runner->tasks().size(), 50);
    QVERIFY(m_runner->isAnyRunning());
    m_runner->cancelAll();
    QTRY_VERIFY(!m_runner->isAnyRunning());
    QCOMPARE(m_runner->tasks().size(), 50);
}

void TestTaskRunner::destructorCancelsAndWaits()
{
    GatedTask gate;
    std::atomic<bool> ended = false;
    bool answered = false;
    TaskWork work = gate.work();
    work.run = [run = work.run, &ended](const Progress &progress) {
        const auto result = run(progress);
        ended = !result && result.error().kind == Error::Kind::Cancelled;
        return result;
    };
    m_runner->start(work, this, [&](const Result<QString> &) { answered = true; });
    gate.begun.acquire();
    m_runner.reset();
    QVERIFY(ended);
    QCoreApplication::processEvents();
    QVERIFY(!answered);
}

void TestTaskRunner::destructorLetsWhatCannotBeCancelledEnd()
{
    std::atomic<bool> ended = false;
    QSemaphore begun;
    m_runner->start({.title = u"Whole"_s,
                     .run = [&](const Progress &progress) -> Result<QString> {
                         begun.release();
                         for (int i = 0; i < 100'000; ++i) {
                             if (!progress(i, 100'000))
                                 return cancelled();
                         }
                         ended = true;
                         return QString();
                     },
                     .canBeCancelled = false});
    begun.acquire();
    m_runner.reset();
    QVERIFY(ended);
}

void TestTaskRunner::workIsNotKeptOnceItIsDone()
{
    auto held = std::make_shared<int>(7);
    const std::weak_ptr<int> watched = held;
    m_runner->start(
        {.title = u"Hold"_s, .run = [held = std::move(held)](const Progress &) -> Result<QString> {
             return QString::number(*held);
         }});
    QTRY_VERIFY(watched.expired());
    QCOMPARE(m_runner->tasks().first().outcome, u"7"_s);
}

GATEHOUSE_TEST(TestTaskRunner)
#include "tst_taskrunner.moc"
