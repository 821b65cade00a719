#include "ui/users/UsersPage.h"

#include "store/DatabaseThread.h"
#include "store/edit/UserEdits.h"
#include "ui/records/RecordMerging.h"
#include "ui/users/PasswordPart.h"
#include "ui/users/SetPasswordDialog.h"
#include "ui/users/UserRecord.h"

namespace gatehouse {

namespace {

RecordTexts texts()
{
    return {.list = UsersPage::tr("Users"),
            .search = UsersPage::tr("Search users"),
            .empty =
                UsersPage::tr("No users yet. Add one: machine-to-machine client applications act as a user."),
            .choose = UsersPage::tr("Choose a user in the list, or add one."),
            .noMatch = UsersPage::tr("No user has \"%1\" in a field. Search for something else."),
            .titled = UsersPage::tr("user \"%1\""),
            .fresh = UsersPage::tr("the new user"),
            .remove = UsersPage::tr("Delete user \"%1\""),
            .keep = UsersPage::tr("Keep user"),
            .gone = UsersPage::tr("User \"%1\" was deleted by somebody else.")};
}

}

UsersPage::UsersPage(DatabaseThread &database, QWidget *parent)
    : RecordPage({.fields = userFields(),
                  .texts = texts(),
                  .blank = toRecord(User()),
                  .load = loadRecords<User, store::loadUsers>,
                  .save = saveRecord<User, edit::save>,
                  .remove = removeRecord<User, edit::remove>,
                  .merging = recordMerging<User>},
                 database, parent)
    , m_database(database)
{
    auto *password = new PasswordPart;
    addPart(tr("Password"), password, tr("User"));
    connect(password, &PasswordPart::setPasswordChosen, this, [this] { leave([this] { askPassword(); }); });
}

void UsersPage::askPassword()
{
    const User user = fromRecord<User>(draft().stored());
    auto *dialog = new SetPasswordDialog(m_database, user, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, &UsersPage::refresh);
    dialog->open();
}

}
