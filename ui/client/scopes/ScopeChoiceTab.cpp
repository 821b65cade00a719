#include "ui/client/scopes/ScopeChoiceTab.h"

#include "draft/ClientDraft.h"
#include "ui/client/ValidationController.h"
#include "ui/client/scopes/ScopeChoiceModel.h"
#include "ui/tables/RowStyle.h"
#include "ui/tables/Selection.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>

namespace gatehouse {

ScopeChoiceTab::ScopeChoiceTab(ClientField field, ClientDraft &draft, ValidationController &validation,
                               QWidget *parent)
    : QWidget(parent)
    , m_field(field)
    , m_draft(draft)
    , m_validation(validation)
    , m_model(new ScopeChoiceModel(field, draft, validation, this))
    , m_list(new QTableView)
    , m_note(new QLabel)
{
    buildList();
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_note);
    layout->addWidget(m_list, 1);
    layout->addStretch();
    connect(&validation, &ValidationController::validated, this, &ScopeChoiceTab::showState);
    showState();
}

void ScopeChoiceTab::buildList()
{
    m_list->setModel(m_model);
    keepSelection(*m_list, *m_model,
                  [this](int row) { return m_model->index(row, ScopeChoiceModel::Name).data().toString(); });
    m_list->setAccessibleName(fieldLabel(m_field));
    styleRows(*m_list);
    const bool isDefault = m_field == ClientField::DefaultResources;
    for (const int column : {ScopeChoiceModel::Title, ScopeChoiceModel::Details})
        m_list->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    m_list->setColumnWidth(ScopeChoiceModel::Name, isDefault ? 120 : 220);
    if (isDefault) { // five rows, one of them with many claims
        m_list->setWordWrap(true);
        m_list->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    }
    if (m_field != ClientField::ApiScopes)
        m_list->setColumnWidth(ScopeChoiceModel::State, isDefault ? 110 : 210);
}

QString ScopeChoiceTab::help() const
{
    switch (m_field) {
    case ClientField::DefaultResources:
        return tr("Check what the client application may know about the user who signs in. Each resource "
                  "stands for the claims beside it.");
    case ClientField::CustomResources:
        return m_model->rowCount() == 0
                   ? tr("No custom resources yet. Add one on the page Custom resources: a name, and the "
                        "claims that it shares. Then check it here.")
                   : tr("Check what else the client application may know about the user. Add more resources "
                        "on the page Custom resources.");
    default:
        return tr("Check what the client application may ask for. Add more scopes on the page "
                  "API scopes.");
    }
}

void ScopeChoiceTab::showState()
{
    const rules::FieldState state = m_validation.stateOf(m_field);
    const bool editable = m_draft.isOpen() && state.isEditable();
    m_list->setEnabled(editable);
    m_list->setToolTip(state.reason);
    m_list->setVisible(m_model->rowCount() > 0);
    if (editable || !m_draft.isOpen())
        m_note->setText(help());
    else if (m_field == ClientField::ApiScopes)
        m_note->setText(tr("%1 The scopes are kept, but not exported.").arg(state.reason));
    else
        m_note->setText(tr("%1 The resources are kept, but not exported.").arg(state.reason));
}

void ScopeChoiceTab::focusRow(int row)
{
    const QStringList chosen = fieldValue(m_draft.normalized(), m_field).toStringList();
    const int shown = row >= 0 && row < chosen.size() ? m_model->rowOf(chosen.at(row)) : 0;
    m_list->setCurrentIndex(m_model->index(shown, ScopeChoiceModel::Name));
    m_list->setFocus(Qt::OtherFocusReason);
}

}
