#pragma once

#include <QLabel>

namespace gatehouse {

/// The line beneath a field: help in plain words, or for the moment what is wrong with what was typed, or why
/// nothing can be typed.
class HelpLabel : public QLabel
{
    Q_OBJECT

public:
    enum Weight { Light, Bold };

    explicit HelpLabel(const QString &help, QWidget *parent = nullptr);

    /// A screen reader reads with the field what the label says, now and later.
    void describe(QWidget &field);

    /// As wide as its row leaves it room, and as high as its text is then.
    void fillRow();

    void setHelp(const QString &help);
    void showFinding(const QString &text, Weight weight = Bold); ///< empty: the help again
    void showReason(const QString &text);                        ///< in place of the help; empty: the help

private:
    void tell(const QString &text, QPalette::ColorRole color, Weight weight);

    QString m_help;
    QWidget *m_field = nullptr;
};

}
