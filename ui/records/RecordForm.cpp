#include "ui/records/RecordForm.h"

#include "ui/common/LineEdit.h"
#include "ui/common/PageUndo.h"
#include "ui/records/FieldLayout.h"
#include "ui/records/HelpLabel.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QScrollArea>

namespace gatehouse {

RecordForm::RecordForm(const QList<RecordField> &fields, QWidget *parent)
    : RecordPart(parent), m_fields(fields), m_area(new QScrollArea)
{
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    auto *content = new QWidget;
    auto *rows = new FieldLayout(content);
    rows->setContentsMargins(rows->contentsMargins().left(), 0, 0, 0);
    for (qsizetype field = 0; field < fields.size(); ++field) {
        addField(*rows, field);
        if (QWidget *widget = m_widgets.last())
            widget->installEventFilter(this);
    }
    rows->setRowStretch(rows->rowCount(), 1);
    m_area->setWidget(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_area);
}

void RecordForm::addField(FieldLayout &layout, qsizetype field)
{
    const RecordField &info = m_fields.at(field);
    if (info.kind == RecordField::Kind::Other) {
        m_widgets << nullptr;
        m_helps << nullptr;
        return;
    }
    if (info.kind == RecordField::Kind::Flag) {
        auto *box = new QCheckBox(info.label);
        connect(box, &QCheckBox::toggled, this, [this, field](bool on) { tell(field, on); });
        m_widgets << box;
        m_helps << layout.addField(box, info.help);
        return;
    }
    auto *edit = new LineEdit;
    edit->setClearButtonEnabled(true);
    connect(edit, &QLineEdit::textChanged, this, [this, field](const QString &text) { tell(field, text); });
    m_widgets << edit;
    m_helps << layout.addField(info.label + u':', edit, info.help);
}

/// What the form itself displays was not typed. Blocking the widget's signals instead would keep a line edit
/// from showing and hiding its clear button.
void RecordForm::tell(qsizetype field, const QVariant &value)
{
    if (!m_displaying)
        Q_EMIT edited(field, value);
}

void RecordForm::display(const Record &record)
{
    const QScopedValueRollback displaying(m_displaying, true);
    for (qsizetype field = 0; field < record.values.size(); ++field) {
        if (!m_widgets.at(field))
            continue;
        if (auto *box = qobject_cast<QCheckBox *>(m_widgets.at(field)))
            box->setChecked(record.flag(field));
        else
            displayText(field, record.text(field));
    }
}

void RecordForm::displayText(qsizetype field, const QString &text)
{
    auto *edit = qobject_cast<QLineEdit *>(m_widgets.at(field));
    if (edit->text() != text)
        edit->setText(text);
    displayFinding(field, text);
}

/// Nothing is wrong yet with a field in which nothing was typed.
void RecordForm::displayFinding(qsizetype field, const QString &text)
{
    const RecordField &info = m_fields.at(field);
    const rules::Findings findings = info.check && !text.isEmpty() ? info.check(text) : rules::Findings();
    const QString finding = findings.isEmpty() ? QString() : findings.first().text;
    m_helps.at(field)->showFinding(finding);
    m_widgets.at(field)->setAccessibleDescription(finding.isEmpty() ? info.help : finding);
}

bool RecordForm::focusColumn(const QString &column)
{
    for (qsizetype field = 0; field < m_fields.size(); ++field) {
        if (!m_widgets.at(field) || m_fields.at(field).column != column)
            continue;
        m_area->ensureWidgetVisible(m_widgets.at(field));
        m_widgets.at(field)->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return false;
}

bool RecordForm::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut) {
        Q_EMIT typingEnded();
        Q_EMIT fieldLeft(m_widgets.indexOf(static_cast<QWidget *>(watched)));
    }
    return leaveUndoToPage(watched, event) || RecordPart::eventFilter(watched, event);
}

}
