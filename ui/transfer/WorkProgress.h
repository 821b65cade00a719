#pragma once

#include "services/Progress.h"

#include <QTimer>
#include <QWidget>

#include <atomic>
#include <memory>

class QProgressBar;

namespace gatehouse {

/// Bar and Cancel button of one piece of work on another thread. Hidden when nothing is under way.
class WorkProgress : public QWidget
{
    Q_OBJECT

public:
    explicit WorkProgress(QWidget *parent = nullptr);
    ~WorkProgress() override;

    /// Shows the bar, empty. Gives what the work has to tell its progress to, from any thread, even after
    /// this is gone.
    Progress begin(const QString &title);
    void end();
    void cancel();
    bool isActive() const { return m_state != nullptr; }

private:
    struct State
    {
        std::atomic<int> done = 0;
        std::atomic<int> total = 0; ///< 0: not known yet
        std::atomic<bool> cancelled = false;
    };

    void showState();

    QProgressBar *m_bar;
    QTimer m_timer;
    std::shared_ptr<State> m_state;
};

}
