#pragma once

#include "services/tasks/Task.h"

#include <QList>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace gatehouse {

/// Runs tasks on threads of its own and tells how they go; nothing here waits but the destructor. Lives on
/// the GUI thread; a task opens its own database connection, or hands its work to the DatabaseThread and
/// waits there, so that thread has to outlive the runner.
class TaskRunner : public QObject
{
    Q_OBJECT

public:
    explicit TaskRunner(QObject *parent = nullptr);
    /// Cancels and waits.
    ~TaskRunner() override;

    using Ended = std::function<void(const Result<QString> &)>;
    /// Starts at once and gives the task's id. `ended` is called from the event loop, unless `context` is
    /// gone by then; both live on the runner's thread.
    int start(TaskWork work, QObject *context = nullptr, Ended ended = {});
    void cancel(int id);
    void cancelAll();
    /// Runs one that failed or was cancelled again, under a new id, with the same context and answer.
    void retry(int id);
    /// Forgets those that are not running.
    void clearEnded();

    QList<TaskInfo> tasks() const; ///< the newest first
    std::optional<TaskInfo> task(int id) const;
    /// For a bar of its own; null when there is no such task.
    std::shared_ptr<TaskProgress> progress(int id) const;
    bool isAnyRunning() const { return runningCount() > 0; }
    int runningCount() const;

Q_SIGNALS:
    void added(int id);
    void changed(int id); ///< at most ten times a second for progress
    void cleared();

private:
    struct Entry;
    Entry *find(int id) const;
    void tellProgress();
    void finish(int id, const Result<QString> &result);

    std::vector<std::unique_ptr<Entry>> m_entries; ///< the oldest first
    QThreadPool m_pool;
    QTimer m_timer; ///< runs while a task does
    int m_lastId = 0;
};

}
