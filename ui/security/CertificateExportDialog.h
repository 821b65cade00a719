#pragma once

#include "secrets/SecretBytes.h"

#include <QDialog>

class QPushButton;

namespace gatehouse {

class FileField;
class HelpLabel;
class KeyComboBox;
class NewPassword;

/// What of a certificate to write, and where to.
class CertificateExportDialog : public QDialog
{
    Q_OBJECT

public:
    enum class What {
        Certificate, ///< PEM, for everybody
        WithKey,     ///< PKCS#12, protected by a password
        WithKeyPem,  ///< PEM, the private key protected by a password
        PublicKeys,  ///< a JSON Web Key Set of all that are published
        PrivateKeys, ///< the same for a server: readable by whoever has the file
    };

    explicit CertificateExportDialog(QWidget *parent = nullptr);

    What what() const;
    QString path() const;
    SecretBytes takePassphrase();

    /// Asks before a file is replaced, and before a readable private key is written.
    void accept() override;

private:
    void build();
    void showState();
    QString explanation() const;
    QString warning() const;

    KeyComboBox *m_what;
    HelpLabel *m_whatHelp = nullptr;
    FileField *m_file;
    NewPassword *m_password = nullptr;
    QPushButton *m_accept = nullptr;
};

}
