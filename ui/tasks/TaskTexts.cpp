#include "ui/tasks/TaskTexts.h"

#include "services/tasks/TaskPace.h"

#include <QCoreApplication>
#include <QLocale>

namespace gatehouse {

namespace {

struct TaskText
{
    Q_DECLARE_TR_FUNCTIONS(TaskTexts)
};

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
    return durationText(std::chrono::milliseconds(from.msecsTo(to)));
}

}
