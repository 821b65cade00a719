#pragma once

#include "domain/Problem.h"

#include <QWidget>

class QTabWidget;

namespace gatehouse {

class ClientDraft;
class ClientForm;
class ConsentPreviewTab;
class ConsentTextsTab;
class DatabaseThread;
class RedirectsTab;
class ScopeChoiceTab;
class SecretsTab;
class ValidationController;
struct Error;

/// The tabs of one client application.
class ClientEditor : public QWidget
{
    Q_OBJECT

public:
    ClientEditor(DatabaseThread &database, ClientDraft &draft, ValidationController &validation,
                 QWidget *parent = nullptr);

    /// Shows the tab and puts the focus on the field or row.
    void goTo(ClientField field, int row = -1);
    void addSecret();

Q_SIGNALS:
    void failed(const Error &error);
    void done(const QString &text);

private:
    void addTabs();

    QTabWidget *m_tabs;
    ClientForm *m_form;
    SecretsTab *m_secrets;
    RedirectsTab *m_loginRedirects;
    RedirectsTab *m_logoutRedirects;
    ScopeChoiceTab *m_apiScopes;
    ScopeChoiceTab *m_defaultResources;
    ScopeChoiceTab *m_customResources;
    ConsentTextsTab *m_consentTexts;
    ConsentPreviewTab *m_preview;
};

}
