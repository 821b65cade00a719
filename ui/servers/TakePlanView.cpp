#include "ui/servers/TakePlanView.h"

#include "domain/servers/ClientView.h"
#include "ui/common/DetailLabel.h"
#include "ui/tables/MergeTable.h"
#include "ui/transfer/ImportPlanModel.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

MergeWords takeWords()
{
    return {.base = TakePlanView::tr("As it was"),
            .here = TakePlanView::tr("Here"),
            .there = TakePlanView::tr("There"),
            .takeHere = TakePlanView::tr("Leave what is here"),
            .takeThere = TakePlanView::tr("Take what is there")};
}

}

TakePlanView::TakePlanView(QWidget *parent)
    : QWidget(parent)
    , m_summary(new QLabel)
    , m_model(new ImportPlanModel(this))
    , m_tree(new QTreeView)
    , m_fields(new QWidget)
    , m_merge(new MergeTable(tr("Fields of the client application"), takeWords()))
{
    build();
    connect(m_model, &ImportPlanModel::choiceChanged, this, &TakePlanView::chosen);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &TakePlanView::showFields);
    connect(&m_merge->mergeModel(), &MergeModel::chosen, this, &TakePlanView::takeFieldChoice);
    showFields();
}

void TakePlanView::build()
{
    auto *parts = new QSplitter(Qt::Vertical);
    parts->addWidget(buildList());
    parts->addWidget(buildFields());
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 2);
    parts->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(parts);
}

QWidget *TakePlanView::buildFields()
{
    auto *label = new QLabel(tr("&Fields:"));
    label->setBuddy(m_merge);
    auto *layout = new QVBoxLayout(m_fields);
    layout->setContentsMargins({});
    layout->addWidget(label);
    layout->addWidget(m_merge, 1);
    return m_fields;
}

QWidget *TakePlanView::buildList()
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
    auto *part = new QWidget;
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins({});
    layout->addLayout(head);
    layout->addWidget(m_tree, 1);
    layout->addWidget(new DetailLabel(*m_tree, ImportPlanModel::Happens));
    return part;
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
    if (isSame)
        m_tree->setCurrentIndex(m_model->index(current, ImportPlanModel::What));
    else
        selectFirst();
    m_tree->verticalScrollBar()->setValue(looksAt);
    m_summary->setText(summary());
    showFields();
}

/// What waits for a choice comes first to the eye.
void TakePlanView::selectFirst()
{
    const QStringList open = m_plan ? m_plan->openConflicts() : QStringList();
    int row = 0;
    while (!open.isEmpty() && m_model->clientIdAt(m_model->index(row, ImportPlanModel::What)) != open.first())
        ++row;
    m_tree->setCurrentIndex(m_model->index(row, ImportPlanModel::What));
}

/// Not anew while somebody chooses in them.
void TakePlanView::showFields()
{
    const QString clientId = m_model->clientIdAt(m_tree->currentIndex());
    const ClientMerge merge = m_plan ? m_plan->merges.value(clientId.toLower()) : ClientMerge();
    if (m_shown != merge) {
        m_shown = merge;
        m_merge->mergeModel().setRows(linesOf(m_shown, view::label, view::text));
    }
    m_fields->setVisible(!merge.parts.isEmpty());
}

void TakePlanView::takeFieldChoice()
{
    takeChoices(m_shown, m_merge->mergeModel().rows());
    m_merges.insert(m_model->clientIdAt(m_tree->currentIndex()).toLower(), m_shown);
    Q_EMIT chosen();
}

const ClientChoice &TakePlanView::choice() const
{
    return m_model->choice();
}

void TakePlanView::forgetChoice()
{
    m_model->forgetChoice();
    m_merges.clear();
}

void TakePlanView::setChoosable(bool choosable)
{
    m_model->setChoosable(choosable);
    m_merge->mergeModel().setChoosable(choosable);
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
    const QString text = counts.isEmpty() ? tr("No client applications.") : counts.join(u", "_s) + u'.';
    return m_plan->openConflicts().isEmpty() ? text
                                             : text + u' ' +
                                                   tr("Both sides changed something: choose in each "
                                                      "conflict, or leave its client application out.");
}

}
