#pragma once

#include "domain/ClientField.h"
#include "ui/records/FieldForm.h"

class QBoxLayout;

namespace gatehouse {

class ClientDraft;
class FieldLayout;
class FormBinder;
class KeyComboBox;
class LogoField;
class OriginsEdit;
struct Error;
class ValidationController;

/// The tab Form: all single values of a client application, in groups. What everybody fills in comes first,
/// or stands in the first of two columns.
class ClientForm : public FieldForm
{
    Q_OBJECT

public:
    ClientForm(ClientDraft &draft, ValidationController &validation, QWidget *parent = nullptr);

    /// Puts the keyboard focus on the field's widget, where it shows that row of a list; false when the field
    /// is not on this tab.
    bool focusField(ClientField field, int row = -1);

Q_SIGNALS:
    void failed(const Error &error); ///< a logo was refused

private:
    QWidget *mainColumn();
    QWidget *moreColumn();
    void addBasics(FieldLayout &rows);
    void addAccess(FieldLayout &rows);
    void addTokens(FieldLayout &rows);
    void addConsent(FieldLayout &rows);
    static FieldLayout &group(const QString &title, QLayout &column);
    /// For what few need. It is remembered under `name` whether it is folded.
    static FieldLayout &foldingGroup(const QString &title, const QString &name, QLayout &column);
    void resizeEvent(QResizeEvent *event) override;
    void addText(FieldLayout &rows, ClientField field, const QString &label, const QString &help);
    void addFlag(FieldLayout &rows, ClientField field, const QString &label, const QString &help);
    void addCombo(FieldLayout &rows, ClientField field, const QString &label, KeyComboBox *combo,
                  const QString &help);
    void addDescription(FieldLayout &rows);
    void addAuthentication(FieldLayout &rows);
    void addCorsOrigins(FieldLayout &rows);
    void addLifetimes(FieldLayout &rows);
    void addPages(FieldLayout &rows);
    void addContacts(FieldLayout &rows);
    void showUsers();

    ValidationController &m_validation;
    KeyComboBox *m_grantType;
    KeyComboBox *m_identity;
    KeyComboBox *m_authentication;
    OriginsEdit *m_origins;
    LogoField *m_logo;
    QBoxLayout *m_columns;
    FormBinder *m_binder;
};

}
