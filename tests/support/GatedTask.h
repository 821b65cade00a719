#pragma once

#include "services/tasks/Task.h"

#include <QSemaphore>

#include <atomic>

namespace gatehouse::test {

/// Work that begins, tells that 1 of 3 is done, and waits until it may go on or has to stop.
struct GatedTask
{
    QSemaphore begun;
    QSemaphore open;
    std::atomic<int> runs = 0;

    TaskWork work(const QString &title = QStringLiteral("Wait"))
    {
        return {.title = title, .run = [this](const Progress &progress) -> Result<QString> {
                    ++runs;
                    progress(1, 3);
                    begun.release();
                    while (!open.tryAcquire(1, 1)) {
                        if (!progress(1, 3))
                            return fail(Error::Kind::Cancelled,
                                        QStringLiteral("Cancelled. Nothing was changed."));
                    }
                    progress(3, 3);
                    return QStringLiteral("Went through.");
                }};
    }
};

inline TaskWork failingTask(const QString &text)
{
    return {.title = QStringLiteral("Fail"), .run = [text](const Progress &) -> Result<QString> {
                return fail(Error::Kind::Unreachable, text);
            }};
}

}
