#include "ui/tasks/TasksArea.h"

#include "services/tasks/TaskRunner.h"
#include "ui/common/Icons.h"
#include "ui/common/Question.h"
#include "ui/tasks/TasksLine.h"
#include "ui/tasks/TasksPanel.h"

#include <QAccessible>
#include <QAction>
#include <QSplitter>
#include <QStatusBar>

using namespace Qt::StringLiterals;

namespace gatehouse {

TasksArea::TasksArea(TaskRunner &runner, QSplitter &place, QStatusBar &statusBar, QWidget *window)
    : QObject(window)
    , m_runner(runner)
    , m_place(place)
    , m_window(window)
    , m_toggle(new QAction(tr("&Tasks"), this))
    , m_line(new TasksLine(runner))
{
    m_toggle->setCheckable(true);
    m_toggle->setStatusTip(tr("Show what runs and what ran, with progress and outcome"));
    statusBar.insertPermanentWidget(0, m_line);
    connect(m_toggle, &QAction::toggled, this, &TasksArea::showPanel);
    connect(m_toggle, &QAction::triggered, this, [this](bool shown) {
        if (shown)
            m_panel->takeFocus();
    });
    connect(m_line, &TasksLine::chosen, this, &TasksArea::openPanel);
    connect(&runner, &TaskRunner::added, this, &TasksArea::showLine);
    connect(&runner, &TaskRunner::changed, this, &TasksArea::noteChanged);
    connect(&runner, &TaskRunner::cleared, this, &TasksArea::showLine);
}

bool TasksArea::isAnyRunning() const
{
    return m_runner.isAnyRunning();
}

void TasksArea::setSilent(bool silent)
{
    if (m_silent == silent)
        return;
    m_silent = silent;
    showLine();
}

void TasksArea::showPanel(bool shown)
{
    if (!m_panel && shown) {
        m_panel = new TasksPanel(m_runner);
        m_place.addWidget(m_panel);
    }
    if (m_panel)
        m_panel->setVisible(shown);
    m_unseenFailures = 0;
    showLine();
}

void TasksArea::openPanel()
{
    m_toggle->setChecked(true);
    m_panel->takeFocus();
}

void TasksArea::noteChanged(int id)
{
    const auto task = m_runner.task(id);
    if (!task || task->state == TaskState::Running)
        return;
    if (task->state == TaskState::Failed && !m_toggle->isChecked())
        ++m_unseenFailures;
    showLine();
    if (!m_silent)
        announce(*task);
    if (task->state == TaskState::Done && task->changesRecords)
        Q_EMIT recordsChanged();
}

void TasksArea::announce(const TaskInfo &task)
{
    QAccessibleAnnouncementEvent announcement(m_window, u"%1: %2"_s.arg(task.title, task.outcome));
    QAccessible::updateAccessibility(&announcement);
}

void TasksArea::showLine()
{
    m_line->tell(m_unseenFailures);
    m_line->setVisible(!m_silent);
}

void TasksArea::leave(For what, std::function<void()> then)
{
    if (!isAnyRunning())
        return then();
    QStringList titles;
    for (const TaskInfo &task : m_runner.tasks()) {
        if (task.state == TaskState::Running)
            titles << task.title;
    }
    const int count = int(titles.size());
    const bool isClosing = what == For::Closing;
    const Question question{
        .title = tr("Tasks are running"),
        .text = isClosing ? tr("Stop %n running task(s) and close the window?", nullptr, count)
                          : tr("Stop %n running task(s) and open the other database?", nullptr, count),
        .details = tr("%1. What is stopped leaves everything as it was before.").arg(titles.join(", "_L1)),
        .buttons = {isClosing ? tr("Stop tasks and close") : tr("Stop tasks and open"), tr("Stay")},
        .destructive = 0};
    question.ask(m_window, [this, then = std::move(then)](int answer) {
        if (answer != 0)
            return;
        m_runner.cancelAll();
        then();
    });
}

}
