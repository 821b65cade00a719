#pragma once

#include <QStyledItemDelegate>
#include <QWidget>

class QLayout;
class QTableView;
class QToolButton;

namespace gatehouse {

class TaskListModel;
class TaskRunner;
struct TaskInfo;

/// Running and ended tasks with their progress, and what can be done with the chosen one.
class TasksPanel : public QWidget
{
    Q_OBJECT

public:
    explicit TasksPanel(TaskRunner &runner, QWidget *parent = nullptr);

    /// No higher than needed, because it comes beneath a page that is at work; where there is no room, a row
    /// is enough.
    QSize sizeHint() const override;
    void takeFocus();

private:
    QLayout *buildHeading();
    void buildTable();
    QToolButton *makeButton(const char *icon, const QString &text, const QString &accessibleName,
                            void (TasksPanel::*act)());
    void cancelChosen();
    void retryChosen();
    void clearEnded();
    /// Makes the task's row the chosen one, unless somebody is at work here.
    void point(int id);
    void showState();
    const TaskInfo *chosen() const;

    TaskRunner &m_runner;
    TaskListModel *m_model;
    QTableView *m_table;
    QToolButton *m_cancel;
    QToolButton *m_retry;
    QToolButton *m_clear;
};

/// Draws a bar for a task that runs; the others show their icon and text.
class TaskProgressDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
};

}
