#include "ui/client/ApiScopesTab.h"

#include "ui/client/ClientDraft.h"
#include "ui/client/ScopeChoiceModel.h"
#include "ui/client/ValidationController.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>

namespace gatehouse {

ApiScopesTab::ApiScopesTab(ClientDraft &draft, ValidationController &validation, QWidget *parent)
    : QWidget(parent)
    , m_draft(draft)
    , m_validation(validation)
    , m_model(new ScopeChoiceModel(draft, validation, this))
    , m_list(new QTableView)
    , m_note(new QLabel)
{
    m_list->setModel(m_model);
    m_list->setAccessibleName(fieldLabel(ClientField::ApiScopes));
    m_list->setSelectionBehavior(QTableView::SelectRows);
    m_list->setTabKeyNavigation(false);
    m_list->verticalHeader()->hide();
    m_list->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_list->horizontalHeader()->setStretchLastSection(true);
    m_list->setColumnWidth(ScopeChoiceModel::Name, 220);
    m_list->setColumnWidth(ScopeChoiceModel::Title, 220);
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_note);
    layout->addWidget(m_list, 1);
    connect(&validation, &ValidationController::validated, this, &ApiScopesTab::showState);
    showState();
}

void ApiScopesTab::showState()
{
    const rules::FieldState state = m_validation.stateOf(ClientField::ApiScopes);
    const bool editable = m_draft.isOpen() && state.isEditable();
    m_list->setEnabled(editable);
    m_note->setText(editable || !m_draft.isOpen()
                        ? tr("Check what the client application may ask for. More scopes are added on the "
                             "page API scopes.")
                        : tr("%1 The scopes are kept, but not exported.").arg(state.reason));
}

void ApiScopesTab::focusRow(int row)
{
    const QStringList chosen = m_draft.normalized().apiScopes;
    const int shown = row >= 0 && row < chosen.size() ? m_model->rowOf(chosen.at(row)) : 0;
    m_list->setCurrentIndex(m_model->index(shown, ScopeChoiceModel::Name));
    m_list->setFocus(Qt::OtherFocusReason);
}

}
