#pragma once

#include "store/Database.h"
#include "store/Outage.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace gatehouse {

/// A future whose answer never comes while it is being asked for, and never before the answer to what the
/// same thread was asked earlier. QFuture calls a continuation at once when the result is there already, in
/// the middle of the function that asks, and only sometimes.
template<typename T>
class DatabaseReply : public QFuture<T>
{
public:
    explicit DatabaseReply(const QFuture<T> &future) : QFuture<T>(future) {}

    /// Calls `answer(const T &)` from the event loop of the thread of `context`, unless that is gone by then.
    template<typename Answer>
    void then(QObject *context, Answer answer)
    {
        const auto isAsking = std::make_shared<std::atomic_bool>(true);
        QFuture<T>::then(context, [context, isAsking, answer = std::move(answer)](const T &result) mutable {
            // Else the event loop calls this already, and with another turn of it later answers came first.
            if (*isAsking) {
                QMetaObject::invokeMethod(
                    context, [answer = std::move(answer), result]() mutable { answer(result); },
                    Qt::QueuedConnection);
            } else {
                answer(result);
            }
        });
        *isAsking = false;
    }
};

/// Runs database work on a thread of its own with one connection, in the order in which it is asked for, so
/// that the window never waits. Take what comes back with `.then(context, …)`. A server that does not answer
/// any more is asked again by itself until it does, with everything left as it is; meanwhile what is wanted
/// of it is tried, too, and refused.
class DatabaseThread : public QObject
{
    Q_OBJECT

public:
    explicit DatabaseThread(QObject *parent = nullptr);
    ~DatabaseThread() override;

    /// Closes what was open and opens the database at url, which it makes when missing. Rechecks problems
    /// that time changed.
    DatabaseReply<Result<void>> open(const DatabaseUrl &url) { return open(url, {}); }
    /// The same unless `check` refuses, before anything is made.
    using Check = std::function<Result<void>()>;
    DatabaseReply<Result<void>> open(const DatabaseUrl &url, const Check &check);
    /// Opens anew what was lost(), once it is there again. Makes none.
    DatabaseReply<Result<void>> reopen(const DatabaseUrl &url);

    /// Whether nothing is being done, and nothing waits for it.
    bool isIdle() const { return m_pool.activeThreadCount() == 0; }
    /// Between unanswered() and answered().
    bool isAway() const { return m_isAway; }
    /// Of the database that is open or being opened: for other connections to it, and when it is asked again.
    std::shared_ptr<Outage> outage() const { return m_outage; }
    /// Database::which() of the one that was opened last, for other connections to it; empty: none was.
    QString which() const;
    /// Asks a server that does not answer at once.
    void tryNow() { m_outage->hurry(); }
    /// Whatever waits for the server is given up, so that a window can close.
    void giveUp() { m_outage->giveUp(); }

    /// Runs `work(Database &)`, which gives a Result, on the database's thread.
    template<typename Work>
    auto run(Work work) -> DatabaseReply<std::invoke_result_t<Work, Database &>>
    {
        using Outcome = std::invoke_result_t<Work, Database &>;
        return start<Outcome>([this, work = std::move(work)]() mutable -> Outcome {
            if (!m_database)
                return std::unexpected(notOpen());
            if (const auto there = reachServer(); !there)
                return std::unexpected(there.error());
            auto outcome = work(*m_database);
            lookAtDatabase();
            return outcome;
        });
    }

Q_SIGNALS:
    /// The file of the database was removed or replaced. Nothing is written any more until it is open again.
    void lost(const gatehouse::Error &error);
    /// What was lost is in its place again, and is worked with as before. Looked for until then.
    void found();
    /// The server does not answer, each time that it was asked in vain.
    void unanswered(const gatehouse::Error &why);
    /// It answers again. It is the same database, in which others may have worked meanwhile.
    void answered();
    /// Whether it can be written to is otherwise than before.
    void accessChanged();

private:
    /// Not QtConcurrent::run(): whoever waits for its future takes a task that has not begun out of the queue
    /// and runs it on the waiting thread, where the connection cannot be used.
    template<typename Outcome, typename Task>
    DatabaseReply<Outcome> start(Task task)
    {
        QPromise<Outcome> promise;
        promise.start();
        DatabaseReply<Outcome> reply(promise.future());
        m_pool.start([promise = std::move(promise), task = std::move(task)]() mutable {
            promise.addResult(task());
            promise.finish();
        });
        return reply;
    }

    static Error notOpen();
    void renewOutage();
    Result<void> take(const DatabaseUrl &url, Database::IfMissing ifMissing,
                      const std::shared_ptr<Outage> &outage);
    Result<void> reachServer();
    Result<void> askServer();
    void lookAtDatabase();
    bool isSame();
    void seek();
    bool isStillLost();
    void tellAccess();
    void followOutage();
    void tryAgain();

    std::shared_ptr<Outage> m_outage;
    mutable std::mutex m_mutex;
    QString m_which; ///< guarded by the mutex
    QTimer m_again;
    QTimer m_seeking; ///< while it is lost
    bool m_isAway = false;
    bool m_isTrying = false;
    QThreadPool m_pool;
    std::optional<Database> m_database; ///< touched on the pool's one thread alone, as all below
    bool m_isLost = false;
    QString m_whyReadOnly;
};

}
