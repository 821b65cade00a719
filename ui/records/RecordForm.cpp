#include "ui/records/RecordForm.h"

#include "ui/common/LineEdit.h"
#include "ui/records/FieldForm.h"
#include "ui/records/FieldLayout.h"
#include "ui/records/HelpLabel.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QLineEdit>
#include <QScopedValueRollback>

#include <algorithm>

namespace gatehouse {

RecordForm::RecordForm(const QList<RecordField> &fields, QWidget *parent)
    : RecordPart(parent), m_fields(fields), m_form(new FieldForm)
{
    auto *rows = new FieldLayout(m_form->widget());
    rows->setContentsMargins(rows->contentsMargins().left(), 0, 0, 0);
    for (qsizetype field = 0; field < fields.size(); ++field)
        addField(*rows, field);
    rows->setRowStretch(rows->rowCount(), 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_form);
}

void RecordForm::addField(FieldLayout &rows, qsizetype field)
{
    const RecordField &info = m_fields.at(field);
    if (info.kind == RecordField::Kind::Other)
        return;
    if (info.kind == RecordField::Kind::Flag)
        connect(m_form->addFlag(rows, info.column, info.label, info.help), &QCheckBox::toggled, this,
                [this, field](bool on) { tell(field, on); });
    else
        connect(m_form->addText(rows, info.column, info.label, info.help), &QLineEdit::textChanged, this,
                [this, field](const QString &text) { tell(field, text); });
    m_form->fieldOf(info.column)->installEventFilter(this);
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
        const RecordField &info = m_fields.at(field);
        if (auto *box = qobject_cast<QCheckBox *>(m_form->fieldOf(info.column)))
            box->setChecked(record.flag(field));
        else if (info.kind == RecordField::Kind::Text)
            displayText(info, record.text(field));
    }
}

/// Nothing is wrong yet with a field in which nothing was typed.
void RecordForm::displayText(const RecordField &field, const QString &text)
{
    auto *edit = qobject_cast<QLineEdit *>(m_form->fieldOf(field.column));
    if (edit->text() != text)
        edit->setText(text);
    const rules::Findings findings = field.check && !text.isEmpty() ? field.check(text) : rules::Findings();
    m_form->helpOf(field.column)->showFinding(findings.isEmpty() ? QString() : findings.first().text);
}

bool RecordForm::focusColumn(const QString &column)
{
    return m_form->focusColumn(column);
}

bool RecordForm::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut) {
        const auto left = std::ranges::find_if(
            m_fields, [&](const RecordField &field) { return m_form->fieldOf(field.column) == watched; });
        Q_EMIT typingEnded();
        Q_EMIT fieldLeft(left - m_fields.begin());
    }
    return leaveUndoToPage(watched, event) || RecordPart::eventFilter(watched, event);
}

}
