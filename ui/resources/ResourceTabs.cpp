#include "ui/resources/ResourceTabs.h"

#include "draft/ClaimTable.h"
#include "draft/TranslationTable.h"
#include "ui/common/Icons.h"
#include "ui/common/ReadOnlyGuard.h"
#include "ui/records/CellDelegate.h"
#include "ui/records/EditTable.h"
#include "ui/records/HelpLabel.h"
#include "ui/tables/Selection.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

ClaimsTab::ClaimsTab(ClaimTable &claims, QWidget *parent)
    : RecordPart(parent)
    , m_claims(claims)
    , m_add(new QPushButton(icons::themed("list-add"), tr("&Add claim")))
    , m_remove(new QPushButton(icons::themed("list-remove"), tr("Re&move claim")))
    , m_table(new EditTable(tr("Claims")))
    , m_empty(
          new QLabel(tr("No claims yet. Add one: it is shared with client applications that are given this "
                        "custom resource.")))
{
    ReadOnlyGuard::keepsInDraft(*this);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    buildTable();

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(buttons);
    layout->addWidget(m_empty);
    layout->addWidget(m_table, 1);
    layout->addStretch();

    connect(m_add, &QPushButton::clicked, this, &ClaimsTab::add);
    connect(m_remove, &QPushButton::clicked, this, &ClaimsTab::removeSelected);
    connect(m_table, &EditTable::deletePressed, this, &ClaimsTab::removeSelected);
    connect(&m_claims, &QAbstractItemModel::modelReset, this, &ClaimsTab::showState);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ClaimsTab::showState);
    showState();
}

void ClaimsTab::buildTable()
{
    auto *delegate = new CellDelegate(m_table);
    connect(delegate, &CellDelegate::closeEditor, this, &RecordPart::typingEnded);
    m_table->setModel(&m_claims);
    m_table->setItemDelegate(delegate);
    m_table->setSelectionBehavior(QTableView::SelectRows);
    keepSelection(*m_table, m_claims);
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionResizeMode(ClaimTable::ProblemText, QHeaderView::Stretch);
    header->resizeSection(ClaimTable::Claim, 140);
    header->resizeSection(ClaimTable::Source, 125);
    header->resizeSection(ClaimTable::Value, 140);
}

void ClaimsTab::add()
{
    m_claims.insertRow(m_claims.rowCount());
    editCell(m_claims.index(m_claims.rowCount() - 1, ClaimTable::Claim));
}

void ClaimsTab::removeSelected()
{
    const QList<int> rows = selectedRows(*m_table);
    if (rows.isEmpty())
        return;
    m_claims.removeRowsAt(rows);
    const int next = std::min(std::ranges::min(rows), m_claims.rowCount() - 1);
    m_table->setCurrentIndex(m_claims.index(next, ClaimTable::Claim));
    m_table->isHidden() ? m_add->setFocus() : m_table->setFocus();
}

void ClaimsTab::editCell(const QModelIndex &cell)
{
    m_table->setFocus(Qt::OtherFocusReason);
    m_table->selectionModel()->setCurrentIndex(cell, QItemSelectionModel::ClearAndSelect |
                                                         QItemSelectionModel::Rows);
    m_table->edit(cell);
}

void ClaimsTab::showState()
{
    const bool isEmpty = m_claims.rowCount() == 0;
    m_table->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
    m_remove->setEnabled(m_table->selectionModel()->hasSelection());
}

bool ClaimsTab::focusColumn(const QString &column)
{
    if (column != "claims"_L1)
        return false;
    if (const QModelIndex fault = m_claims.firstFault(); fault.isValid())
        editCell(fault);
    else
        m_add->setFocus(Qt::OtherFocusReason);
    return true;
}

TranslationTab::TranslationTab(TranslationTable &texts, QWidget *parent)
    : RecordPart(parent), m_table(new EditTable(tr("Translation")))
{
    auto *delegate = new CellDelegate(m_table);
    m_table->setModel(&texts);
    m_table->setItemDelegate(delegate);
    QHeaderView *header = m_table->horizontalHeader();
    header->resizeSection(TranslationTable::LanguageName, 150);
    header->resizeSection(TranslationTable::Title, 150);
    header->setSectionResizeMode(TranslationTable::Description, QHeaderView::Stretch);
    header->resizeSection(TranslationTable::Missing, 150);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(new HelpLabel(
        tr("What end users read when they are asked to share this. Where a text is missing, that of the base "
           "language stands in, then that of the default language, and at last the title on the form.")));
    layout->addWidget(m_table, 1);

    connect(delegate, &CellDelegate::closeEditor, this, &RecordPart::typingEnded);
}

bool TranslationTab::focusColumn(const QString &column)
{
    if (column != "texts"_L1)
        return false;
    m_table->setFocus(Qt::OtherFocusReason);
    return true;
}

}
