#pragma once

#include "domain/Error.h"
#include "domain/Progress.h"

#include <QDateTime>
#include <QString>

#include <functional>

namespace gatehouse {

/// Something that takes long: what it is called, and what is done on another thread. The work gives what was
/// done, as a sentence; it asks the progress often and ends with Error::Kind::Cancelled when that says false.
/// It is kept for as long as it can be run again, so it must not hold a secret.
struct TaskWork
{
    QString title; ///< "Replace encryption key"
    std::function<Result<QString>(const Progress &)> run;
    bool canBeCancelled = true;
    bool changesRecords = false; ///< once it is done, the page that is shown has to read again
};

enum class TaskState { Running, Done, Failed, Cancelled };

/// A task as the Tasks panel and the command line show it.
struct TaskInfo
{
    int id = 0;
    QString title;
    TaskState state = TaskState::Running;
    int done = 0;
    int total = 0;   ///< 0: not known
    QString outcome; ///< what was done, or why not and what to do
    QDateTime started;
    QDateTime ended; ///< invalid while it runs
    bool canBeCancelled = true;
    bool cancelAsked = false;
    bool changesRecords = false;
};

inline bool canBeRetried(const TaskInfo &task)
{
    return task.state == TaskState::Failed || task.state == TaskState::Cancelled;
}

}
