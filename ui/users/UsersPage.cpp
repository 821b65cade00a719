#include "ui/users/UsersPage.h"

#include "store/DatabaseThread.h"
#include "store/edit/UserEdits.h"
#include "ui/users/PasswordPart.h"
#include "ui/users/SetPasswordDialog.h"
#include "ui/users/UserRecord.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

Result<QList<Record>> loadRecords(Database &database)
{
    return store::loadUsers(database).transform([](const QList<User> &users) {
        QList<Record> records;
        std::ranges::transform(users, std::back_inserter(records), toRecord);
        return records;
    });
}

Result<Record> saveRecord(EditSession &session, const Record &typed)
{
    return edit::save(session, toUser(typed)).transform(toRecord);
}

Result<void> removeRecord(EditSession &session, const Record &record)
{
    return edit::remove(session, toUser(record));
}

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
                  .load = loadRecords,
                  .save = saveRecord,
                  .remove = removeRecord},
                 database, parent)
    , m_database(database)
{
    auto *password = new PasswordPart;
    addPart(tr("Password"), password, tr("User"));
    connect(password, &PasswordPart::setPasswordChosen, this, [this] { leave([this] { askPassword(); }); });
}

void UsersPage::askPassword()
{
    const User user = toUser(draft().stored());
    auto *dialog = new SetPasswordDialog(m_database, user, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, &UsersPage::refresh);
    dialog->open();
}

}
