#include "ui/servers/TakePlanView.h"

#include "domain/servers/ClientView.h"
#include "ui/tables/MergeTable.h"
#include "ui/transfer/ImportPlanView.h"

#include <QBoxLayout>
#include <QLabel>
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
    , m_view(new ImportPlanView(tr("Choose ever&y one"), tr("C&hoose none")))
    , m_model(m_view->model())
    , m_fields(new QWidget)
    , m_merge(new MergeTable(tr("Fields of the client application"), takeWords()))
{
    m_model.setSource(tr("On the server"), tr("The rest of the server"));
    build();
    connect(&m_model, &ImportPlanModel::choiceChanged, this, &TakePlanView::chosen);
    connect(m_view->tree().selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &TakePlanView::showFields);
    connect(&m_merge->mergeModel(), &MergeModel::chosen, this, &TakePlanView::takeFieldChoice);
    showFields();
}

void TakePlanView::build()
{
    auto *parts = new QSplitter(Qt::Vertical);
    parts->addWidget(m_view);
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

void TakePlanView::setPlan(std::shared_ptr<const TakePlan> plan, const PlanDetails &details, bool isSame)
{
    m_plan = std::move(plan);
    m_view->setPlan(m_plan ? std::shared_ptr<const ImportPlan>(m_plan, &m_plan->import) : nullptr, details,
                    isSame);
    if (!isSame)
        selectFirst();
    m_view->setSummary(summary());
    showFields();
}

/// What waits for a choice comes first to the eye.
void TakePlanView::selectFirst()
{
    const QStringList open = m_plan ? m_plan->openConflicts() : QStringList();
    int row = 0;
    while (!open.isEmpty() && m_model.clientIdAt(m_model.index(row, ImportPlanModel::What)) != open.first())
        ++row;
    m_view->tree().setCurrentIndex(m_model.index(row, ImportPlanModel::What));
}

/// Not anew while somebody chooses in them.
void TakePlanView::showFields()
{
    const QString clientId = currentId();
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
    m_merges.insert(currentId().toLower(), m_shown);
    Q_EMIT chosen();
}

QString TakePlanView::currentId() const
{
    return m_model.clientIdAt(m_view->tree().currentIndex());
}

const ClientChoice &TakePlanView::choice() const
{
    return m_model.choice();
}

void TakePlanView::forgetChoice()
{
    m_model.forgetChoice();
    m_merges.clear();
}

void TakePlanView::setChoosable(bool choosable)
{
    m_view->setChoosable(choosable);
    m_merge->mergeModel().setChoosable(choosable);
}

QString TakePlanView::summary() const
{
    if (!m_plan)
        return tr("Show the plan, to see here what would change. Nothing is changed before you take it.");
    const QString counts = ImportPlanView::countsText(m_plan->import);
    const QString text = counts.isEmpty() ? tr("No client applications.") : counts + u'.';
    return m_plan->openConflicts().isEmpty() ? text
                                             : text + u' ' +
                                                   tr("Both sides changed something: choose in each "
                                                      "conflict, or leave its client application out.");
}

}
