#include "ui/tasks/TaskTexts.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace gatehouse {

namespace {

struct TaskText
{
    Q_DECLARE_TR_FUNCTIONS(TaskTexts)
};

constexpr qint64 minute = 60;
constexpr qint64 hour = 60 * minute;
constexpr qint64 showTenthsBelow = 10; // seconds

QString runningText(const TaskInfo &task)
{
    if (task.cancelAsked)
        return TaskText::tr("Stopping");
    if (task.total <= 0)
        return TaskText::tr("Running");
    return TaskText::tr("%1 %").arg(QLocale().toString(qint64(task.done) * 100 / task.total));
}

}

QString taskStateText(const TaskInfo &task)
{
    switch (task.state) {
    case TaskState::Running:
        return runningText(task);
    case TaskState::Done:
        return TaskText::tr("Done");
    case TaskState::Failed:
        return TaskText::tr("Failed");
    case TaskState::Cancelled:
        return TaskText::tr("Cancelled");
    }
    return {};
}

QString timeTakenText(const QDateTime &from, const QDateTime &to)
{
    const QLocale locale;
    const qint64 milliseconds = std::max<qint64>(0, from.msecsTo(to)); // the clock may have been set back
    const qint64 seconds = milliseconds / 1000;
    if (seconds < showTenthsBelow)
        return TaskText::tr("%1 s").arg(locale.toString(double(milliseconds) / 1000, 'f', 1));
    if (seconds < minute)
        return TaskText::tr("%1 s").arg(locale.toString(seconds));
    if (seconds < hour)
        return TaskText::tr("%1 min %2 s")
            .arg(locale.toString(seconds / minute), locale.toString(seconds % minute));
    return TaskText::tr("%1 h %2 min")
        .arg(locale.toString(seconds / hour), locale.toString(seconds % hour / minute));
}

}
