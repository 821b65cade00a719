#pragma once

#include "domain/User.h"

#include <QDialog>

class QPushButton;

namespace gatehouse {

class DatabaseThread;
class MessageBar;
class NewPassword;

/// Gives a user a new password. Accepted once it is stored.
class SetPasswordDialog : public QDialog
{
    Q_OBJECT

public:
    SetPasswordDialog(DatabaseThread &database, const User &user, QWidget *parent = nullptr);

    void accept() override;

private:
    void build();
    void showState();

    DatabaseThread &m_database;
    User m_user;
    bool m_busy = false;
    MessageBar *m_messages;
    NewPassword *m_password = nullptr;
    QPushButton *m_accept = nullptr;
};

}
