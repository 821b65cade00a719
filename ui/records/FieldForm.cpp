#include "ui/records/FieldForm.h"

#include "ui/common/LineEdit.h"
#include "ui/common/ReadOnlyGuard.h"
#include "ui/records/FieldLayout.h"
#include "ui/records/HelpLabel.h"

#include <QCheckBox>

#include <algorithm>

namespace gatehouse {

FieldForm::FieldForm(QWidget *parent) : QScrollArea(parent)
{
    ReadOnlyGuard::holdFields(*this);
    setWidgetResizable(true);
    setFrameShape(NoFrame);
    auto *rows = new QWidget;
    setWidget(rows);
    for (QWidget *part : {viewport(), rows})
        part->setAutoFillBackground(false); // that of the page or the tab which it is on
}

QLineEdit *FieldForm::addText(FieldLayout &rows, const QString &column, const QString &label,
                              const QString &help)
{
    auto *edit = new LineEdit;
    edit->setClearButtonEnabled(true);
    addField(rows, column, label, edit, help);
    return edit;
}

QCheckBox *FieldForm::addFlag(FieldLayout &rows, const QString &column, const QString &label,
                              const QString &help)
{
    auto *box = new QCheckBox(label);
    keep(column, box, rows.addField(box, help));
    return box;
}

void FieldForm::addField(FieldLayout &rows, const QString &column, const QString &label, QWidget *field,
                         const QString &help, QWidget *shown)
{
    keep(column, field, rows.addField(label + u':', field, help, shown), shown);
}

void FieldForm::keep(const QString &column, QWidget *field, HelpLabel *help, QWidget *shown)
{
    field->setProperty("column", column);
    m_fields.insert(column, {field, help, shown ? shown : field});
}

QLabel *FieldForm::labelOf(const QWidget *field) const
{
    const auto labels = findChildren<QLabel *>();
    const auto found = std::ranges::find(labels, field, &QLabel::buddy);
    return found == labels.end() ? nullptr : *found;
}

void FieldForm::setShown(const QString &column, bool isShown)
{
    const Field field = m_fields.value(column);
    field.shown->setVisible(isShown);
    field.help->setVisible(isShown && !field.help->text().isEmpty());
    if (QLabel *label = labelOf(field.widget))
        label->setVisible(isShown);
}

void FieldForm::setLabel(const QString &column, const QString &label)
{
    if (QLabel *shown = labelOf(fieldOf(column)))
        shown->setText(label + u':');
}

bool FieldForm::focusColumn(const QString &column)
{
    QWidget *field = fieldOf(column);
    if (!field)
        return false;
    ensureWidgetVisible(field);
    field->setFocus(Qt::OtherFocusReason);
    return true;
}

}
