#include "ui/client/ClientEditor.h"

#include "draft/ClientDraft.h"
#include "ui/client/HistoryTab.h"
#include "ui/client/consent/ConsentPreviewTab.h"
#include "ui/client/consent/ConsentTextsTab.h"
#include "ui/client/form/ClientForm.h"
#include "ui/client/redirects/RedirectsTab.h"
#include "ui/client/scopes/ScopeChoiceTab.h"
#include "ui/client/secrets/SecretsTab.h"
#include "ui/common/LazyWidget.h"

#include <QBoxLayout>
#include <QTabBar>
#include <QTabWidget>

#include <algorithm>

namespace gatehouse {

ClientEditor::ClientEditor(const Workplace &workplace, const EncryptionState &encryption, ClientDraft &draft,
                           ValidationController &validation, QWidget *parent)
    : QWidget(parent)
    , m_workplace(workplace)
    , m_encryption(encryption)
    , m_draft(draft)
    , m_validation(validation)
    , m_tabs(new QTabWidget)
    , m_form(new ClientForm(draft, validation))
{
    styleTabs();
    m_tabs->addTab(m_form, tr("Form"));
    m_secrets = addTab(tr("Secrets"), [this] { return makeSecrets(); });
    m_loginRedirects = addRedirectsTab(ClientField::LoginRedirects);
    m_logoutRedirects = addRedirectsTab(ClientField::LogoutRedirects);
    m_apiScopes = addChoiceTab(ClientField::ApiScopes);
    m_defaultResources = addChoiceTab(ClientField::DefaultResources);
    m_customResources = addChoiceTab(ClientField::CustomResources);
    m_consentTexts = addTab(fieldLabel(ClientField::ConsentTexts), [this] {
        return new ConsentTextsTab(m_workplace.database, m_draft, m_validation);
    });
    addTab(tr("Consent preview"), [this] { return makePreview(); });
    addTab(tr("History"), [this] { return makeHistory(); });

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_tabs);
    connect(m_form, &ClientForm::failed, this, &ClientEditor::failed);
}

void ClientEditor::styleTabs()
{
    m_tabs->setElideMode(Qt::ElideNone);
    m_tabs->setUsesScrollButtons(true);
    auto *style = new CompactTabs;
    style->setParent(this);
    m_tabs->tabBar()->setStyle(style);
    m_tabs->setAccessibleName(tr("Client application"));
}

LazyWidget *ClientEditor::addTab(const QString &title, std::function<QWidget *()> make)
{
    auto *tab = new LazyWidget(std::move(make));
    m_tabs->addTab(tab, title);
    return tab;
}

LazyWidget *ClientEditor::addChoiceTab(ClientField field)
{
    return addTab(fieldLabel(field),
                  [this, field] { return new ScopeChoiceTab(field, m_draft, m_validation); });
}

LazyWidget *ClientEditor::addRedirectsTab(ClientField field)
{
    return addTab(fieldLabel(field),
                  [this, field] { return new RedirectsTab(field, m_draft, m_validation); });
}

ConsentPreviewTab *ClientEditor::makePreview()
{
    auto *preview = new ConsentPreviewTab(m_workplace, m_draft, m_validation);
    connect(preview, &ConsentPreviewTab::failed, this, &ClientEditor::failed);
    connect(preview, &ConsentPreviewTab::saved, this, &ClientEditor::done);
    return preview;
}

HistoryTab *ClientEditor::makeHistory()
{
    auto *history = new HistoryTab(m_workplace.database, m_draft);
    connect(history, &HistoryTab::failed, this, &ClientEditor::failed);
    return history;
}

SecretsTab *ClientEditor::makeSecrets()
{
    auto *secrets = new SecretsTab(m_draft, m_validation, m_workplace, m_encryption);
    connect(secrets, &SecretsTab::failed, this, &ClientEditor::failed);
    return secrets;
}

template<typename Tab>
void ClientEditor::goToRow(LazyWidget *tab, int row)
{
    m_tabs->setCurrentWidget(tab);
    static_cast<Tab *>(tab->content())->focusRow(row);
}

void ClientEditor::goTo(ClientField field, int row)
{
    switch (field) {
    case ClientField::Secrets:
        return goToRow<SecretsTab>(m_secrets, row);
    case ClientField::LoginRedirects:
        return goToRow<RedirectsTab>(m_loginRedirects, row);
    case ClientField::LogoutRedirects:
        return goToRow<RedirectsTab>(m_logoutRedirects, row);
    case ClientField::ApiScopes:
        return goToRow<ScopeChoiceTab>(m_apiScopes, row);
    case ClientField::DefaultResources:
        return goToRow<ScopeChoiceTab>(m_defaultResources, row);
    case ClientField::CustomResources:
        return goToRow<ScopeChoiceTab>(m_customResources, row);
    case ClientField::ConsentTexts:
        return goToRow<ConsentTextsTab>(m_consentTexts, row);
    default:
        m_tabs->setCurrentWidget(m_form);
        m_form->focusField(field);
    }
}

void ClientEditor::addSecret(AddSecretDialog::Storage storage)
{
    m_tabs->setCurrentWidget(m_secrets);
    static_cast<SecretsTab *>(m_secrets->content())->addSecret(storage);
}

namespace {

constexpr int tabSpace = 8; // pixels, both sides together

}

int CompactTabs::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    const int usual = QProxyStyle::pixelMetric(metric, option, widget);
    return metric == PM_TabBarTabHSpace ? std::min(usual, tabSpace) : usual;
}

}
