#pragma once

#include "domain/ClientField.h"

#include <QHash>
#include <QObject>

class QWidget;

namespace gatehouse {

class ClientDraft;
class FieldForm;
class HelpLabel;
class OriginsEdit;
class TypingFilter;
class ValidationController;

/// Ties a form's widgets to the row of the draft with the plain fields, and to the tables of short lists. The
/// line beneath each shows its help, or the problem when there is one, or why it does not apply.
///
/// Not a QDataWidgetMapper: that writes when a widget is left, and here the rules judge each key; and it
/// shows what the row holds, while a form shows what would be saved, so that a field that does not apply is
/// seen without its value and keeps it.
class FormBinder : public QObject
{
    Q_OBJECT

public:
    FormBinder(FieldForm &form, ClientDraft &draft, ValidationController &validation);

    /// Shows what a row as Problem::row counts them is among.
    void showOriginsOf(int row);

private:
    void bind(ClientField field, QWidget *widget);
    void write(ClientField field, const QVariant &value);
    void writeList(ClientField field, const QStringList &texts);
    void bindOrigins(ClientField field, OriginsEdit *origins);
    void showOrigins(ClientField field, OriginsEdit &origins);
    void show();
    QVariant shownValue(ClientField field);
    void showValue(ClientField field, QWidget *widget);
    void showState(ClientField field, QWidget *widget);
    void showHelp(ClientField field, HelpLabel &help);

    ClientDraft &m_draft;
    ValidationController &m_validation;
    TypingFilter *m_typing;
    bool m_showing = false;
    int m_subject = -1; ///< of the draft when it was last shown
    QHash<ClientField, QWidget *> m_widgets;
    QHash<ClientField, HelpLabel *> m_helps;
};

}
