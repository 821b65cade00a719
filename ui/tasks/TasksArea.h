#pragma once

#include <QObject>

#include <functional>

class QAction;
class QSplitter;
class QStatusBar;

namespace gatehouse {

class TaskRunner;
class TasksLine;
class TasksPanel;
struct TaskInfo;

/// The window's part that has to do with tasks: a line in the status bar that shows how far they are, the
/// Tasks panel, which is made when it is first opened, and the question before closing.
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
    enum class For { Closing, OtherDatabase };
    /// Goes on at once when no task runs; else asks, and goes on after they were told to stop.
    void leave(For what, std::function<void()> then);

Q_SIGNALS:
    void recordsChanged(); ///< by a task that is done

private:
    void showPanel(bool shown);
    void noteChanged(int id);
    void announce(const TaskInfo &task);
    void showLine();
    void openPanel();

    TaskRunner &m_runner;
    QSplitter &m_place;
    QWidget *m_window;
    QAction *m_toggle;
    TasksLine *m_line;
    TasksPanel *m_panel = nullptr; ///< null: not needed yet
    bool m_silent = false;
    int m_unseenFailures = 0; ///< since the panel was last in sight
};

}
