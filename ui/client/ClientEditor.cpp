#include "ui/client/ClientEditor.h"

#include "ui/client/ApiScopesTab.h"
#include "ui/client/ClientDraft.h"
#include "ui/client/ClientForm.h"
#include "ui/client/RedirectsTab.h"
#include "ui/client/SecretsTab.h"

#include <QBoxLayout>
#include <QTabWidget>

namespace gatehouse {

ClientEditor::ClientEditor(ClientDraft &draft, ValidationController &validation, QWidget *parent)
    : QWidget(parent)
    , m_tabs(new QTabWidget)
    , m_form(new ClientForm(draft, validation))
    , m_secrets(new SecretsTab(draft, validation))
    , m_loginRedirects(new RedirectsTab(ClientField::LoginRedirects, draft, validation))
    , m_logoutRedirects(new RedirectsTab(ClientField::LogoutRedirects, draft, validation))
    , m_apiScopes(new ApiScopesTab(draft, validation))
{
    m_tabs->setAccessibleName(tr("Client application"));
    m_tabs->addTab(m_form, tr("Form"));
    m_tabs->addTab(m_secrets, tr("Secrets"));
    m_tabs->addTab(m_loginRedirects, fieldLabel(ClientField::LoginRedirects));
    m_tabs->addTab(m_logoutRedirects, fieldLabel(ClientField::LogoutRedirects));
    m_tabs->addTab(m_apiScopes, fieldLabel(ClientField::ApiScopes));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_tabs);
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
