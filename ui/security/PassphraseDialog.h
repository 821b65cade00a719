#pragma once

#include "secrets/SecretBytes.h"
#include "ui/common/FileField.h"

#include <QDialog>

#include <functional>

class QPushButton;

namespace gatehouse {

class NewPassword;
class PasswordField;

/// Asks for a file and the passphrase that protects it, which is chosen (a file to write) or known (one to
/// read).
class PassphraseDialog : public QDialog
{
    Q_OBJECT

public:
    enum Demand { MustBeThere, MayBeEmpty };

    struct Texts
    {
        QString title;
        QString intro;
        QString accept; ///< what the button does: "Back up key"
        FileField::Choice choice;
        Demand passphrase = MustBeThere; ///< of a file to read
    };

    PassphraseDialog(FileField::Purpose purpose, const Texts &texts, QWidget *parent = nullptr);

    /// Opens one; `then` gets what was chosen and typed.
    static void ask(FileField::Purpose purpose, const Texts &texts, QWidget *parent,
                    std::function<void(const QString &path, const SecretBytes &passphrase)> then);

    FileField &file() { return *m_file; }
    /// What was typed; taken once.
    SecretBytes takePassphrase();

    /// Asks before a file that is there is replaced.
    void accept() override;

private:
    void build(const Texts &texts);
    void showState();

    FileField::Purpose m_purpose;
    Demand m_demand;
    FileField *m_file;
    NewPassword *m_chosen = nullptr;
    PasswordField *m_known = nullptr;
    QPushButton *m_accept = nullptr;
};

}
