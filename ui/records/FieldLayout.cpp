#include "ui/records/FieldLayout.h"

#include "ui/records/HelpLabel.h"

#include <QBoxLayout>

namespace gatehouse {

FieldLayout::FieldLayout(QWidget *parent) : QGridLayout(parent)
{
    setColumnStretch(1, 1);
    setVerticalSpacing(8);
}

HelpLabel *FieldLayout::addField(const QString &label, QWidget *field, const QString &help, QWidget *shown)
{
    QWidget *row = shown ? shown : field;
    auto *name = new QLabel(label);
    name->setBuddy(field);
    name->setMinimumHeight(row->sizeHint().height());
    addWidget(name, rowCount(), 0, Qt::AlignTop);
    return place(row, help);
}

HelpLabel *FieldLayout::addField(QWidget *field, const QString &help)
{
    addItem(new QSpacerItem(0, 0), rowCount(), 0);
    return place(field, help);
}

HelpLabel *FieldLayout::place(QWidget *shown, const QString &help)
{
    auto *label = new HelpLabel(help);
    auto *column = new QVBoxLayout;
    column->setSpacing(2);
    const bool keepsWidth = shown->sizePolicy().horizontalPolicy() == QSizePolicy::Fixed;
    column->addWidget(shown, 0, keepsWidth ? Qt::AlignLeft : Qt::Alignment());
    column->addWidget(label);
    addLayout(column, rowCount() - 1, 1);
    return label;
}

}
