#pragma once

#include "domain/rules/secrets/PasswordStrength.h"
#include "secrets/SecretBytes.h"

#include <QObject>

class QProgressBar;

namespace gatehouse {

class FieldLayout;
class HelpLabel;
class PasswordField;

/// The two fields of a password that is being chosen, and a bar that says how good it is and what to do. Adds
/// its rows to a form.
class NewPassword : public QObject
{
    Q_OBJECT

public:
    NewPassword(FieldLayout &form, QObject *parent);

    void setRule(const PasswordRule &rule);
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
    QString meterText() const;
    bool isRepeated() const;

    PasswordField *m_password;
    PasswordField *m_repeated;
    QProgressBar *m_meter;
    HelpLabel *m_help;
    HelpLabel *m_repeatHelp;
    PasswordRule m_rule;
    PasswordStrength m_strength; ///< of what is typed
};

}
