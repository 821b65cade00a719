#pragma once

#include "domain/Progress.h"

#include <atomic>
#include <memory>

namespace gatehouse {

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

}
