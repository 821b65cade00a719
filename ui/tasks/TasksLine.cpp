#include "ui/tasks/TasksLine.h"

#include "services/tasks/TaskRunner.h"
#include "ui/common/Icons.h"

#include <QBoxLayout>
#include <QProgressBar>
#include <QToolButton>

#include <algorithm>

namespace gatehouse {

namespace {

constexpr int charactersOfBar = 20;

}

TasksLine::TasksLine(const TaskRunner &runner, QWidget *parent)
    : QWidget(parent), m_runner(runner), m_button(new QToolButton), m_bar(new QProgressBar)
{
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setAutoRaise(true);
    m_button->setToolTip(tr("Show the tasks"));
    m_bar->setAccessibleName(tr("Progress of the tasks"));
    m_bar->setFixedWidth(fontMetrics().averageCharWidth() * charactersOfBar);
    m_bar->setMaximumHeight(fontMetrics().height());
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_button);
    layout->addWidget(m_bar);
    connect(m_button, &QToolButton::clicked, this, &TasksLine::chosen);
    connect(&runner, &TaskRunner::changed, this, &TasksLine::showProgress);
    tell(0);
}

void TasksLine::tell(int unseenFailures)
{
    const int running = m_runner.runningCount();
    if (running > 0) {
        m_button->setIcon(icons::themed("system-run"));
        m_button->setText(tr("%n task(s) running", nullptr, running));
    } else if (unseenFailures > 0) {
        m_button->setIcon(icons::themed("dialog-error"));
        m_button->setText(tr("%n task(s) failed", nullptr, unseenFailures));
    } else {
        m_button->setIcon({});
        m_button->setText(tr("Tasks"));
    }
    m_bar->setVisible(running > 0);
    showProgress();
}

/// Of all that run together; those that cannot say leave the bar moving.
void TasksLine::showProgress()
{
    qint64 done = 0;
    int running = 0;
    bool isKnown = true;
    for (const TaskInfo &task : m_runner.tasks()) {
        if (task.state != TaskState::Running)
            continue;
        ++running;
        isKnown = isKnown && task.total > 0;
        done += task.total > 0 ? std::clamp<qint64>(100 * task.done / task.total, 0, 100) : 0;
    }
    m_bar->setRange(0, isKnown ? 100 : 0);
    m_bar->setValue(running > 0 ? int(done / running) : 0);
}

}
