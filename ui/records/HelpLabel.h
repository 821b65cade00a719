#pragma once

#include <QLabel>

namespace gatehouse {

/// The line beneath a field: help in plain words, or for the moment what is wrong with what was typed.
class HelpLabel : public QLabel
{
    Q_OBJECT

public:
    explicit HelpLabel(const QString &help, QWidget *parent = nullptr);

    void setHelp(const QString &help);
    void showFinding(const QString &text); ///< empty: the help again

private:
    QString m_help;
};

}
