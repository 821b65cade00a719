#include "ui/tasks/TaskListModel.h"

#include "services/tasks/TaskPace.h"
#include "services/tasks/TaskRunner.h"
#include "ui/common/Icons.h"
#include "ui/tasks/TaskTexts.h"

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
    : QAbstractTableModel(parent), m_runner(runner), m_tasks(runner.tasks())
{
    m_clock.setInterval(1s);
    connect(&m_clock, &QTimer::timeout, this, &TaskListModel::tellTime);
    connect(&runner, &TaskRunner::added, this, &TaskListModel::add);
    connect(&runner, &TaskRunner::changed, this, &TaskListModel::update);
    connect(&runner, &TaskRunner::cleared, this, &TaskListModel::dropCleared);
    tickWhileRunning();
}

int TaskListModel::rowOf(int id) const
{
    const auto found = std::ranges::find(m_tasks, id, &TaskInfo::id);
    return found == m_tasks.end() ? -1 : int(found - m_tasks.begin());
}

void TaskListModel::add(int id)
{
    const auto task = m_runner.task(id);
    if (!task)
        return;
    beginInsertRows({}, 0, 0);
    m_tasks.prepend(*task);
    endInsertRows();
    tickWhileRunning();
}

void TaskListModel::update(int id)
{
    const int row = rowOf(id);
    const auto task = m_runner.task(id);
    if (row < 0 || !task)
        return;
    m_tasks[row] = *task;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnTotal - 1));
    tickWhileRunning();
}

void TaskListModel::dropCleared()
{
    for (int row = int(m_tasks.size()) - 1; row >= 0; --row) {
        if (m_runner.task(m_tasks.at(row).id))
            continue;
        beginRemoveRows({}, row, row);
        m_tasks.removeAt(row);
        endRemoveRows();
    }
}

void TaskListModel::tellTime()
{
    for (int row = 0; row < m_tasks.size(); ++row) {
        if (isRunning(m_tasks.at(row)))
            Q_EMIT dataChanged(index(row, Outcome), index(row, Time), {Qt::DisplayRole, Qt::ToolTipRole});
    }
}

void TaskListModel::tickWhileRunning()
{
    const bool ticks = std::ranges::any_of(m_tasks, isRunning);
    if (ticks && !m_clock.isActive())
        m_clock.start();
    else if (!ticks)
        m_clock.stop();
}

int TaskListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_tasks.size());
}

int TaskListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnTotal;
}

QString TaskListModel::text(const TaskInfo &task, int column) const
{
    switch (column) {
    case Task:
        return task.title;
    case Progress:
        return taskStateText(task);
    case Outcome:
        return isRunning(task) ? paceText(task.done, task.total, age(task))
                               : QString(task.outcome).replace(u'\n', u' ');
    case Time:
        return timeTakenText(task.started, isRunning(task) ? QDateTime::currentDateTimeUtc() : task.ended);
    default:
        return {};
    }
}

QVariant TaskListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const TaskInfo &task = m_tasks.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(task, index.column());
    case Qt::DecorationRole:
        return index.column() == Progress && !isRunning(task) ? iconOf(task.state) : QVariant();
    case PercentRole:
        return isRunning(task) ? percentOf(task) : QVariant();
    case WhyNotRole:
        return task.state == TaskState::Failed ? task.outcome : QString();
    default:
        return {};
    }
}

QVariant TaskListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Task:
        return tr("Task");
    case Progress:
        return tr("Progress");
    case Outcome:
        return tr("Outcome");
    case Time:
        return tr("Time");
    default:
        return {};
    }
}

}
