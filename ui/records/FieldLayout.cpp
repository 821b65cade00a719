#include "ui/records/FieldLayout.h"

#include "ui/records/HelpLabel.h"

#include <QBoxLayout>

#include <algorithm>

namespace gatehouse {

FieldLayout::FieldLayout(QWidget *parent, Shape shape) : QGridLayout(parent), m_shape(shape)
{
    setColumnStretch(1, 1);
    setVerticalSpacing(shape == Narrow ? 2 : 8);
}

HelpLabel *FieldLayout::addField(const QString &label, QWidget *field, const QString &help, QWidget *shown)
{
    QWidget *row = shown ? shown : field;
    auto *name = new QLabel(label);
    name->setBuddy(field);
    name->setMinimumHeight(std::min(row->sizeHint().height(), row->maximumHeight()));
    addWidget(name, rowCount(), 0, Qt::AlignTop);
    return place(field, row, 1, help);
}

HelpLabel *FieldLayout::addField(QWidget *field, const QString &help)
{
    addItem(new QSpacerItem(0, 0), rowCount(), 0);
    return place(field, field, m_shape == Narrow ? 0 : 1, help);
}

HelpLabel *FieldLayout::place(QWidget *field, QWidget *shown, int column, const QString &help)
{
    auto *label = new HelpLabel(help);
    label->describe(*field);
    const bool keepsWidth = shown->sizePolicy().horizontalPolicy() == QSizePolicy::Fixed;
    const auto alignment = keepsWidth ? Qt::AlignLeft : Qt::Alignment();
    const int row = rowCount() - 1;
    if (m_shape == Narrow) {
        addWidget(shown, row, column, 1, 2 - column, alignment);
        addWidget(label, row + 1, 0, 1, 2);
    } else {
        auto *together = new QVBoxLayout;
        together->setSpacing(2);
        together->addWidget(shown, 0, alignment);
        together->addWidget(label);
        addLayout(together, row, column);
    }
    return label;
}

}
