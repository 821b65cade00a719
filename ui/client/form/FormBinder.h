#pragma once

#include "domain/ClientField.h"

#include <QHash>
#include <QObject>

class QWidget;

namespace gatehouse {

class ClientDraft;
class HelpLabel;
class TypingFilter;
class ValidationController;

/// Ties a form's widgets to the row of the draft with the plain fields. A widget names its field by the
/// property `column`; beneath it a label of the same `hint` property shows the help line, or the problem when
/// there is one.
///
/// Not a QDataWidgetMapper: that writes when a widget is left, and here the rules judge each key; and it
/// shows what the row holds, while a form shows what would be saved, so that a field that does not apply is
/// seen without its value and keeps it.
class FormBinder : public QObject
{
    Q_OBJECT

public:
    FormBinder(QWidget &form, ClientDraft &draft, ValidationController &validation);

    QWidget *widgetOf(ClientField field) const { return m_widgets.value(field); }

private:
    void bind(ClientField field, QWidget *widget);
    void write(ClientField field, const QVariant &value);
    void show();
    void showValue(ClientField field, QWidget *widget);
    void showState(ClientField field, QWidget *widget);
    void showHint(ClientField field, HelpLabel *hint);

    ClientDraft &m_draft;
    ValidationController &m_validation;
    TypingFilter *m_typing;
    bool m_showing = false;
    QHash<ClientField, QWidget *> m_widgets;
    QHash<ClientField, HelpLabel *> m_hints;
};

class ClientDraft;

/// An event filter for fields that can be typed in: undo belongs to the whole draft, and leaving the field
/// ends a step of typing.
class TypingFilter : public QObject
{
    Q_OBJECT

public:
    TypingFilter(ClientDraft &draft, QObject *parent);

private:
    bool eventFilter(QObject *watched, QEvent *event) override;

    ClientDraft &m_draft;
};

}
