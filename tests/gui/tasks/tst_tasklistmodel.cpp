#include "ui/tasks/TaskListModel.h"

#include "services/tasks/Task.h"
#include "services/tasks/TaskRunner.h"
#include "support/GatedTask.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

class TestTaskListModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void init();
    void cleanup() { m_model.reset(), m_runner.reset(); }

    void namesItsColumns();
    void newestComesFirst();
    void showsWhatWasThereBefore();
    void followsATask();
    void tellsWhatToDo();
    void dropsWhatIsCleared();
    void outcomeIsOneLine();
    void timeOfARunningTaskMoves();
    void stateTexts_data();
    void stateTexts();
    void times_data();
    void times();
    void paces_data();
    void paces();

private:
    QString text(int row, int column) const { return m_model->index(row, column).data().toString(); }
    QStringList titles() const;

    std::unique_ptr<TaskRunner> m_runner;
    std::unique_ptr<TaskListModel> m_model;
};

void TestTaskListModel::init()
{
    m_runner = std::make_unique<TaskRunner>();
    m_model = std::make_unique<TaskListModel>(*m_runner);
    new QAbstractItemModelTester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                 m_model.get());
}

QStringList TestTaskListModel::titles() const
{
    QStringList found;
    for (int row = 0; row < m_model->rowCount(); ++row)
        found << text(row, TaskListModel::Task);
    return found;
}

void TestTaskListModel::namesItsColumns()
{
    QStringList names;
    for (int column = 0; column < m_model->columnCount(); ++column)
        names << m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    QCOMPARE(names, (QStringList{u"Task"_s, u"Progress"_s, u"Outcome"_s, u"Time"_s}));
}

void TestTaskListModel::newestComesFirst()
{
    GatedTask gate;
    for (const QString &title : {u"one"_s, u"two"_s, u"three"_s})
        m_runner->start(gate.work(title));
    QCOMPARE(titles(), (QStringList{u"three"_s, u"two"_s, u"one"_s}));
    gate.open.release(3);
    QTRY_VERIFY(!m_runner->isAnyRunning());
    QCOMPARE(titles(), (QStringList{u"three"_s, u"two"_s, u"one"_s}));
}

void TestTaskListModel::showsWhatWasThereBefore()
{
    m_runner->start(failingTask(u"No."_s));
    QTRY_VERIFY(!m_runner->isAnyRunning());
    const TaskListModel later(*m_runner);
    QCOMPARE(later.rowCount(), 1);
    QCOMPARE(later.index(0, TaskListModel::Outcome).data().toString(), u"No."_s);
}

void TestTaskListModel::followsATask()
{
    GatedTask gate;
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    const int id = m_runner->start(gate.work());
    const auto percent = [&] {
        return m_model->index(0, TaskListModel::Progress).data(TaskListModel::PercentRole);
    };
    QTRY_COMPARE(text(0, TaskListModel::Progress), u"33 %"_s);
    QVERIFY(!changed.isEmpty());
    QCOMPARE(percent().toInt(), 33);
    QCOMPARE(text(0, TaskListModel::Outcome), QString());
    m_runner->cancel(id);
    QCOMPARE(text(0, TaskListModel::Progress), u"Stopping"_s);
    QTRY_COMPARE(text(0, TaskListModel::Progress), u"Cancelled"_s);
    QVERIFY(percent().isNull());
    QCOMPARE(text(0, TaskListModel::Outcome), u"Cancelled. Nothing was changed."_s);
    QVERIFY(text(0, TaskListModel::Time).endsWith(" s"_L1));
}

void TestTaskListModel::tellsWhatToDo()
{
    m_runner->start(failingTask(u"The disk is full. Free some space."_s));
    QTRY_COMPARE(text(0, TaskListModel::Progress), u"Failed"_s);
    const QModelIndex outcome = m_model->index(0, TaskListModel::Outcome);
    QCOMPARE(outcome.data(TaskListModel::WhyNotRole).toString(), u"The disk is full. Free some space."_s);
    GatedTask gate;
    gate.open.release();
    m_runner->start(gate.work());
    QTRY_COMPARE(text(0, TaskListModel::Progress), u"Done"_s);
    QCOMPARE(m_model->index(0, 0).data(TaskListModel::WhyNotRole).toString(), QString());
}

