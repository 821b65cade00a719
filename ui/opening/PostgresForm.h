#pragma once

#include "store/DatabaseUrl.h"
#include "store/engine/postgresql/PostgresFields.h"

#include <QWidget>

class QCheckBox;
class QLineEdit;

namespace gatehouse {

class FieldLayout;
class FileField;
class HelpLabel;
class KeyComboBox;
class PasswordField;

/// A database on a server of PostgreSQL: fields, and the URL that says the same, which can be pasted. A
/// password that stands in what is pasted moves into its field.
class PostgresForm : public QWidget
{
    Q_OBJECT

public:
    explicit PostgresForm(QWidget *parent = nullptr);

    /// As it was opened before, and nothing typed.
    void setUrl(const QString &url);
    /// With the password that was typed; else what has to be put right.
    Result<DatabaseUrl> url() const;
    /// Whether nothing was typed.
    bool isEmpty() const;
    bool keepsPassword() const;

Q_SIGNALS:
    void changed();

private:
    void buildServer(FieldLayout &rows);
    void buildTls(FieldLayout &rows);
    void takeFields();
    void takeUrl(const QString &text);
    /// What nobody chose is as it is safest.
    void takeUsual();
    void showFields();
    void showUrl();
    void showTls();
    void showPassword();
    void lookForPassword();
    QString rootCertificate() const;

    PostgresFields m_fields;
    QLineEdit *m_hosts;
    QLineEdit *m_database;
    QLineEdit *m_user;
    PasswordField *m_password;
    QCheckBox *m_keep;
    KeyComboBox *m_tls;
    FileField *m_root;
    QCheckBox *m_writable;
    QLineEdit *m_url;
    HelpLabel *m_passwordHelp = nullptr;
    HelpLabel *m_tlsHelp = nullptr;
    HelpLabel *m_urlHelp = nullptr;
    QString m_foundPassword;    ///< where libpq has one
    QString m_wrongUrl;         ///< what is wrong with the text in the field for it
    bool m_isTlsChosen = false; ///< by a person
    bool m_isSessionChosen = false;
    bool m_isShowing = false; ///< what is shown now was not typed
};

}
