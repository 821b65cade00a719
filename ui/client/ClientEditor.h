#pragma once

#include "domain/rules/Problem.h"
#include "ui/client/secrets/AddSecretDialog.h"

#include <QProxyStyle>
#include <QWidget>

#include <functional>

class QTabWidget;

namespace gatehouse {

class ClientDraft;
class ClientForm;
class ConsentPreviewTab;
class EncryptionState;
class HistoryTab;
class LazyWidget;
class SecretsTab;
class ValidationController;
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

Q_SIGNALS:
    void failed(const Error &error);
    void done(const QString &text);

private:
    LazyWidget *addTab(const QString &title, std::function<QWidget *()> make);
    LazyWidget *addChoiceTab(ClientField field);
    LazyWidget *addRedirectsTab(ClientField field);
    ConsentPreviewTab *makePreview();
    HistoryTab *makeHistory();
    SecretsTab *makeSecrets();
    void styleTabs();
    /// Shows the tab of that class and puts the focus on the row.
    template<typename Tab>
    void goToRow(LazyWidget *tab, int row);

    const Workplace &m_workplace;
    const EncryptionState &m_encryption;
    ClientDraft &m_draft;
    ValidationController &m_validation;
    QTabWidget *m_tabs;
    ClientForm *m_form;
    LazyWidget *m_secrets;
    LazyWidget *m_loginRedirects;
    LazyWidget *m_logoutRedirects;
    LazyWidget *m_apiScopes;
    LazyWidget *m_defaultResources;
    LazyWidget *m_customResources;
    LazyWidget *m_consentTexts;
};

/// The desktop's style with less room beside the labels of tabs, so that nine of them fit a window of 1280
/// pixels.
class CompactTabs : public QProxyStyle
{
    Q_OBJECT

public:
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
};

}
