#include "services/tasks/TaskRunner.h"

#include "services/tasks/Task.h"

#include <QPointer>

#include <algorithm>

using namespace std::chrono_literals;

namespace gatehouse {

namespace {

/// Most of them wait for the database and not for a processor.
constexpr int mostAtOnce = 16;

Result<QString> runGuarded(const TaskWork &work, const std::shared_ptr<TaskProgress> &progress)
{
    if (progress->isCancelled())
        return fail(Error::Kind::Cancelled, TaskRunner::tr("Cancelled before it began. Nothing was done."));
    return guarded([&] { return work.run(TaskProgress::teller(progress)); });
}

TaskState stateOf(const Result<QString> &result)
{
    if (result)
        return TaskState::Done;
    return result.error().kind == Error::Kind::Cancelled ? TaskState::Cancelled : TaskState::Failed;
}

}

struct TaskRunner::Entry
{
    std::shared_ptr<const TaskWork> work; ///< null when it is done
    QPointer<QObject> context;
    bool hasContext = false;
    Ended ended;
    TaskInfo info; ///< without what the progress tells
    std::shared_ptr<TaskProgress> progress = std::make_shared<TaskProgress>();
    TaskPosition told;
    bool cancelTold = false;

    bool isRunning() const { return info.state == TaskState::Running; }

    TaskInfo describe() const
    {
        TaskInfo described = info;
        const auto [done, total] = progress->position();
        described.done = done;
        described.total = total;
        described.cancelAsked = progress->isCancelled();
        return described;
    }

    /// Whether there is something to tell since it was asked last.
    bool hasMoved()
    {
        const bool moved = told != progress->position() || cancelTold != progress->isCancelled();
        told = progress->position();
        cancelTold = progress->isCancelled();
        return moved;
    }
};

TaskRunner::TaskRunner(QObject *parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(mostAtOnce);
    m_timer.setInterval(100ms);
    connect(&m_timer, &QTimer::timeout, this, &TaskRunner::tellProgress);
}

TaskRunner::~TaskRunner()
{
    for (const auto &entry : m_entries) {
        if (entry->info.canBeCancelled)
            entry->progress->cancel();
    }
    m_pool.waitForDone();
}

int TaskRunner::start(TaskWork work, QObject *context, Ended ended)
{
    auto entry = std::make_unique<Entry>();
    const int id = ++m_lastId;
    entry->info = {.id = id,
                   .title = work.title,
                   .started = QDateTime::currentDateTimeUtc(),
                   .canBeCancelled = work.canBeCancelled,
                   .changesRecords = work.changesRecords};
    entry->work = std::make_shared<const TaskWork>(std::move(work));
    entry->context = context;
    entry->hasContext = context != nullptr;
    entry->ended = std::move(ended);
    m_pool.start([this, id, work = entry->work, progress = entry->progress] {
        const Result<QString> result = runGuarded(*work, progress);
        QMetaObject::invokeMethod(this, [this, id, result] { finish(id, result); }, Qt::QueuedConnection);
    });
    m_entries.push_back(std::move(entry));
    m_timer.start();
    Q_EMIT added(id);
    return id;
}

void TaskRunner::cancel(int id)
{
    Entry *entry = find(id);
    if (!entry || !entry->isRunning() || !entry->info.canBeCancelled || entry->progress->isCancelled())
        return;
    entry->progress->cancel();
    entry->cancelTold = true;
    Q_EMIT changed(id);
}

void TaskRunner::cancelAll()
{
    for (const TaskInfo &task : tasks())
        cancel(task.id);
}

void TaskRunner::retry(int id)
{
    const Entry *entry = find(id);
    if (entry && canBeRetried(entry->info))
        start(*entry->work, entry->context, entry->hasContext && !entry->context ? Ended() : entry->ended);
}

void TaskRunner::clearEnded()
{
    std::erase_if(m_entries, [](const auto &entry) { return !entry->isRunning(); });
    Q_EMIT cleared();
}

QList<TaskInfo> TaskRunner::tasks() const
{
    QList<TaskInfo> described;
    described.reserve(qsizetype(m_entries.size()));
    std::transform(m_entries.rbegin(), m_entries.rend(), std::back_inserter(described),
                   [](const auto &entry) { return entry->describe(); });
    return described;
}

std::optional<TaskInfo> TaskRunner::task(int id) const
{
    const Entry *entry = find(id);
    return entry ? std::optional(entry->describe()) : std::nullopt;
}

std::shared_ptr<TaskProgress> TaskRunner::progress(int id) const
{
    const Entry *entry = find(id);
    return entry ? entry->progress : nullptr;
}

int TaskRunner::runningCount() const
{
    return int(std::ranges::count_if(m_entries, [](const auto &entry) { return entry->isRunning(); }));
}

TaskRunner::Entry *TaskRunner::find(int id) const
{
    const auto found = std::ranges::find(m_entries, id, [](const auto &entry) { return entry->info.id; });
    return found == m_entries.end() ? nullptr : found->get();
}

void TaskRunner::tellProgress()
{
    QList<int> moved;
    for (const auto &entry : m_entries) {
        if (entry->isRunning() && entry->hasMoved())
            moved << entry->info.id;
    }
    for (const int id : std::as_const(moved))
        Q_EMIT changed(id);
}

void TaskRunner::finish(int id, const Result<QString> &result)
{
    Entry *entry = find(id);
    entry->info.state = stateOf(result);
    entry->info.outcome = result ? *result : result.error().text;
    entry->info.ended = QDateTime::currentDateTimeUtc();
    if (result)
        entry->work.reset();
    if (!isAnyRunning())
        m_timer.stop();
    const Ended ended = entry->ended;
    const QPointer<QObject> context = entry->context;
    const bool needsContext = entry->hasContext;
    Q_EMIT changed(id); // whoever hears it may clear the entry
    if (ended && (context || !needsContext))
        ended(result);
}

}
