#include "ui/records/FieldForm.h"

#include "ui/common/LineEdit.h"
#include "ui/records/FieldLayout.h"
#include "ui/records/HelpLabel.h"

#include <QCheckBox>

namespace gatehouse {

FieldForm::FieldForm(QWidget *parent) : QScrollArea(parent)
{
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
                         const QString &help)
{
    keep(column, field, rows.addField(label + u':', field, help));
}

void FieldForm::keep(const QString &column, QWidget *field, HelpLabel *help)
{
    field->setProperty("column", column);
    m_fields.insert(column, {field, help});
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
