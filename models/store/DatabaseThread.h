#pragma once

#include "store/Database.h"

#include <QFuture>
#include <QObject>
#include <QThreadPool>
#include <QtConcurrent>

#include <optional>

namespace gatehouse {

/// Runs database work on a thread of its own with one connection, in the order in which it is asked for, so
/// that the window never waits. Results come back as futures; take them with `.then(context, …)`.
class DatabaseThread : public QObject
{
    Q_OBJECT

public:
    explicit DatabaseThread(QObject *parent = nullptr);
    ~DatabaseThread() override;

    /// Closes what was open and opens the database at url, which it makes when missing. Rechecks problems
    /// that time changed.
    QFuture<Result<void>> open(const DatabaseUrl &url);

    /// Runs `work(Database &)`, which gives a Result, on the database's thread.
    template<typename Work>
    auto run(Work work) -> QFuture<std::invoke_result_t<Work, Database &>>
    {
        using Outcome = std::invoke_result_t<Work, Database &>;
        return QtConcurrent::run(&m_pool, [this, work = std::move(work)]() mutable -> Outcome {
            if (!m_database)
                return std::unexpected(notOpen());
            return work(*m_database);
        });
    }

private:
    static Error notOpen();

    QThreadPool m_pool;
    std::optional<Database> m_database; ///< touched on the pool's one thread alone
};

}
