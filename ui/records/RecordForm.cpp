#include "ui/records/RecordForm.h"

#include "ui/records/HelpLabel.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QSignalBlocker>

namespace gatehouse {

RecordForm::RecordForm(const QList<RecordField> &fields, QWidget *parent)
    : QScrollArea(parent), m_fields(fields)
{
    setWidgetResizable(true);
    setFrameShape(NoFrame);
    auto *content = new QWidget;
    auto *form = new QFormLayout(content);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setVerticalSpacing(2);
    for (qsizetype field = 0; field < fields.size(); ++field) {
        m_widgets << addRow(*form, field);
        m_widgets.last()->installEventFilter(this);
        m_helps << new HelpLabel(fields.at(field).help);
        form->setWidget(form->rowCount(), QFormLayout::FieldRole, m_helps.last());
    }
    setWidget(content);
}

QWidget *RecordForm::addRow(QFormLayout &form, qsizetype field)
{
    const RecordField &info = m_fields.at(field);
    if (info.kind == RecordField::Kind::Flag) {
        auto *box = new QCheckBox(info.label);
        connect(box, &QCheckBox::toggled, this, [this, field](bool on) { Q_EMIT edited(field, on); });
        form.setWidget(form.rowCount(), QFormLayout::FieldRole, box);
        return box;
    }
    auto *edit = new QLineEdit;
    edit->setClearButtonEnabled(true);
    auto *label = new QLabel(info.label + u':');
    label->setBuddy(edit);
    connect(edit, &QLineEdit::textChanged, this,
            [this, field](const QString &text) { Q_EMIT edited(field, text); });
    form.addRow(label, edit);
    return edit;
}

void RecordForm::display(const Record &record)
{
    for (qsizetype field = 0; field < record.values.size(); ++field) {
        const QSignalBlocker blocker(m_widgets.at(field));
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

void RecordForm::focusFirst()
{
    focusColumn(m_fields.first().column);
}

bool RecordForm::focusColumn(const QString &column)
{
    for (qsizetype field = 0; field < m_fields.size(); ++field) {
        if (m_fields.at(field).column != column)
            continue;
        ensureWidgetVisible(m_widgets.at(field));
        m_widgets.at(field)->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return false;
}

/// Undo belongs to the whole form and not to one line edit, so its keys are left to the menu.
bool RecordForm::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut)
        Q_EMIT typingEnded();
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return true;
        }
    }
    return QScrollArea::eventFilter(watched, event);
}

}
