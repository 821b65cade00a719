#pragma once

#include <QObject>
#include <QTimer>

#include <functional>

class QAction;
class QSplitter;
class QStatusBar;
class QToolButton;

namespace gatehouse {

class TaskRunner;
class TasksPanel;
struct TaskInfo;

/// The window's part that has to do with tasks: the Tasks panel, which is made when it is first needed and
/// appears by itself beside a first task that takes a while, the hint in the status bar and the question
/// before closing.
class TasksArea : public QObject
{
    Q_OBJECT

public:
    /// The panel comes last in `place`; the window is the parent of them all.
    TasksArea(TaskRunner &runner, QSplitter &place, QStatusBar &statusBar, QWidget *window);

    QAction *toggleAction() const { return m_toggle; }
    bool isAnyRunning() const;
    /// Tells nothing while the window is locked.
    void setSilent(bool silent);
    /// Goes on at once when no task runs; else asks, and goes on after they were told to stop.
    void leave(std::function<void()> then);

Q_SIGNALS:
    void recordsChanged(); ///< by a task that is done

private:
    void showPanel(bool shown);
    void noteAdded();
    void noteChanged(int id);
    void announce(const TaskInfo &task);
    void showHint();
    void openPanel();

    TaskRunner &m_runner;
    QSplitter &m_place;
    QStatusBar &m_statusBar;
    QWidget *m_window;
    QAction *m_toggle;
    TasksPanel *m_panel = nullptr; ///< null: not needed yet
    QToolButton *m_hint = nullptr;
    QTimer m_patience;
    bool m_hasAppeared = false;
    bool m_silent = false;
    int m_unseenFailures = 0; ///< since the panel was last in sight
};

}
