#include "ui/transfer/ImportPlanView.h"

#include "ui/common/DetailLabel.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace gatehouse {

ImportPlanView::ImportPlanView(const QString &chooseAll, const QString &chooseNone, QWidget *parent)
    : QWidget(parent)
    , m_model(new ImportPlanModel(this))
    , m_tree(new QTreeView)
    , m_summary(new QLabel)
    , m_choices{choiceButton(chooseAll, &ImportPlanModel::takeAll),
                choiceButton(chooseNone, &ImportPlanModel::takeNone)}
{
    buildTree();
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);

    auto *head = new QHBoxLayout;
    head->addWidget(m_summary, 1);
    for (QPushButton *button : m_choices)
        head->addWidget(button);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(head);
    layout->addWidget(m_tree, 1);
    layout->addWidget(new DetailLabel(*m_tree, ImportPlanModel::Happens));
}

QPushButton *ImportPlanView::choiceButton(const QString &text, void (ImportPlanModel::*choose)())
{
    auto *button = new QPushButton(text);
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, m_model, choose);
    return button;
}

void ImportPlanView::buildTree()
{
    m_tree->setModel(m_model);
    m_tree->setAccessibleName(tr("What happens"));
    m_tree->setUniformRowHeights(true);
    m_tree->setAlternatingRowColors(true);
    m_tree->setWordWrap(false);
    m_tree->header()->resizeSection(ImportPlanModel::What, 320);
    m_tree->setMinimumHeight(m_tree->fontMetrics().height() * 6);
}

void ImportPlanView::setPlan(std::shared_ptr<const ImportPlan> plan, const PlanDetails &details, bool isSame)
{
    const QModelIndex index = m_tree->currentIndex();
    const int current = index.parent().isValid() ? index.parent().row() : index.row();
    const int looksAt = m_tree->verticalScrollBar()->value();
    m_model->setPlan(std::move(plan), details);
    for (const int row : details.keys())
        m_tree->expand(m_model->index(row, ImportPlanModel::What));
    m_tree->setCurrentIndex(m_model->index(isSame ? current : -1, ImportPlanModel::What));
    m_tree->verticalScrollBar()->setValue(isSame ? looksAt : 0);
}

void ImportPlanView::setSummary(const QString &text)
{
    m_summary->setText(text);
}

void ImportPlanView::setChoosable(bool choosable)
{
    m_model->setChoosable(choosable);
    for (QPushButton *button : m_choices)
        button->setEnabled(choosable);
}

QString ImportPlanView::countsText(const ImportPlan &plan)
{
    QStringList counts;
    for (const auto status : {ImportStatus::New, ImportStatus::Changed, ImportStatus::Unchanged,
                              ImportStatus::Skipped, ImportStatus::Conflict, ImportStatus::Refused}) {
        if (const int count = plan.count(status))
            counts << tr("%1: %2").arg(importStatusLabel(status), QLocale().toString(count));
    }
    return counts.join(u", "_s);
}

}
