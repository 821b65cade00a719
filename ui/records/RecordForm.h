#pragma once

#include "ui/records/RecordPart.h"

class QScrollArea;

namespace gatehouse {

class FieldLayout;
class HelpLabel;

/// The texts and flags of one record, a row each, with the help line beneath.
class RecordForm : public RecordPart
{
    Q_OBJECT

public:
    explicit RecordForm(const QList<RecordField> &fields, QWidget *parent = nullptr);

    void display(const Record &record) override;
    bool focusColumn(const QString &column) override;

private:
    void addField(FieldLayout &layout, qsizetype field);
    void tell(qsizetype field, const QVariant &value);
    void displayText(qsizetype field, const QString &text);
    void displayFinding(qsizetype field, const QString &text);
    bool eventFilter(QObject *watched, QEvent *event) override;

    QList<RecordField> m_fields;
    QList<QWidget *> m_widgets; ///< in the order of the fields; null where a field is another part's
    QList<HelpLabel *> m_helps;
    QScrollArea *m_area;
    bool m_displaying = false;
};

}
