#include "ui/tasks/TasksPanel.h"

#include "PageFixture.h"
#include "services/tasks/TaskRunner.h"
#include "support/GatedTask.h"
#include "ui/common/DetailLabel.h"
#include "ui/tasks/TaskListModel.h"

#include <QHeaderView>
#include <QTableView>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

class TestTasksPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_panel.reset(), m_runner.reset(); }

    void emptyOffersNothing();
    void everythingHasAName();
    void cancelsWithTheKeyboard();
    void retriesWithTheKeyboard();
    void whatCannotBeCancelledOffersNoCancel();
    void clearsWhatEnded();
    void pointsAtWhatFailed();
    void leavesTheChoiceOfWhoWorksHere();
    void drawsABarForWhatRuns();
    void oneRowIsEnoughWhereThereIsNoRoom();

private:
    QTableView *table() const { return m_panel->findChild<QTableView *>(); }
    QToolButton *button(const QString &name) const { return field<QToolButton>(*m_panel, name); }
    QString text(int row, int column) const { return table()->model()->index(row, column).data().toString(); }
    QString shownHelp() const;
    void tabTo(const QWidget *wanted) const;

    std::unique_ptr<TaskRunner> m_runner;
    std::unique_ptr<TasksPanel> m_panel;
};

void TestTasksPanel::init()
{
    m_runner = std::make_unique<TaskRunner>();
    m_panel = std::make_unique<TasksPanel>(*m_runner);
    m_panel->resize(900, 200);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
}

QString TestTasksPanel::shownHelp() const
{
    const auto *label = m_panel->findChild<DetailLabel *>();
    return label->isVisible() ? label->text() : QString();
}

void TestTasksPanel::tabTo(const QWidget *wanted) const
{
    m_panel->findChild<QTableView *>()->setFocus();
    for (int i = 0; i < 4 && !wanted->hasFocus(); ++i)
        QTest::keyClick(m_panel->focusWidget(), Qt::Key_Tab);
    QVERIFY(wanted->hasFocus());
}

void TestTasksPanel::emptyOffersNothing()
{
    for (const QString &name : {u"Cancel"_s, u"Retry"_s, u"Clear"_s})
        QVERIFY2(!button(name)->isEnabled(), qPrintable(name));
    QCOMPARE(shownHelp(), QString());
}

void TestTasksPanel::everythingHasAName()
{
    QCOMPARE(table()->accessibleName(), u"Tasks"_s);
    QCOMPARE(button(u"Cancel"_s)->accessibleName(), u"Cancel task"_s);
    QCOMPARE(button(u"Retry"_s)->accessibleName(), u"Retry task"_s);
    QCOMPARE(button(u"Clear"_s)->accessibleName(), u"Clear ended tasks"_s);
}

void TestTasksPanel::cancelsWithTheKeyboard()
{
    GatedTask gate;
    m_runner->start(gate.work());
    tabTo(button(u"Cancel"_s));
    QTest::keyClick(button(u"Cancel"_s), Qt::Key_Space);
    QVERIFY(!button(u"Cancel"_s)->isEnabled());
    QVERIFY(table()->hasFocus());
    QTRY_COMPARE(text(0, TaskListModel::Progress), u"Cancelled"_s);
    QVERIFY(button(u"Retry"_s)->isEnabled() && button(u"Clear"_s)->isEnabled());
}

void TestTasksPanel::retriesWithTheKeyboard()
{
    std::atomic<bool> works = false;
    m_runner->start({.title = u"Try"_s, .run = [&](const Progress &) -> Result<QString> {
                         return works ? Result<QString>(u"Worked."_s)
                                      : fail(Error::Kind::Unreachable, u"Did not. Try again."_s);
                     }});
    QTRY_VERIFY(button(u"Retry"_s)->isEnabled());
    QCOMPARE(shownHelp(), u"Did not. Try again."_s);
    works = true;
    tabTo(button(u"Retry"_s));
    QTest::keyClick(button(u"Retry"_s), Qt::Key_Space);
    QCOMPARE(table()->model()->rowCount(), 2);
    QTRY_COMPARE(text(0, TaskListModel::Outcome), u"Worked."_s);
    QCOMPARE(table()->currentIndex().row(), 0);
    QVERIFY(!button(u"Retry"_s)->isEnabled());
    QCOMPARE(shownHelp(), QString());
}

