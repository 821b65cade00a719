#pragma once

#include "domain/Error.h"
#include "domain/Progress.h"

#include <QDateTime>
#include <QString>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <type_traits>

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

/// How much is done of how much, both at one moment.
struct TaskPosition
{
    int done = 0;
    int total = 0; ///< 0: not known
    bool operator==(const TaskPosition &) const = default;
};

/// How far one piece of work is, and whether it has to stop. Told and asked from any thread, without waiting.
class TaskProgress
{
public:
    TaskPosition position() const { return m_position; }
    void cancel() { m_cancelled = true; }
    bool isCancelled() const { return m_cancelled; }

    /// What the work has to tell its progress to; it keeps `progress` alive.
    static Progress teller(std::shared_ptr<TaskProgress> progress)
    {
        return [progress = std::move(progress)](int done, int total) {
            progress->m_position = TaskPosition{done, total};
            return !progress->isCancelled();
        };
    }

private:
    std::atomic<TaskPosition> m_position;
    std::atomic<bool> m_cancelled = false;

    static_assert(std::atomic<TaskPosition>::is_always_lock_free);
};

/// What to say about the exception that is being handled. Call it in a catch block.
Error caughtError();

/// What `work()`, which gives a Result, answers; what it throws becomes an error, so that an answer comes
/// whatever happens.
template<typename Work>
auto guarded(const Work &work) -> std::invoke_result_t<const Work &>
{
    try {
        return work();
    } catch (...) {
        return std::unexpected(caughtError());
    }
}

}

/// How fast something goes and how long it takes, in words.
namespace gatehouse {

/// "0.4 s", "12 s", "1 min 5 s", "2 h 3 min".
QString durationText(std::chrono::milliseconds duration);

/// "2,300 per second, 12 s left", at the pace so far; empty in the first second, and while nothing is done or
/// it is not known of how many.
QString paceText(int done, int total, std::chrono::milliseconds elapsed);

}
