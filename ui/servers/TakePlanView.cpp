#include "ui/servers/TakePlanView.h"

#include "ui/common/DetailLabel.h"
#include "ui/transfer/ImportPlanModel.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace gatehouse {

TakePlanView::TakePlanView(QWidget *parent)
    : QWidget(parent), m_summary(new QLabel), m_model(new ImportPlanModel(this)), m_tree(new QTreeView)
{
    build();
    connect(m_model, &ImportPlanModel::choiceChanged, this, &TakePlanView::chosen);
}

void TakePlanView::build()
{
    m_model->setSource(tr("On the server"), tr("The rest of the server"));
    m_tree->setModel(m_model);
    m_tree->setAccessibleName(tr("What happens"));
    m_tree->setUniformRowHeights(true);
    m_tree->setAlternatingRowColors(true);
    m_tree->setWordWrap(false);
    m_tree->header()->resizeSection(ImportPlanModel::What, 320);
    m_tree->setMinimumHeight(m_tree->fontMetrics().height() * 6);
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);

    auto *head = new QHBoxLayout;
    head->addWidget(m_summary, 1);
    const auto addChoice = [&](const QString &text, void (ImportPlanModel::*choose)()) {
        auto *button = new QPushButton(text);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, m_model, choose);
        head->addWidget(button);
        m_choices << button;
    };
    addChoice(tr("Choose ever&y one"), &ImportPlanModel::takeAll);
    addChoice(tr("C&hoose none"), &ImportPlanModel::takeNone);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(head);
    layout->addWidget(m_tree, 1);
    layout->addWidget(new DetailLabel(*m_tree, ImportPlanModel::Happens));
}

void TakePlanView::setPlan(std::shared_ptr<const TakePlan> plan, const PlanDetails &details, bool isSame)
{
    const int looksAt = isSame ? m_tree->verticalScrollBar()->value() : 0;
    const QModelIndex index = m_tree->currentIndex();
    const int current = index.parent().isValid() ? index.parent().row() : index.row();
    m_plan = std::move(plan);
    m_model->setPlan(m_plan ? std::shared_ptr<const ImportPlan>(m_plan, &m_plan->import) : nullptr, details);
    for (const int shown : details.keys())
        m_tree->expand(m_model->index(shown, ImportPlanModel::What));
    m_tree->setCurrentIndex(m_model->index(isSame ? current : 0, ImportPlanModel::What));
    m_tree->verticalScrollBar()->setValue(looksAt);
    m_summary->setText(summary());
}

const ClientChoice &TakePlanView::choice() const
{
    return m_model->choice();
}

void TakePlanView::forgetChoice()
{
    m_model->forgetChoice();
}

void TakePlanView::setChoosable(bool choosable)
{
    m_model->setChoosable(choosable);
    for (QPushButton *button : std::as_const(m_choices))
        button->setEnabled(choosable);
}

QString TakePlanView::summary() const
{
    if (!m_plan)
        return tr("Show the plan, to see here what would change. Nothing is changed before you take it.");
    QStringList counts;
    for (const auto status : {ImportStatus::New, ImportStatus::Changed, ImportStatus::Unchanged,
                              ImportStatus::Skipped, ImportStatus::Conflict, ImportStatus::Refused}) {
        if (const int count = m_plan->import.count(status))
            counts << tr("%1: %2").arg(importStatusLabel(status), QLocale().toString(count));
    }
    return counts.isEmpty() ? tr("No client applications.") : counts.join(u", "_s) + u'.';
}

}
