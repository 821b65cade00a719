#include "ui/tasks/TaskListModel.h"

#include "services/tasks/Task.h"
#include "services/tasks/TaskRunner.h"
#include "ui/common/Icons.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace std::chrono_literals;

namespace gatehouse {

namespace {

bool isRunning(const TaskInfo &task)
{
    return task.state == TaskState::Running;
}

std::chrono::milliseconds age(const TaskInfo &task)
{
    return std::chrono::milliseconds(task.started.msecsTo(QDateTime::currentDateTimeUtc()));
}

int percentOf(const TaskInfo &task)
{
    return task.total > 0 ? int(qint64(task.done) * 100 / task.total) : -1;
}

QString outcomeText(const TaskInfo &task)
{
    return isRunning(task) ? paceText(task.done, task.total, age(task))
                           : QString(task.outcome).replace(u'\n', u' ');
}

QString timeText(const TaskInfo &task)
{
    return timeTakenText(task.started, isRunning(task) ? QDateTime::currentDateTimeUtc() : task.ended);
}

QIcon iconOf(TaskState state)
{
    switch (state) {
    case TaskState::Running:
        return {};
    case TaskState::Done:
        return icons::themed("emblem-success");
    case TaskState::Failed:
        return icons::themed("dialog-error");
    case TaskState::Cancelled:
        return icons::themed("dialog-cancel");
    }
    return {};
}

}

TaskListModel::TaskListModel(TaskRunner &runner, QObject *parent)
    : TableModel({{tr("Task"), &TaskInfo::title},
                  {tr("Progress"), taskStateText},
                  {tr("Outcome"), outcomeText},
                  {tr("Time"), timeText}},
                 parent)
    , m_runner(runner)
{
    setRows(runner.tasks());
    m_clock.setInterval(1s);
    connect(&m_clock, &QTimer::timeout, this, &TaskListModel::tellTime);
    connect(&runner, &TaskRunner::added, this, &TaskListModel::add);
    connect(&runner, &TaskRunner::changed, this, &TaskListModel::update);
    connect(&runner, &TaskRunner::cleared, this, &TaskListModel::dropCleared);
    tickWhileRunning();
}

int TaskListModel::rowOf(int id) const
{
    return rowWhere(&TaskInfo::id, id);
}

void TaskListModel::add(int id)
{
    const auto task = m_runner.task(id);
    if (!task)
        return;
    beginInsertRows({}, 0, 0);
    m_rows.prepend(*task);
    endInsertRows();
    tickWhileRunning();
}

void TaskListModel::update(int id)
{
    const int row = rowOf(id);
    const auto task = m_runner.task(id);
    if (row < 0 || !task)
        return;
    m_rows[row] = *task;
    Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    tickWhileRunning();
}

void TaskListModel::dropCleared()
{
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        if (m_runner.task(m_rows.at(row).id))
            continue;
        beginRemoveRows({}, row, row);
        m_rows.removeAt(row);
        endRemoveRows();
    }
}

void TaskListModel::tellTime()
{
    for (int row = 0; row < m_rows.size(); ++row) {
        if (isRunning(m_rows.at(row)))
            Q_EMIT dataChanged(index(row, Outcome), index(row, Time), {Qt::DisplayRole, Qt::ToolTipRole});
    }
}

void TaskListModel::tickWhileRunning()
{
    const bool ticks = std::ranges::any_of(m_rows, isRunning);
    if (ticks && !m_clock.isActive())
        m_clock.start();
    else if (!ticks)
        m_clock.stop();
}

QVariant TaskListModel::detail(const TaskInfo &task, int column, int role) const
{
    switch (role) {
    case Qt::ToolTipRole:
        return text(task, column);
    case Qt::DecorationRole:
        return column == Progress && !isRunning(task) ? iconOf(task.state) : QVariant();
    case PercentRole:
        return isRunning(task) ? percentOf(task) : QVariant();
    case WhyNotRole:
        return task.state == TaskState::Failed ? task.outcome : QString();
    default:
        return {};
    }
}

namespace {

struct TaskText
{
    Q_DECLARE_TR_FUNCTIONS(TaskTexts)
};

QString runningText(const TaskInfo &task)
{
    if (task.cancelAsked)
        return TaskText::tr("Stopping");
    if (task.total <= 0)
        return TaskText::tr("Running");
    return TaskText::tr("%1 %").arg(QLocale().toString(qint64(task.done) * 100 / task.total));
}

}

QString taskStateText(const TaskInfo &task)
{
    switch (task.state) {
    case TaskState::Running:
        return runningText(task);
    case TaskState::Done:
        return TaskText::tr("Done");
    case TaskState::Failed:
        return TaskText::tr("Failed");
    case TaskState::Cancelled:
        return TaskText::tr("Cancelled");
    }
    return {};
}

QString timeTakenText(const QDateTime &from, const QDateTime &to)
{
    return durationText(std::chrono::milliseconds(from.msecsTo(to)));
}

}
