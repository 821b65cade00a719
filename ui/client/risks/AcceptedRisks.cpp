#include "ui/client/risks/AcceptedRisks.h"

#include "draft/ClientDraft.h"
#include "ui/client/risks/AcceptedRiskModel.h"
#include "ui/common/Icons.h"
#include "ui/tables/RowStyle.h"
#include "ui/tables/Selection.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

namespace gatehouse {

namespace {

constexpr int mostRowsShown = 3;

}

AcceptedRisks::AcceptedRisks(ClientDraft &draft, QWidget *parent) : QWidget(parent), m_draft(draft)
{
    connect(&draft, &ClientDraft::changed, this, &AcceptedRisks::showState);
    hide();
    showState();
}

void AcceptedRisks::build()
{
    m_heading = new QToolButton;
    m_heading->setCheckable(true);
    m_heading->setAutoRaise(true);
    m_heading->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_heading->setToolTip(tr("Show what was accepted, by whom and why"));
    m_takeBack = new QPushButton(icons::themed("edit-undo"), tr("Take back"));
    m_takeBack->setToolTip(tr("Let Problems tell it again"));
    m_model = new AcceptedRiskModel(m_draft, this);
    m_list = new QTableView;
    m_list->setModel(m_model);
    m_list->setAccessibleName(tr("Accepted risks"));
    styleRows(*m_list);
    m_list->horizontalHeader()->setSectionResizeMode(AcceptedRiskModel::Reason, QHeaderView::Stretch);
    m_list->setColumnWidth(AcceptedRiskModel::Rule, 200);
    m_list->setColumnWidth(AcceptedRiskModel::Value, 220);

    auto *top = new QHBoxLayout;
    top->addWidget(m_heading);
    top->addStretch();
    top->addWidget(m_takeBack);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 0, 6, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_list);
    connect(m_heading, &QToolButton::toggled, this, &AcceptedRisks::showState);
    connect(m_takeBack, &QPushButton::clicked, this, &AcceptedRisks::takeBack);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &AcceptedRisks::showState);
    connect(m_model, &QAbstractItemModel::modelReset, this, &AcceptedRisks::showState);
}

void AcceptedRisks::takeBack()
{
    m_model->takeBack(selectedRows(*m_list));
}

void AcceptedRisks::showState()
{
    const int count = m_draft.isOpen() ? int(m_draft.typed().acceptedRisks.size()) : 0;
    if (count > 0 && !m_heading)
        build();
    setVisible(count > 0);
    if (!m_heading)
        return;
    const bool isUnfolded = m_heading->isChecked();
    m_heading->setText(tr("Accepted risks: %1").arg(count));
    m_heading->setArrowType(isUnfolded ? Qt::DownArrow : Qt::RightArrow);
    m_list->setVisible(isUnfolded);
    m_takeBack->setVisible(isUnfolded);
    m_takeBack->setEnabled(m_list->selectionModel()->hasSelection());
    const int rows = std::min(count, mostRowsShown) * m_list->verticalHeader()->defaultSectionSize();
    m_list->setFixedHeight(m_list->horizontalHeader()->sizeHint().height() + rows + 2 * m_list->frameWidth());
}

}
