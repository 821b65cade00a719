#include "ui/client/ClientEditor.h"

#include "draft/ClientDraft.h"
#include "store/watch/ChangeNotice.h"
#include "ui/client/HistoryTab.h"
#include "ui/client/TabMarks.h"
#include "ui/client/consent/ConsentPreviewTab.h"
#include "ui/client/consent/ConsentTextsTab.h"
#include "ui/client/form/ClientForm.h"
#include "ui/client/keys/KeysTab.h"
#include "ui/client/othersettings/OtherSettingsTab.h"
#include "ui/client/redirects/RedirectsTab.h"
#include "ui/client/scopes/ScopeChoiceTab.h"
#include "ui/client/secrets/SecretsTab.h"
#include "ui/client/servers/ServersTab.h"
#include "ui/client/tryit/TryItTab.h"
#include "ui/layout/LazyWidget.h"
#include "ui/layout/ListedTabs.h"

#include <QBoxLayout>
#include <QScrollArea>

namespace gatehouse {

namespace {

/// So that no tab makes the window larger than a screen.
QScrollArea *scrolling(QWidget *content)
{
    auto *area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QScrollArea::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(content);
    for (QWidget *part : {area->viewport(), content})
        part->setAutoFillBackground(false);
    return area;
}

}

ClientEditor::ClientEditor(const Workplace &workplace, const EncryptionState &encryption, ClientDraft &draft,
                           ValidationController &validation, QWidget *parent)
    : QWidget(parent)
    , m_workplace(workplace)
    , m_encryption(encryption)
    , m_draft(draft)
    , m_validation(validation)
    , m_tabs(new ListedTabs)
    , m_marks(new TabMarks(m_tabs->list(), draft, validation))
    , m_form(new ClientForm(draft, validation))
{
    m_tabs->setAccessibleName(tr("Client application"));
    m_tabs->addTab(m_form, tr("Form"));
    m_secrets = addTabOf<SecretsTab>(ClientField::Secrets, [this] { return makeSecrets(); });
    addKeysTab();
    addRedirectsTab(ClientField::LoginRedirects);
    addRedirectsTab(ClientField::LogoutRedirects);
    addChoiceTab(ClientField::ApiScopes);
    addChoiceTab(ClientField::DefaultResources);
    addChoiceTab(ClientField::CustomResources);
    addTabOf<ConsentTextsTab>(ClientField::ConsentTexts, [this] {
        return new ConsentTextsTab(m_workplace.database, m_draft, m_validation);
    });
    addTab(tr("Consent preview"), [this] { return makePreview(); });
    addTabOf<ServersTab>(ClientField::OnServers, [this] { return makeServers(); });
    addTabOf<OtherSettingsTab>(ClientField::OtherSettings,
                               [this] { return new OtherSettingsTab(m_draft, m_validation); });
    addTab(tr("Try it"), [this] { return makeTryIt(); });
    addTab(tr("History"), [this] { return makeHistory(); });

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_tabs);
    connect(m_form, &ClientForm::failed, this, &ClientEditor::failed);
}

LazyWidget *ClientEditor::addTab(const QString &title, std::function<QWidget *()> make)
{
    auto *content = new LazyWidget(std::move(make));
    m_tabs->addTab(scrolling(content), title);
    return content;
}

template<typename Tab>
LazyWidget *ClientEditor::addTabOf(ClientField field, std::function<Tab *()> make)
{
    LazyWidget *content = addTab(fieldLabel(field), std::move(make));
    const int tab = m_tabs->count() - 1;
    m_marks->setTabOf(field, tab);
    m_goToRow.insert(field, [this, content, tab](int row) {
        m_tabs->setCurrentIndex(tab);
        static_cast<Tab *>(content->content())->focusRow(row);
    });
    return content;
}

void ClientEditor::addChoiceTab(ClientField field)
{
    addTabOf<ScopeChoiceTab>(field,
                             [this, field] { return new ScopeChoiceTab(field, m_draft, m_validation); });
}

void ClientEditor::addRedirectsTab(ClientField field)
{
    addTabOf<RedirectsTab>(field, [this, field] { return new RedirectsTab(field, m_draft, m_validation); });
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
    m_history = new HistoryTab(m_workplace.database, m_draft);
    connect(m_history, &HistoryTab::failed, this, &ClientEditor::failed);
    return m_history;
}

void ClientEditor::follow(const ChangeNotice &notice)
{
    if (m_history && notice.isAboutRecord(m_draft.stored().key))
        m_history->lookAgain();
}

ServersTab *ClientEditor::makeServers()
{
    auto *servers = new ServersTab(m_workplace.database, m_draft, m_validation);
    connect(servers, &ServersTab::failed, this, &ClientEditor::failed);
    connect(servers, &ServersTab::serversWanted, this, &ClientEditor::serversWanted);
    return servers;
}

SecretsTab *ClientEditor::makeSecrets()
{
    auto *secrets = new SecretsTab(m_draft, m_validation, m_workplace, m_encryption);
    connect(secrets, &SecretsTab::failed, this, &ClientEditor::failed);
    return secrets;
}

TryItTab *ClientEditor::makeTryIt()
{
    auto *tryIt = new TryItTab(m_workplace, m_draft, m_validation);
    connect(tryIt, &TryItTab::failed, this, &ClientEditor::failed);
    connect(tryIt, &TryItTab::serversWanted, this, &ClientEditor::serversWanted);
    connect(tryIt, &TryItTab::clientWanted, this, &ClientEditor::clientWanted);
    connect(tryIt, &TryItTab::fieldWanted, this, [this](ClientField field) { goTo(field); });
    return tryIt;
}

/// The JWKS URI stands there, too.
void ClientEditor::addKeysTab()
{
    LazyWidget *content = addTabOf<KeysTab>(ClientField::Keys, [this] {
        auto *keys = new KeysTab(m_draft, m_validation, m_workplace);
        connect(keys, &KeysTab::failed, this, &ClientEditor::failed);
        return keys;
    });
    m_goToRow.insert(ClientField::JwksUri, [this, content](int) {
        m_goToRow.value(ClientField::Keys)(-1);
        static_cast<KeysTab *>(content->content())->focusUri();
    });
}

void ClientEditor::goTo(ClientField field, int row)
{
    if (const auto goToRow = m_goToRow.value(field))
        return goToRow(row);
    m_tabs->setCurrentWidget(m_form);
    m_form->focusField(field, row);
}

void ClientEditor::addSecret(AddSecretDialog::Storage storage)
{
    m_goToRow.value(ClientField::Secrets)(-1);
    static_cast<SecretsTab *>(m_secrets->content())->addSecret(storage);
}

}
