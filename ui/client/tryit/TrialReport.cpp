#include "ui/client/tryit/TrialReport.h"

#include "ui/client/tryit/ClaimsModel.h"
#include "ui/client/tryit/ExplanationView.h"
#include "ui/client/tryit/TrialStepsModel.h"
#include "ui/common/DetailLabel.h"
#include "ui/common/MessageBar.h"
#include "ui/tables/RowStyle.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QTableView>

#include <algorithm>

namespace gatehouse {

namespace {

constexpr int mostRowsShown = 12;
constexpr int charactersOfName = 22;
constexpr int charactersOfValue = 36;

/// As high as its rows, so that what surrounds it scrolls and not each table by itself.
void fitHeight(QTableView &table)
{
    const int rows = std::clamp(table.model()->rowCount(), 1, mostRowsShown);
    table.setFixedHeight(table.horizontalHeader()->sizeHint().height() +
                         rows * table.verticalHeader()->defaultSectionSize() + 2 * table.frameWidth());
}

QWidget *withDetail(QTableView *table, int column)
{
    auto *part = new QWidget;
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins({});
    layout->addWidget(table);
    layout->addWidget(new DetailLabel(*table, column));
    return part;
}

void emptyOut(QLayout &layout)
{
    while (QLayoutItem *item = layout.takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
}

}

TrialReport::TrialReport(DatabaseThread &database, ClientDraft &draft, ValidationController &validation,
                         QWidget *parent)
    : QWidget(parent)
    , m_database(database)
    , m_draft(draft)
    , m_validation(validation)
    , m_outcome(new MessageBar)
    , m_stepModel(new TrialStepsModel(this))
    , m_claimModel(new ClaimsModel(this))
    , m_refusals(new QVBoxLayout)
{
    m_outcome->setCloseButtonVisible(false);
    QTableView *steps = buildTable(m_stepModel, tr("Steps"));
    steps->setItemDelegate(new SeverityDelegate(TrialStepsModel::SeverityRole, steps));
    QTableView *claims = buildTable(m_claimModel, tr("Claims"));
    claims->setItemDelegate(new SeverityDelegate(ClaimsModel::SeverityRole, claims));
    claims->setColumnWidth(ClaimsModel::Value, fontMetrics().averageCharWidth() * charactersOfValue);
    claims->setToolTip(tr("Ctrl+C copies the cell. The tokens themselves are not kept."));
    m_steps = withDetail(steps, TrialStepsModel::Text);
    m_claims = withDetail(claims, ClaimsModel::Value);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_outcome);
    layout->addWidget(m_steps);
    layout->addLayout(m_refusals);
    layout->addWidget(m_claims);
    showState();
}

QTableView *TrialReport::buildTable(QAbstractItemModel *model, const QString &name)
{
    auto *table = new QTableView;
    table->setModel(model);
    table->setAccessibleName(name);
    styleRows(*table);
    table->setSelectionMode(QTableView::SingleSelection);
    table->horizontalHeader()->setStretchLastSection(true);
    for (int column = 0; column < 2; ++column)
        table->setColumnWidth(column, fontMetrics().averageCharWidth() * charactersOfName);
    connect(model, &QAbstractItemModel::modelReset, this, [this, table] {
        fitHeight(*table);
        showState();
    });
    return table;
}

void TrialReport::begin(explain::JudgedAs server, const QString &serverName)
{
    clear();
    m_judgedAs = server;
    m_serverName = serverName;
}

void TrialReport::clear()
{
    m_outcome->dismiss();
    m_stepModel->setRows({});
    m_claimModel->clear();
    emptyOut(*m_refusals);
}

void TrialReport::setStep(const trial::StepReport &report)
{
    m_stepModel->setStep(report);
}

void TrialReport::addToken(const trial::Token &token)
{
    m_claimModel->add(token);
}

void TrialReport::addRefusal(const trial::Refusal &refusal)
{
    auto *text = new MessageBar;
    text->setCloseButtonVisible(false);
    m_refusals->addWidget(text);
    text->showText(MessageBar::Error, refusal.text);
    if (refusal.isExplained)
        addExplanation(refusal);
}

void TrialReport::addExplanation(const trial::Refusal &refusal)
{
    auto *view = new ExplanationView(m_database, m_draft, m_validation);
    view->showAnswer({refusal.sent, m_judgedAs, m_serverName}, refusal.explanation);
    connect(view, &ExplanationView::failed, this, &TrialReport::failed);
    connect(view, &ExplanationView::fieldWanted, this, &TrialReport::fieldWanted);
    connect(view, &ExplanationView::clientWanted, this, &TrialReport::clientWanted);
    m_refusals->addWidget(view);
}

void TrialReport::setOutcome(const Result<QString> &outcome)
{
    if (outcome)
        m_outcome->showText(MessageBar::Positive, *outcome);
    else
        m_outcome->showError(outcome.error());
}

void TrialReport::showState()
{
    m_steps->setVisible(m_stepModel->rowCount() > 0);
    m_claims->setVisible(m_claimModel->rowCount() > 0);
}

}
