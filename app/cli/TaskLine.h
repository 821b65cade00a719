#pragma once

#include "domain/Error.h"
#include "domain/Progress.h"
#include "services/tasks/Task.h"

#include <QElapsedTimer>

#include <memory>

namespace gatehouse::cli {

/// How a task goes, on standard error: a bar on a terminal, else a line every few seconds; a short task shows
/// nothing. While there is one, the first Ctrl+C (SIGINT) or SIGTERM cancels the task instead of ending the
/// program, the second ends it. One at a time.
class TaskLine
{
public:
    /// Where the work writes its data: on the same terminal it leaves no room for a bar.
    enum class Data { Elsewhere, OnStandardOutput };

    explicit TaskLine(Data data = Data::Elsewhere);
    ~TaskLine();
    Q_DISABLE_COPY_MOVE(TaskLine)

    /// The task, or the next part of it, begins. Gives what the work has to tell its progress to, on this
    /// thread; false once it has to stop.
    Progress step(const QString &title);

    /// Whether a signal asked the one that there is to stop.
    static bool isStopAsked();

    /// Runs a task on this thread and gives what came of it.
    static Result<QString> run(const TaskWork &work);

private:
    void show(int done, int total);
    void drawBar(int done, int total);
    void printLine(int done, int total);
    void eraseBar();
    QString paceOf(int done, int total) const;

    struct Signals;

    QString m_title;
    bool m_drawsBar;
    bool m_isDrawn = false;
    QElapsedTimer m_clock;
    qint64 m_stepBegan = 0; ///< milliseconds of the clock
    qint64 m_nextShown;     ///< milliseconds of the clock
    std::unique_ptr<Signals> m_signals;
};

}
