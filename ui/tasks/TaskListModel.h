#pragma once

#include "services/tasks/Task.h"

#include <QAbstractTableModel>
#include <QTimer>

namespace gatehouse {

class TaskRunner;

/// The tasks of a runner, the newest first, with how they go and what came of them.
class TaskListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Task, Progress, Outcome, Time, ColumnTotal };
    enum Role {
        PercentRole = Qt::UserRole, ///< of a running task, -1 where it is not known; nothing for the others
        WhyNotRole,                 ///< outcome of a task that failed, else empty
    };

    explicit TaskListModel(TaskRunner &runner, QObject *parent = nullptr);

    const TaskInfo &taskAt(int row) const { return m_tasks.at(row); }
    int rowOf(int id) const; ///< -1: none

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void add(int id);
    void update(int id);
    void dropCleared();
    void tellTime();
    void tickWhileRunning();
    QString text(const TaskInfo &task, int column) const;

    TaskRunner &m_runner;
    QList<TaskInfo> m_tasks;
    QTimer m_clock; ///< for the time of those that run
};

}
