#pragma once

#include "secrets/ClientTrial.h"

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace gatehouse {

class MessageBar;
class PasswordField;

/// While the browser is away: which address it is to open, and a field for the address where it ended, which
/// holds a code and is shown to nobody.
class VisitView : public QWidget
{
    Q_OBJECT

public:
    explicit VisitView(QWidget *parent = nullptr);

    /// Opens the address with the system's browser.
    void begin(const trial::BrowserVisit &visit);
    void end();

Q_SIGNALS:
    void told(const gatehouse::trial::BrowserWord &word);

private:
    void open();
    void copy();
    void tellAddress();
    void tellNoReturn();

    trial::BrowserVisit m_visit;
    MessageBar *m_text;
    QLineEdit *m_address;
    PasswordField *m_ended;
    QPushButton *m_continue;
};

}
