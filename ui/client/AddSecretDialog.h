#pragma once

#include "domain/ClientApplication.h"

#include <QDialog>

class QCheckBox;
class QDateEdit;
class QLabel;
class QLineEdit;
class QPushButton;

namespace gatehouse {

/// Makes a secret, generated or typed, and shows it this once.
class AddSecretDialog : public QDialog
{
    Q_OBJECT

public:
    explicit AddSecretDialog(const QString &clientTitle, QWidget *parent = nullptr);

    /// What is to be stored; the secret itself stays in the dialog.
    ClientSecret secret() const;

private:
    void build(const QString &clientTitle);
    void generate();
    void copy();
    void check();

    QLineEdit *m_secret;
    QPushButton *m_copy;
    QPushButton *m_generate;
    QLineEdit *m_description;
    QCheckBox *m_expires;
    QDateEdit *m_expiryDate;
    QLabel *m_fault;
    QPushButton *m_accept;
};

}
