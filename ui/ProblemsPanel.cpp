#include "ui/ProblemsPanel.h"

#include "ui/common/CountedProblems.h"
#include "ui/common/Icons.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QTreeWidget>

#include <algorithm>

namespace gatehouse {

namespace {

constexpr int mostRowsByItself = 3; // more when the person makes room

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
    : QWidget(parent)
    , m_list(new QTreeWidget)
    , m_heading(new QToolButton)
    , m_summary(new QLabel)
    , m_accept(new QPushButton(tr("Accept ris&k...")))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 0, 6, 0);
    layout->setSpacing(0);
    layout->addLayout(buildHeading());
    layout->addWidget(m_list, 1);
    buildList();
    showState();
}

void ProblemsPanel::buildList()
{
    m_list->setAccessibleName(tr("Problems"));
    m_list->setHeaderLabels({tr("Severity"), tr("Field"), tr("What to do")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setColumnWidth(0, 100);
    m_list->setColumnWidth(1, 190);
    const auto chooseItem = [this](QTreeWidgetItem *item) { choose(m_list->indexOfTopLevelItem(item)); };
    connect(m_list, &QTreeWidget::itemClicked, this, chooseItem);
    connect(m_list, &QTreeWidget::itemActivated, this, chooseItem);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, &ProblemsPanel::showAcceptable);
    connect(m_accept, &QPushButton::clicked, this, &ProblemsPanel::acceptChosen);
}

QLayout *ProblemsPanel::buildHeading()
{
    m_heading->setText(tr("Problems"));
    m_heading->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_heading->setAutoRaise(true);
    m_heading->setToolTip(tr("Show the list of problems, or fold it"));
    QFont font = m_heading->font();
    font.setBold(true);
    m_heading->setFont(font);
    connect(m_heading, &QToolButton::clicked, this, &ProblemsPanel::unfoldWanted);
    m_summary->setForegroundRole(QPalette::PlaceholderText);
    auto *layout = new QHBoxLayout;
    layout->addWidget(m_heading);
    layout->addWidget(m_summary);
    layout->addStretch();
    layout->addWidget(m_accept);
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
    showState();
}

void ProblemsPanel::setUnfolded(bool unfolded)
{
    m_unfolded = unfolded;
    showState();
}

void ProblemsPanel::showState()
{
    const bool showsList = m_unfolded && !m_problems.isEmpty();
    if (showsList) {
        const int rows = std::min(int(m_problems.size()), mostRowsByItself);
        m_list->setMinimumHeight(m_list->header()->sizeHint().height() +
                                 rows * std::max(0, m_list->sizeHintForRow(0)) + 2 * m_list->frameWidth());
    }
    m_list->setVisible(showsList);
    m_heading->setArrowType(showsList ? Qt::DownArrow : Qt::RightArrow);
    m_summary->setText(m_problems.isEmpty() ? tr("No problems.") : countedProblems(m_problems));
    setSizePolicy(QSizePolicy::Preferred, showsList ? QSizePolicy::Preferred : QSizePolicy::Fixed);
    showAcceptable();
}

/// Offered while there is a risk, and for the one that is chosen.
void ProblemsPanel::showAcceptable()
{
    const auto isRisk = [](const Problem &problem) { return !problem.rule.isEmpty(); };
    m_accept->setVisible(std::ranges::any_of(m_problems, isRisk));
    const QList<QTreeWidgetItem *> chosen = m_list->selectedItems();
    const bool isOne =
        !chosen.isEmpty() && isRisk(m_problems.at(m_list->indexOfTopLevelItem(chosen.first())));
    m_accept->setEnabled(isOne);
    m_accept->setToolTip(
        isOne ? QString()
              : tr("Choose a risk in the list first. What no server could run on cannot be accepted."));
    m_accept->setAccessibleDescription(m_accept->toolTip());
}

void ProblemsPanel::acceptChosen()
{
    Q_EMIT acceptWanted(m_problems.at(m_list->indexOfTopLevelItem(m_list->selectedItems().first())));
}

void ProblemsPanel::choose(int position)
{
    if (position >= 0 && position < m_problems.size())
        Q_EMIT problemChosen(m_problems.at(position).field, m_problems.at(position).row);
}

}
