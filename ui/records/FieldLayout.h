#pragma once

#include <QGridLayout>

namespace gatehouse {

class HelpLabel;

/// Form rows with labels on the left and a line of help beneath each field. Unlike QFormLayout it gives
/// wrapped help lines the height that they have and no more.
class FieldLayout : public QGridLayout
{
    Q_OBJECT

public:
    /// Narrow: help, and fields that name themselves, begin at the left and have the whole width.
    enum Shape { Wide, Narrow };

    explicit FieldLayout(QWidget *parent = nullptr, Shape shape = Wide);

    /// `label` names `field`; where that is part of something larger, `shown` is the larger thing.
    HelpLabel *addField(const QString &label, QWidget *field, const QString &help = {},
                        QWidget *shown = nullptr);
    /// A field that names itself, as a check box.
    HelpLabel *addField(QWidget *field, const QString &help = {});

private:
    HelpLabel *place(QWidget *field, QWidget *shown, int column, const QString &help);

    Shape m_shape;
};

}
