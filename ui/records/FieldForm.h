#pragma once

#include <QHash>
#include <QScrollArea>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace gatehouse {

class FieldLayout;
class HelpLabel;

/// A form that scrolls: a row for each field, with its label and the line of help, under the name of its
/// column, which is also the property `column` of the field. What is shown in a field and what becomes of
/// what is typed there is for others to say.
class FieldForm : public QScrollArea
{
    Q_OBJECT

public:
    explicit FieldForm(QWidget *parent = nullptr);

    QLineEdit *addText(FieldLayout &rows, const QString &column, const QString &label, const QString &help);
    QCheckBox *addFlag(FieldLayout &rows, const QString &column, const QString &label, const QString &help);
    /// `shown` is the larger thing that the field is part of, if it is.
    void addField(FieldLayout &rows, const QString &column, const QString &label, QWidget *field,
                  const QString &help, QWidget *shown = nullptr);

    QWidget *fieldOf(const QString &column) const { return m_fields.value(column).widget; }
    HelpLabel *helpOf(const QString &column) const { return m_fields.value(column).help; }
    /// Whether the row of the field is there, with label and help.
    void setShown(const QString &column, bool isShown);
    void setLabel(const QString &column, const QString &label);
    /// Puts the keyboard focus there; false when that field is not in this form.
    bool focusColumn(const QString &column);

private:
    void keep(const QString &column, QWidget *field, HelpLabel *help, QWidget *shown = nullptr);
    QLabel *labelOf(const QWidget *field) const;

    struct Field
    {
        QWidget *widget = nullptr;
        HelpLabel *help = nullptr;
        QWidget *shown = nullptr;
    };
    QHash<QString, Field> m_fields;
};

}
