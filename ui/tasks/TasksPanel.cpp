#include "ui/tasks/TasksPanel.h"

#include "services/tasks/TaskRunner.h"
#include "ui/common/DetailLabel.h"
#include "ui/common/Icons.h"
#include "ui/tables/RowStyle.h"
#include "ui/tasks/TaskListModel.h"

#include <QApplication>
#include <QBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QTableView>
#include <QToolButton>

namespace gatehouse {

namespace {

constexpr int rowsShown = 3;

}

TasksPanel::TasksPanel(TaskRunner &runner, QWidget *parent)
    : QWidget(parent)
    , m_runner(runner)
    , m_model(new TaskListModel(runner, this))
    , m_table(new QTableView)
    , m_cancel(makeButton("dialog-cancel", tr("Cancel"), tr("Cancel task"), &TasksPanel::cancelChosen))
    , m_retry(makeButton("view-refresh", tr("Retry"), tr("Retry task"), &TasksPanel::retryChosen))
    , m_clear(makeButton("edit-clear-history", tr("Clear"), tr("Clear ended tasks"), &TasksPanel::clearEnded))
{
    buildTable();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 2, 6, 6);
    layout->setSpacing(2);
    layout->addLayout(buildHeading());
    layout->addWidget(m_table, 1);
    layout->addWidget(new DetailLabel(*m_table, TaskListModel::Outcome, TaskListModel::WhyNotRole));
    setTabOrder({m_table, m_cancel, m_retry, m_clear});

    connect(&runner, &TaskRunner::added, this, &TasksPanel::point);
    connect(&runner, &TaskRunner::changed, this, [this](int id) {
        if (const auto task = m_runner.task(id); task && task->state == TaskState::Failed)
            point(id);
        showState();
    });
    connect(&runner, &TaskRunner::cleared, this, &TasksPanel::showState);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &TasksPanel::showState);
    m_table->selectRow(0);
    showState();
}

QSize TasksPanel::sizeHint() const
{
    const int more = (rowsShown - 1) * m_table->verticalHeader()->defaultSectionSize();
    return {QWidget::sizeHint().width(), minimumSizeHint().height() + more};
}

QLayout *TasksPanel::buildHeading()
{
    auto *heading = new QLabel(tr("Tasks"));
    QFont font = heading->font();
    font.setBold(true);
    heading->setFont(font);
    auto *layout = new QHBoxLayout;
    layout->addWidget(heading);
    layout->addStretch();
    for (QToolButton *button : {m_cancel, m_retry, m_clear})
        layout->addWidget(button);
    return layout;
}

void TasksPanel::buildTable()
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Tasks"));
    m_table->setSelectionMode(QTableView::SingleSelection);
    m_table->setItemDelegateForColumn(TaskListModel::Progress, new TaskProgressDelegate(m_table));
    styleRows(*m_table);
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionResizeMode(TaskListModel::Outcome, QHeaderView::Stretch);
    m_table->setColumnWidth(TaskListModel::Task, 260);
    m_table->setColumnWidth(TaskListModel::Progress, 130);
    m_table->setColumnWidth(TaskListModel::Time, 90);
    const int rowHeight = m_table->verticalHeader()->defaultSectionSize();
    m_table->setMinimumHeight(header->sizeHint().height() + rowHeight);
}

QToolButton *TasksPanel::makeButton(const char *icon, const QString &text, const QString &accessibleName,
                                    void (TasksPanel::*act)())
{
    auto *button = new QToolButton;
    button->setIcon(icons::themed(icon));
    button->setText(text);
    button->setAccessibleName(accessibleName);
    button->setToolTip(accessibleName);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    connect(button, &QToolButton::clicked, this, act);
    return button;
}

void TasksPanel::takeFocus()
{
    m_table->setFocus(Qt::OtherFocusReason);
}

const TaskInfo *TasksPanel::chosen() const
{
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() ? &m_model->rowAt(current.row()) : nullptr;
}

void TasksPanel::point(int id)
{
    const QWidget *focus = focusWidget();
    const bool isUsed = focus && focus->hasFocus() && m_table->currentIndex().isValid();
    if (!isUsed)
        m_table->selectRow(m_model->rowOf(id));
}

/// A button that turns disabled would hand the keyboard to whatever comes next.
void TasksPanel::cancelChosen()
{
    takeFocus();
    if (const TaskInfo *task = chosen())
        m_runner.cancel(task->id);
}

void TasksPanel::retryChosen()
{
    takeFocus();
    if (const TaskInfo *task = chosen())
        m_runner.retry(task->id);
    m_table->selectRow(0);
}

void TasksPanel::clearEnded()
{
    takeFocus();
    m_runner.clearEnded();
}

void TasksPanel::showState()
{
    const TaskInfo *task = chosen();
    m_cancel->setEnabled(task && task->state == TaskState::Running && task->canBeCancelled &&
                         !task->cancelAsked);
    m_retry->setEnabled(task && canBeRetried(*task));
    m_clear->setEnabled(m_model->rowCount() > m_runner.runningCount());
}

namespace {

constexpr int roomAroundBar = 3;

}

void TaskProgressDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const
{
    const QVariant percent = index.data(TaskListModel::PercentRole);
    if (percent.isNull())
        return QStyledItemDelegate::paint(painter, option, index);

    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &cell, painter, cell.widget);

    QStyleOptionProgressBar bar;
    bar.initFrom(cell.widget);
    bar.rect = cell.rect.adjusted(roomAroundBar, roomAroundBar, -roomAroundBar, -roomAroundBar);
    bar.palette = cell.palette;
    bar.state = cell.state | QStyle::State_Horizontal;
    bar.maximum = 100;
    bar.progress = std::max(0, percent.toInt());
    bar.text = cell.text;
    bar.textVisible = true;
    bar.textAlignment = Qt::AlignCenter;
    style->drawControl(QStyle::CE_ProgressBar, &bar, painter, cell.widget);
}

}
