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
    setVisible(!help.isEmpty());
}

void HelpLabel::setHelp(const QString &help)
{
    m_help = help;
    showFinding({});
}

void HelpLabel::showFinding(const QString &finding)
{
    const QString shown = finding.isEmpty() ? m_help : finding;
    if (shown == text())
        return;
    setText(shown);
    setVisible(!shown.isEmpty());
    setForegroundRole(finding.isEmpty() ? QPalette::PlaceholderText : QPalette::WindowText);
    QFont weighted = font();
    weighted.setBold(!finding.isEmpty());
    setFont(weighted);
}

}
