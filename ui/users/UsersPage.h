#pragma once

#include "ui/records/RecordPage.h"

namespace gatehouse {

/// Authorization > Users: users and service accounts, enough to choose an Identity and to sign in.
class UsersPage : public RecordPage
{
    Q_OBJECT

public:
    explicit UsersPage(DatabaseThread &database, QWidget *parent = nullptr);

private:
    void askPassword();

    DatabaseThread &m_database;
};

}
