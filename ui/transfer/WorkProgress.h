#pragma once

#include "services/tasks/Task.h"

#include <QTimer>
#include <QWidget>

class QProgressBar;

namespace gatehouse {

/// Bar and Cancel button of one piece of work on another thread. Hidden when nothing is under way.
class WorkProgress : public QWidget
{
    Q_OBJECT

public:
    explicit WorkProgress(QWidget *parent = nullptr);
    /// Cancels.
    ~WorkProgress() override;

    /// Shows the bar of work that is no task. Gives what the work has to tell its progress to, from any
    /// thread, even after this is gone.
    Progress begin(const QString &title);
    /// The same for work of several steps, one after the other, each with a bar of its own.
    QList<Progress> begin(const QStringList &titles);
    /// Shows the bar of a task, which stands in the Tasks panel too.
    void watch(const QString &title, std::shared_ptr<TaskProgress> progress);
    void end();
    void cancel();
    /// Cancels unless nothing is under way or that was done before; tells whether it did.
    bool cancelOnce();
    bool isActive() const { return !m_steps.isEmpty(); }

private:
    struct Step
    {
        QString title;
        std::shared_ptr<TaskProgress> progress;
    };

    void watch(const QList<Step> &steps);
    void showState();
    const Step &current() const;

    QProgressBar *m_bar;
    QTimer m_timer;
    QList<Step> m_steps;
};

}
