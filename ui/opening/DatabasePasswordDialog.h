#pragma once

#include "domain/Error.h"
#include "secrets/SecretBytes.h"

#include <QDialog>

class QCheckBox;

namespace gatehouse {

class PasswordField;

/// Asks for the password that the server of a database wants.
class DatabasePasswordDialog : public QDialog
{
    Q_OBJECT

public:
    /// `why` the database is not open; whether to keep the password was `kept` until now.
    DatabasePasswordDialog(const Error &why, bool kept, QWidget *parent = nullptr);

    /// What was typed; taken once.
    SecretBytes takePassword();
    bool keepsPassword() const;

private:
    PasswordField *m_password;
    QCheckBox *m_keep;
};

}
