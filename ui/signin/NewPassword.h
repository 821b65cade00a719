#pragma once

#include "services/security/SecretBytes.h"

#include <QObject>

class QProgressBar;

namespace gatehouse {

class FieldLayout;
class HelpLabel;
class PasswordField;

/// The two fields of a password that is being chosen, and how strong it is. Adds its rows to a form.
class NewPassword : public QObject
{
    Q_OBJECT

public:
    NewPassword(FieldLayout &form, QObject *parent);

    /// The least that is accepted, of greatestPasswordStrength.
    void setLeastStrength(double least);
    bool isAcceptable() const;
    bool isEmpty() const;
    SecretBytes take();
    void forget();
    void setEnabled(bool enabled);
    void setFocus();

Q_SIGNALS:
    void changed();
    void entered(); ///< by the Enter key

private:
    void showState();
    double strength() const;
    bool isRepeated() const;

    PasswordField *m_password;
    PasswordField *m_repeated;
    QProgressBar *m_meter;
    HelpLabel *m_help;
    HelpLabel *m_repeatHelp;
    double m_least = 0;
};

}
