#pragma once

#include "ui/records/RecordPart.h"

namespace gatehouse {

class FieldForm;
class FieldLayout;

/// The texts and flags of one record, a row each, with the help line beneath.
class RecordForm : public RecordPart
{
    Q_OBJECT

public:
    explicit RecordForm(const QList<RecordField> &fields, QWidget *parent = nullptr);

    void display(const Record &record) override;
    bool focusColumn(const QString &column) override;

private:
    void addField(FieldLayout &rows, qsizetype field);
    void tell(qsizetype field, const QVariant &value);
    void displayText(const RecordField &field, const QString &text);
    bool eventFilter(QObject *watched, QEvent *event) override;

    QList<RecordField> m_fields;
    FieldForm *m_form;
    bool m_displaying = false;
};

}
