#include "ui/records/HelpLabel.h"

namespace gatehouse {

HelpLabel::HelpLabel(const QString &help, QWidget *parent) : QLabel(help, parent), m_help(help)
{
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    setForegroundRole(QPalette::PlaceholderText);
    QFont smaller = font();
    smaller.setPointSizeF(smaller.pointSizeF() * 0.9);
    setFont(smaller);
    if (help.isEmpty())
        hide(); // never shown by itself here: without a parent it would be a window of its own
}

void HelpLabel::describe(QWidget &field)
{
    m_field = &field;
    field.setAccessibleDescription(text());
}

void HelpLabel::fillRow()
{
    QSizePolicy policy = sizePolicy(); // which knows that the height depends on the width
    policy.setHorizontalPolicy(QSizePolicy::Expanding);
    setSizePolicy(policy);
}

void HelpLabel::setHelp(const QString &help)
{
    m_help = help;
    showReason({});
}

void HelpLabel::showFinding(const QString &finding, Weight weight)
{
    if (finding.isEmpty())
        showReason({});
    else
        tell(finding, QPalette::WindowText, weight);
}

void HelpLabel::showReason(const QString &reason)
{
    tell(reason.isEmpty() ? m_help : reason, QPalette::PlaceholderText, Light);
}

void HelpLabel::tell(const QString &shown, QPalette::ColorRole color, Weight weight)
{
    if (shown == text() && color == foregroundRole() && font().bold() == (weight == Bold))
        return;
    setText(shown);
    setVisible(!shown.isEmpty());
    setForegroundRole(color);
    QFont weighted = font();
    weighted.setBold(weight == Bold);
    setFont(weighted);
    if (m_field)
        m_field->setAccessibleDescription(shown);
}

}
