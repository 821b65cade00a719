#include "ui/ProblemsPanel.h"

#include "ui/common/Icons.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>

namespace gatehouse {

namespace {

QString severityText(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return ProblemsPanel::tr("Error");
    case Severity::Warning:
        return ProblemsPanel::tr("Warning");
    case Severity::Advice:
        return ProblemsPanel::tr("Advice");
    }
    return {};
}

}

ProblemsPanel::ProblemsPanel(QWidget *parent)
    : QWidget(parent), m_list(new QTreeWidget), m_empty(new QLabel(tr("No problems.")))
{
    m_list->setAccessibleName(tr("Problems"));
    m_list->setHeaderLabels({tr("Severity"), tr("Field"), tr("What to do")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setColumnWidth(0, 100);
    m_list->setColumnWidth(1, 190);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setAlignment(Qt::AlignCenter);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 0, 6, 6);
    layout->addWidget(m_list);
    layout->addWidget(m_empty, 1);

    const auto chooseItem = [this](QTreeWidgetItem *item) { choose(m_list->indexOfTopLevelItem(item)); };
    connect(m_list, &QTreeWidget::itemClicked, this, chooseItem);
    connect(m_list, &QTreeWidget::itemActivated, this, chooseItem);
    m_list->hide();
}

void ProblemsPanel::setProblems(const QList<Problem> &problems)
{
    if (problems == m_problems)
        return;
    m_problems = problems;
    m_list->clear();
    for (const Problem &problem : problems) {
        auto *item = new QTreeWidgetItem(
            m_list, {severityText(problem.severity), fieldLabel(problem.field), problem.text});
        item->setIcon(0, icons::of(problem.severity));
        item->setToolTip(2, problem.text);
    }
    m_list->setVisible(!problems.isEmpty());
    m_empty->setVisible(problems.isEmpty());
}

void ProblemsPanel::choose(int position)
{
    if (position >= 0 && position < m_problems.size())
        Q_EMIT problemChosen(m_problems.at(position).field, m_problems.at(position).row);
}

}