void TestTaskListModel::dropsWhatIsCleared()
{
    GatedTask gate;
    m_runner->start(failingTask(u"No."_s));
    m_runner->start(gate.work(u"running"_s));
    m_runner->start(failingTask(u"No."_s));
    QTRY_COMPARE(m_runner->runningCount(), 1);
    m_runner->clearEnded();
    QCOMPARE(titles(), QStringList{u"running"_s});
    QCOMPARE(m_model->rowOf(m_model->rowAt(0).id), 0);
    QCOMPARE(m_model->rowOf(12345), -1);
    gate.open.release();
    QTRY_VERIFY(!m_runner->isAnyRunning());
    m_runner->clearEnded();
    QCOMPARE(m_model->rowCount(), 0);
}

void TestTaskListModel::outcomeIsOneLine()
{
    m_runner->start(failingTask(u"One.\nTwo."_s));
    QTRY_COMPARE(text(0, TaskListModel::Outcome), u"One. Two."_s);
}

void TestTaskListModel::timeOfARunningTaskMoves()
{
    GatedTask gate;
    m_runner->start(gate.work());
    gate.begun.acquire();
    const QString before = text(0, TaskListModel::Time);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    const auto isTime = [](const QList<QVariant> &arguments) {
        return arguments.at(1).toModelIndex().column() == TaskListModel::Time &&
               arguments.first().toModelIndex().column() != TaskListModel::Task;
    };
    QTRY_VERIFY(std::ranges::any_of(changed, isTime));
    QVERIFY(text(0, TaskListModel::Time) != before);
    gate.open.release();
    QTRY_VERIFY(!m_runner->isAnyRunning());
}

void TestTaskListModel::stateTexts_data()
{
    QTest::addColumn<TaskInfo>("task");
    QTest::addColumn<QString>("text");
    QTest::newRow("not known how much") << TaskInfo{.done = 5} << u"Running"_s;
    QTest::newRow("some") << TaskInfo{.done = 1, .total = 8} << u"12 %"_s;
    QTest::newRow("very many") << TaskInfo{.done = 2'000'000'000, .total = 2'000'000'000} << u"100 %"_s;
    QTest::newRow("stopping") << TaskInfo{.done = 1, .total = 8, .cancelAsked = true} << u"Stopping"_s;
    QTest::newRow("done") << TaskInfo{.state = TaskState::Done} << u"Done"_s;
    QTest::newRow("done all the same")
        << TaskInfo{.state = TaskState::Done, .cancelAsked = true} << u"Done"_s;
    QTest::newRow("failed") << TaskInfo{.state = TaskState::Failed} << u"Failed"_s;
    QTest::newRow("cancelled") << TaskInfo{.state = TaskState::Cancelled} << u"Cancelled"_s;
}

void TestTaskListModel::stateTexts()
{
    QFETCH(TaskInfo, task);
    QTEST(taskStateText(task), "text");
}

void TestTaskListModel::times_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("clock set back") << qint64(-5000) << u"0.0 s"_s;
    QTest::newRow("tenths") << qint64(440) << u"0.4 s"_s;
    QTest::newRow("seconds") << qint64(12'900) << u"12 s"_s;
    QTest::newRow("minutes") << qint64(65'000) << u"1 min 5 s"_s;
    QTest::newRow("hours") << qint64(7'380'000) << u"2 h 3 min"_s;
}

void TestTaskListModel::times()
{
    QFETCH(qint64, milliseconds);
    const QDateTime from = QDateTime::currentDateTimeUtc();
    QTEST(timeTakenText(from, from.addMSecs(milliseconds)), "text");
}

void TestTaskListModel::paces_data()
{
    QTest::addColumn<int>("done");
    QTest::addColumn<int>("total");
    QTest::addColumn<int>("milliseconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("too early to tell") << 500 << 1000 << 999 << QString();
    QTest::newRow("nothing done") << 0 << 1000 << 5000 << QString();
    QTest::newRow("not known of how many") << 10 << 0 << 5000 << QString();
    QTest::newRow("all done") << 10 << 10 << 5000 << QString();
    QTest::newRow("fast") << 46'000 << 100'000 << 20'000 << u"2,300 per second, 24 s left"_s;
    QTest::newRow("slow") << 3 << 600 << 2000 << u"1.5 per second, 6 min 38 s left"_s;
    QTest::newRow("very many") << 2'000'000'000 << 2'100'000'000 << 10'000
                               << u"200,000,000 per second, 1 s left"_s;
}

void TestTaskListModel::paces()
{
    QFETCH(int, done);
    QFETCH(int, total);
    QFETCH(int, milliseconds);
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::English));
    const auto back = qScopeGuard([&] { QLocale::setDefault(before); });
    QTEST(paceText(done, total, std::chrono::milliseconds(milliseconds)), "text");
}

GATEHOUSE_TEST(TestTaskListModel)
#include "tst_tasklistmodel.moc"
