#pragma once

#include "ui/records/RecordType.h"

#include <QScrollArea>

namespace gatehouse {

class FieldLayout;
class HelpLabel;

/// The fields of one record, a row each, with the help line beneath.
class RecordForm : public QScrollArea
{
    Q_OBJECT

public:
    explicit RecordForm(const QList<RecordField> &fields, QWidget *parent = nullptr);

    void display(const Record &record);
    void focusFirst();
    /// Puts the keyboard focus on the field of that column, as in Error::column; false when there is none.
    bool focusColumn(const QString &column);

Q_SIGNALS:
    void edited(qsizetype field, const QVariant &value); ///< by the person, not by display()
    void typingEnded();                                  ///< the focus left a field

private:
    void addField(FieldLayout &layout, qsizetype field);
    void displayText(qsizetype field, const QString &text);
    void displayFinding(qsizetype field, const QString &text);
    bool eventFilter(QObject *watched, QEvent *event) override;

    QList<RecordField> m_fields;
    QList<QWidget *> m_widgets;
    QList<HelpLabel *> m_helps;
};

}
