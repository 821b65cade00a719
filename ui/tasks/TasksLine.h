#pragma once

#include <QWidget>

class QProgressBar;
class QToolButton;

namespace gatehouse {

class TaskRunner;

/// The line that stands for the Tasks panel in the status bar: what runs and how far it is, or what failed
/// and nobody saw.
class TasksLine : public QWidget
{
    Q_OBJECT

public:
    explicit TasksLine(const TaskRunner &runner, QWidget *parent = nullptr);

    void tell(int unseenFailures);

Q_SIGNALS:
    void chosen();

private:
    void showProgress();

    const TaskRunner &m_runner;
    QToolButton *m_button;
    QProgressBar *m_bar;
};

}
