#include "ui/ProblemsPanel.h"

#include "ui/common/Icons.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>

namespace gatehouse {

namespace {

constexpr int leastRowsShown = 2;

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
    const int headerHeight = m_list->header()->sizeHint().height();
    m_list->setMinimumHeight(headerHeight + leastRowsShown * fontMetrics().height() +
                             2 * m_list->frameWidth());

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 2, 6, 2);
    layout->setSpacing(2);
    layout->addLayout(buildHeading());
    layout->addWidget(m_list, 1);
    layout->addStretch();

    const auto chooseItem = [this](QTreeWidgetItem *item) { choose(m_list->indexOfTopLevelItem(item)); };
    connect(m_list, &QTreeWidget::itemClicked, this, chooseItem);
    connect(m_list, &QTreeWidget::itemActivated, this, chooseItem);
    m_list->hide();
}

QLayout *ProblemsPanel::buildHeading()
{
    auto *heading = new QLabel(tr("Problems"));
    QFont font = heading->font();
    font.setBold(true);
    heading->setFont(font);
    auto *layout = new QHBoxLayout;
    layout->addWidget(heading);
    layout->addSpacing(heading->fontMetrics().averageCharWidth());
    layout->addWidget(m_empty);
    layout->addStretch();
    return layout;
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
