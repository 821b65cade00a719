#pragma once

#include "domain/Problem.h"

#include <QWidget>

class QTabWidget;

namespace gatehouse {

class ApiScopesTab;
class ClientDraft;
class ClientForm;
class RedirectsTab;
class SecretsTab;
class ValidationController;

/// The tabs of one client application.
class ClientEditor : public QWidget
{
    Q_OBJECT

public:
    ClientEditor(ClientDraft &draft, ValidationController &validation, QWidget *parent = nullptr);

    /// Shows the tab and puts the focus on the field or row.
    void goTo(ClientField field, int row = -1);
    void addSecret();

private:
    QTabWidget *m_tabs;
    ClientForm *m_form;
    SecretsTab *m_secrets;
    RedirectsTab *m_loginRedirects;
    RedirectsTab *m_logoutRedirects;
    ApiScopesTab *m_apiScopes;
};

}
