#pragma once

#include <QHash>
#include <QScrollArea>

class QCheckBox;
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
    void addField(FieldLayout &rows, const QString &column, const QString &label, QWidget *field,
                  const QString &help);

    QWidget *fieldOf(const QString &column) const { return m_fields.value(column).widget; }
    HelpLabel *helpOf(const QString &column) const { return m_fields.value(column).help; }
    /// Puts the keyboard focus there; false when that field is not in this form.
    bool focusColumn(const QString &column);

private:
    void keep(const QString &column, QWidget *field, HelpLabel *help);

    struct Field
    {
        QWidget *widget = nullptr;
        HelpLabel *help = nullptr;
    };
    QHash<QString, Field> m_fields;
};

}
