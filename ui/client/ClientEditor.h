#pragma once

#include "domain/rules/Problem.h"
#include "ui/client/secrets/AddSecretDialog.h"

#include <QHash>
#include <QWidget>

#include <functional>

namespace gatehouse {

class ClientDraft;
class ClientForm;
class ConsentPreviewTab;
class EncryptionState;
class HistoryTab;
class LazyWidget;
class ListedTabs;
class SecretsTab;
class ServersTab;
class TabMarks;
class TryItTab;
class ValidationController;
struct ChangeNotice;
struct Error;
struct Workplace;

/// The tabs of one client application.
class ClientEditor : public QWidget
{
    Q_OBJECT

public:
    ClientEditor(const Workplace &workplace, const EncryptionState &encryption, ClientDraft &draft,
                 ValidationController &validation, QWidget *parent = nullptr);

    /// Shows the tab and puts the focus on the field or row.
    void goTo(ClientField field, int row = -1);
    void addSecret(AddSecretDialog::Storage storage);
    /// What others did is in the history.
    void follow(const ChangeNotice &notice);

Q_SIGNALS:
    void failed(const Error &error);
    void done(const QString &text);
    void clientWanted(const QString &clientId); ///< another one is to be opened
    void serversWanted();                       ///< the page where servers are added

private:
    LazyWidget *addTab(const QString &title, std::function<QWidget *()> make);
    /// A tab that is about that field alone, of a class with focusRow().
    template<typename Tab>
    LazyWidget *addTabOf(ClientField field, std::function<Tab *()> make);
    void addRedirectsTab(ClientField field);
    void addChoiceTab(ClientField field);
    void addKeysTab();
    ConsentPreviewTab *makePreview();
    HistoryTab *makeHistory();
    SecretsTab *makeSecrets();
    TryItTab *makeTryIt();
    ServersTab *makeServers();

    const Workplace &m_workplace;
    const EncryptionState &m_encryption;
    ClientDraft &m_draft;
    ValidationController &m_validation;
    ListedTabs *m_tabs;
    TabMarks *m_marks;
    ClientForm *m_form;
    LazyWidget *m_secrets = nullptr;
    HistoryTab *m_history = nullptr;                            ///< once it is seen
    QHash<ClientField, std::function<void(int row)>> m_goToRow; ///< of fields with a tab of their own
};

}
