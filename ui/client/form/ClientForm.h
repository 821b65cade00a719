#pragma once

#include "domain/ClientField.h"
#include "ui/records/FieldForm.h"

namespace gatehouse {

class ClientDraft;
class FieldLayout;
class FormBinder;
class KeyComboBox;
class LogoField;
struct Error;
class ValidationController;

/// The tab Form: all single values of a client application, in groups.
class ClientForm : public FieldForm
{
    Q_OBJECT

public:
    ClientForm(ClientDraft &draft, ValidationController &validation, QWidget *parent = nullptr);

    /// Puts the keyboard focus on the field's widget; false when the field is not on this tab.
    bool focusField(ClientField field);

Q_SIGNALS:
    void failed(const Error &error); ///< a logo was refused

private:
    QWidget *generalColumn();
    QWidget *signInColumn();
    FieldLayout &group(const QString &title, QWidget *column);
    void addText(FieldLayout &rows, ClientField field, const QString &label, const QString &help);
    void addFlag(FieldLayout &rows, ClientField field, const QString &label, const QString &help);
    void addCombo(FieldLayout &rows, ClientField field, const QString &label, KeyComboBox *combo,
                  const QString &help);
    void showUsers();

    ValidationController &m_validation;
    KeyComboBox *m_grantType;
    KeyComboBox *m_identity;
    LogoField *m_logo;
    FormBinder *m_binder;
};

}
