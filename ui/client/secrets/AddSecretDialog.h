#pragma once

#include "ui/client/secrets/SecretWork.h"

#include <QDialog>

class QCheckBox;
class QDateEdit;
class QFormLayout;
class QLineEdit;
class QPushButton;

namespace gatehouse {

class HelpLabel;
class KeyComboBox;

/// Makes a secret, generated or typed, and shows it: this once, unless it is kept encrypted. One that nobody
/// could read again is not added before somebody has taken it.
class AddSecretDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Storage { Hashed, Encrypted };

    /// Where there are `servers`, by their names, it may be for one of them alone.
    AddSecretDialog(Storage storage, const QString &clientTitle, const QStringList &servers = {},
                    QWidget *parent = nullptr);

    /// What was made; the dialog forgets it.
    NewSecret take();

private:
    void build(Storage storage, const QString &clientTitle, const QStringList &servers);
    void addServers(QFormLayout &form, const QStringList &servers);
    static QString introduction(Storage storage);
    void generate();
    void copy();
    void check();
    void noteTaken();
    void showState();

    const Storage m_storage;
    bool m_isTaken = false; ///< copied, marked to be copied, or typed by the person
    QString m_finding;      ///< what is wrong with the secret
    bool m_isRefused = false;
    QLineEdit *m_secret;
    QPushButton *m_copy;
    QPushButton *m_generate;
    QLineEdit *m_description;
    QCheckBox *m_expires;
    QDateEdit *m_expiryDate;
    KeyComboBox *m_onlyOn;
    HelpLabel *m_help;
    QPushButton *m_accept;
};

}
