#pragma once

#include "services/tasks/Task.h"
#include "store/TableModel.h"

#include <QTimer>

namespace gatehouse {

class TaskRunner;

/// The tasks of a runner, the newest first, with how they go and what came of them.
class TaskListModel : public TableModel<TaskInfo>
{
    Q_OBJECT

public:
    enum Column { Task, Progress, Outcome, Time };
    enum Role {
        PercentRole = Qt::UserRole, ///< of a running task, -1 where it is not known; nothing for the others
        WhyNotRole,                 ///< outcome of a task that failed, else empty
    };

    explicit TaskListModel(TaskRunner &runner, QObject *parent = nullptr);

    int rowOf(int id) const; ///< -1: none

private:
    QVariant detail(const TaskInfo &task, int column, int role) const override;
    void add(int id);
    void update(int id);
    void dropCleared();
    void tellTime();
    void tickWhileRunning();

    TaskRunner &m_runner;
    QTimer m_clock; ///< for the time of those that run
};

/// "45 %", "Running", "Stopping", "Done", "Failed" or "Cancelled".
QString taskStateText(const TaskInfo &task);

/// "0.4 s", "12 s", "1 min 5 s", "2 h 3 min".
QString timeTakenText(const QDateTime &from, const QDateTime &to);

}