void TestTasksPanel::whatCannotBeCancelledOffersNoCancel()
{
    GatedTask gate;
    TaskWork work = gate.work();
    work.canBeCancelled = false;
    m_runner->start(work);
    QVERIFY(!button(u"Cancel"_s)->isEnabled());
    gate.open.release();
    QTRY_VERIFY(!m_runner->isAnyRunning());
}

void TestTasksPanel::clearsWhatEnded()
{
    GatedTask gate;
    m_runner->start(failingTask(u"No."_s));
    QTRY_VERIFY(button(u"Clear"_s)->isEnabled());
    m_runner->start(gate.work());
    QTest::mouseClick(button(u"Clear"_s), Qt::LeftButton);
    QCOMPARE(table()->model()->rowCount(), 1);
    QVERIFY(!button(u"Clear"_s)->isEnabled());
    QVERIFY(m_runner->isAnyRunning());
    gate.open.release();
    QTRY_VERIFY(button(u"Clear"_s)->isEnabled());
}

void TestTasksPanel::pointsAtWhatFailed()
{
    GatedTask gate;
    m_panel->clearFocus();
    if (QWidget *focus = m_panel->focusWidget())
        focus->clearFocus();
    m_runner->start(failingTask(u"No room. Make some."_s));
    m_runner->start(gate.work());
    QTRY_COMPARE(table()->currentIndex().row(), 1);
    QCOMPARE(shownHelp(), u"No room. Make some."_s);
    gate.open.release();
    QTRY_VERIFY(!m_runner->isAnyRunning());
}

void TestTasksPanel::leavesTheChoiceOfWhoWorksHere()
{
    GatedTask gate;
    m_runner->start(gate.work(u"one"_s));
    m_panel->takeFocus();
    m_runner->start(gate.work(u"two"_s));
    QCOMPARE(text(table()->currentIndex().row(), TaskListModel::Task), u"one"_s);
    gate.open.release(2);
    QTRY_VERIFY(!m_runner->isAnyRunning());
}

/// The part of the bar that is filled looks other than the rest, and an ended task has no bar.
void TestTasksPanel::drawsABarForWhatRuns()
{
    GatedTask gate;
    const int id = m_runner->start(gate.work());
    QTRY_COMPARE(text(0, TaskListModel::Progress), u"33 %"_s);
    table()->clearSelection();
    const QRect cell = table()->visualRect(table()->model()->index(0, TaskListModel::Progress));
    const auto colour = [&](int percent) {
        const QPoint at(cell.left() + cell.width() * percent / 100, cell.center().y());
        return table()->viewport()->grab().toImage().pixelColor(at);
    };
    QVERIFY(colour(15) != colour(85));
    m_runner->cancel(id);
    QTRY_COMPARE(text(0, TaskListModel::Progress), u"Cancelled"_s);
    table()->clearSelection();
    QCOMPARE(colour(90), colour(95));
}

void TestTasksPanel::oneRowIsEnoughWhereThereIsNoRoom()
{
    const int row = table()->verticalHeader()->defaultSectionSize();
    QCOMPARE_LE(table()->minimumHeight(), table()->horizontalHeader()->sizeHint().height() + row);
    QCOMPARE(m_panel->sizeHint().height(), m_panel->minimumSizeHint().height() + 2 * row);
}

GATEHOUSE_TEST(TestTasksPanel)
#include "tst_taskspanel.moc"
