#include "ui/client/ClientEditor.h"

#include "ui/client/ClientDraft.h"
#include "ui/client/ClientForm.h"
#include "ui/client/CompactTabs.h"
#include "ui/client/ConsentPreviewTab.h"
#include "ui/client/ConsentTextsTab.h"
#include "ui/client/RedirectsTab.h"
#include "ui/client/ScopeChoiceTab.h"
#include "ui/client/SecretsTab.h"

#include <QBoxLayout>
#include <QTabBar>
#include <QTabWidget>

namespace gatehouse {

ClientEditor::ClientEditor(DatabaseThread &database, ClientDraft &draft, ValidationController &validation,
                           QWidget *parent)
    : QWidget(parent)
    , m_tabs(new QTabWidget)
    , m_form(new ClientForm(draft, validation))
    , m_secrets(new SecretsTab(draft, validation))
    , m_loginRedirects(new RedirectsTab(ClientField::LoginRedirects, draft, validation))
    , m_logoutRedirects(new RedirectsTab(ClientField::LogoutRedirects, draft, validation))
    , m_apiScopes(new ScopeChoiceTab(ClientField::ApiScopes, draft, validation))
    , m_defaultResources(new ScopeChoiceTab(ClientField::DefaultResources, draft, validation))
    , m_customResources(new ScopeChoiceTab(ClientField::CustomResources, draft, validation))
    , m_consentTexts(new ConsentTextsTab(database, draft, validation))
    , m_preview(new ConsentPreviewTab(draft, validation))
{
    addTabs();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_tabs);
    connect(m_form, &ClientForm::failed, this, &ClientEditor::failed);
    connect(m_preview, &ConsentPreviewTab::failed, this, &ClientEditor::failed);
    connect(m_preview, &ConsentPreviewTab::saved, this, &ClientEditor::done);
}

void ClientEditor::addTabs()
{
    m_tabs->setElideMode(Qt::ElideNone);
    m_tabs->setUsesScrollButtons(true);
    auto *style = new CompactTabs;
    style->setParent(this);
    m_tabs->tabBar()->setStyle(style);
    m_tabs->setAccessibleName(tr("Client application"));
    m_tabs->addTab(m_form, tr("Form"));
    m_tabs->addTab(m_secrets, tr("Secrets"));
    m_tabs->addTab(m_loginRedirects, fieldLabel(ClientField::LoginRedirects));
    m_tabs->addTab(m_logoutRedirects, fieldLabel(ClientField::LogoutRedirects));
    m_tabs->addTab(m_apiScopes, fieldLabel(ClientField::ApiScopes));
    m_tabs->addTab(m_defaultResources, fieldLabel(ClientField::DefaultResources));
    m_tabs->addTab(m_customResources, fieldLabel(ClientField::CustomResources));
    m_tabs->addTab(m_consentTexts, fieldLabel(ClientField::ConsentTexts));
    m_tabs->addTab(m_preview, tr("Consent preview"));
}

void ClientEditor::goTo(ClientField field, int row)
{
    switch (field) {
    case ClientField::Secrets:
        m_tabs->setCurrentWidget(m_secrets);
        return m_secrets->focusRow(row);
    case ClientField::LoginRedirects:
        m_tabs->setCurrentWidget(m_loginRedirects);
        return m_loginRedirects->focusRow(row);
    case ClientField::LogoutRedirects:
        m_tabs->setCurrentWidget(m_logoutRedirects);
        return m_logoutRedirects->focusRow(row);
    case ClientField::ApiScopes:
        m_tabs->setCurrentWidget(m_apiScopes);
        return m_apiScopes->focusRow(row);
    case ClientField::DefaultResources:
        m_tabs->setCurrentWidget(m_defaultResources);
        return m_defaultResources->focusRow(row);
    case ClientField::CustomResources:
        m_tabs->setCurrentWidget(m_customResources);
        return m_customResources->focusRow(row);
    case ClientField::ConsentTexts:
        m_tabs->setCurrentWidget(m_consentTexts);
        return m_consentTexts->focusRow(row);
    default:
        m_tabs->setCurrentWidget(m_form);
        m_form->focusField(field);
    }
}

void ClientEditor::addSecret()
{
    m_tabs->setCurrentWidget(m_secrets);
    m_secrets->addSecret();
}

}
