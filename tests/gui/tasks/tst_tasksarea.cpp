#include "ui/tasks/TasksArea.h"

#include "PageFixture.h"
#include "services/tasks/TaskRunner.h"
#include "support/GatedTask.h"
#include "ui/common/Question.h"
#include "ui/tasks/TasksPanel.h"

#include <QAccessible>
#include <QAction>
#include <QMainWindow>
#include <QProgressBar>
#include <QSignalSpy>
#include <QSplitter>
#include <QStatusBar>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

const QString nothingToTell = u"Tasks"_s;

}

class TestTasksArea : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(), m_runner.reset(); }

    void isMadeWhenItIsNeeded();
    void lineShowsProgressAndThePanelStaysClosed();
    void hintCountsAndOpens();
    void hintTellsOfAFailureUnseen();
    void leavesAtOnceWhenNothingRuns();
    void asksBeforeItLeaves_data();
    void asksBeforeItLeaves();
    void tellsThatRecordsChanged();
    void tellsNothingWhileItIsSilent();

private:
    TasksPanel *panel() const { return m_window->findChild<TasksPanel *>(); }
    bool isShown() const { return panel() && panel()->isVisible(); }
    QProgressBar *bar() const { return m_window->statusBar()->findChild<QProgressBar *>(); }
    QToolButton *hint() const { return m_window->statusBar()->findChild<QToolButton *>(); }
    QString hintText() const { return hint() && hint()->isVisible() ? hint()->text() : QString(); }

    std::unique_ptr<TaskRunner> m_runner;
    std::unique_ptr<QMainWindow> m_window;
    TasksArea *m_area = nullptr;
};

void TestTasksArea::init()
{
    m_runner = std::make_unique<TaskRunner>();
    m_window = std::make_unique<QMainWindow>();
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(new QWidget);
    m_window->setCentralWidget(splitter);
    m_area = new TasksArea(*m_runner, *splitter, *m_window->statusBar(), m_window.get());
    m_window->resize(900, 600);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestTasksArea::isMadeWhenItIsNeeded()
{
    QVERIFY(!panel());
    QCOMPARE(hintText(), nothingToTell);
    QVERIFY(!m_area->toggleAction()->isChecked());
    m_area->toggleAction()->trigger();
    QVERIFY(isShown());
    QVERIFY(panel()->findChild<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    QVERIFY(panel()->isAncestorOf(QApplication::focusWidget()));
    m_area->toggleAction()->trigger();
    QVERIFY(!isShown());
}

void TestTasksArea::lineShowsProgressAndThePanelStaysClosed()
{
    QVERIFY(!bar()->isVisible());
    GatedTask gate;
    m_runner->start(gate.work());
    QTRY_COMPARE(bar()->value(), 33); // 1 of 3
    QVERIFY(bar()->isVisible());
    QCOMPARE(bar()->maximum(), 100);
    QVERIFY(!panel());
    QVERIFY(!m_area->toggleAction()->isChecked());
    gate.open.release();
    QTRY_VERIFY(!bar()->isVisible());
    QVERIFY(!panel());
    QCOMPARE(hintText(), nothingToTell);
}

void TestTasksArea::hintCountsAndOpens()
{
    GatedTask gate;
    m_runner->start(gate.work());
    QVERIFY2(hintText().startsWith("1 task"_L1), qPrintable(hintText()));
    m_runner->start(gate.work());
    QVERIFY2(hintText().startsWith("2 task"_L1) && hintText().contains("running"_L1), qPrintable(hintText()));
    hint()->click();
    QVERIFY(isShown());
    QVERIFY(panel()->isAncestorOf(QApplication::focusWidget()));
    gate.open.release(2);
    QTRY_COMPARE(hintText(), nothingToTell);
}

void TestTasksArea::hintTellsOfAFailureUnseen()
{
    m_runner->start(failingTask(u"No."_s));
    QTRY_VERIFY(hintText().contains("failed"_L1));
    hint()->click();
    QVERIFY(isShown());
    QCOMPARE(hintText(), nothingToTell);
    m_runner->start(failingTask(u"No."_s));
    QTRY_VERIFY(!m_runner->isAnyRunning());
    QCOMPARE(hintText(), nothingToTell);
}

void TestTasksArea::leavesAtOnceWhenNothingRuns()
{
    Question::answerNext(1);
    bool left = false;
    m_area->leave(TasksArea::For::Closing, [&] { left = true; });
    QVERIFY(left);
    QVERIFY(!Question::lastAsked());
}

void TestTasksArea::asksBeforeItLeaves_data()
{
    QTest::addColumn<int>("what");
    QTest::addColumn<int>("answer");
    QTest::addColumn<bool>("leaves");
    QTest::addColumn<QString>("asked");
    const QString closing = u"Stop 1 running task(s) and close the window?"_s;
    QTest::newRow("stop") << int(TasksArea::For::Closing) << 0 << true << closing;
    QTest::newRow("stay") << int(TasksArea::For::Closing) << 1 << false << closing;
    QTest::newRow("another database") << int(TasksArea::For::OtherDatabase) << 0 << true
                                      << u"Stop 1 running task(s) and open the other database?"_s;
}

void TestTasksArea::asksBeforeItLeaves()
{
    QFETCH(int, what);
    QFETCH(int, answer);
    QFETCH(bool, leaves);
    GatedTask gate;
    const int id = m_runner->start(gate.work(u"Replace encryption key"_s));
    Question::answerNext(answer);
    bool left = false;
    m_area->leave(TasksArea::For(what), [&] { left = true; });
    QVERIFY(Question::lastAsked());
    QTEST(Question::lastAsked()->text, "asked");
    QVERIFY(Question::lastAsked()->details.contains("Replace encryption key"_L1));
    QCOMPARE(Question::lastAsked()->destructive, 0);
    QCOMPARE(left, leaves);
    QCOMPARE(m_runner->task(id)->cancelAsked, leaves);
    gate.open.release();
    QTRY_VERIFY(!m_runner->isAnyRunning());
}

void TestTasksArea::tellsThatRecordsChanged()
{
    QSignalSpy told(m_area, &TasksArea::recordsChanged);
    GatedTask gate;
    gate.open.release(2);
    m_runner->start(gate.work());
    QTRY_VERIFY(!m_runner->isAnyRunning());
    TaskWork failed = failingTask(u"No."_s);
    failed.changesRecords = true;
    m_runner->start(failed);
    QTRY_VERIFY(!m_runner->isAnyRunning());
    QCOMPARE(told.count(), 0);
    TaskWork work = gate.work();
    work.changesRecords = true;
    m_runner->start(work);
    QTRY_COMPARE(told.count(), 1);
}

void TestTasksArea::tellsNothingWhileItIsSilent()
{
    static QStringList announced;
    QAccessible::installUpdateHandler([](QAccessibleEvent *event) {
        if (event->type() == QAccessible::Announcement)
            announced << static_cast<QAccessibleAnnouncementEvent *>(event)->message();
    });
    m_runner->start(failingTask(u"No."_s));
    QTRY_COMPARE(announced.size(), 1);
    QVERIFY(!hintText().isEmpty());
    m_area->setSilent(true);
    QCOMPARE(hintText(), QString());
    m_runner->start(failingTask(u"No."_s));
    QTRY_VERIFY(!m_runner->isAnyRunning());
    QCOMPARE(hintText(), QString());
    QCOMPARE(announced.size(), 1);
    m_area->setSilent(false);
    QVERIFY2(hintText().startsWith("2 task"_L1), qPrintable(hintText()));
    QAccessible::installUpdateHandler(nullptr);
}

GATEHOUSE_TEST(TestTasksArea)
#include "tst_tasksarea.moc"
