#include "ui/users/UsersPage.h"

#include "store/EditSession.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

Record toRecord(const User &user)
{
    return {
        user.key,
        user.version,
        {user.userId, user.name, user.email, user.phone, user.department, user.serviceAccount, user.enabled}};
}

User toUser(const Record &record)
{
    return {record.key,     record.version, record.text(0), record.text(1), record.text(2),
            record.text(3), record.text(4), record.flag(5), record.flag(6)};
}

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
    return session.save(toUser(typed)).transform(toRecord);
}

Result<void> removeRecord(EditSession &session, const Record &record)
{
    return session.remove(toUser(record));
}

QList<RecordField> fields()
{
    using enum RecordField::Kind;
    return {{.column = u"user_id"_s,
             .label = UsersPage::tr("User &ID"),
             .help = UsersPage::tr("The name by which the user signs in."),
             .check = rules::checkUserId},
            {.column = u"name"_s, .label = UsersPage::tr("&Name")},
            {.column = u"email"_s, .label = UsersPage::tr("E-&mail"), .isListed = false},
            {.column = u"phone"_s, .label = UsersPage::tr("&Phone"), .isListed = false},
            {.column = u"department"_s, .label = UsersPage::tr("&Department")},
            {.column = u"service_account"_s,
             .label = UsersPage::tr("&Service account"),
             .kind = Flag,
             .help = UsersPage::tr(
                 "For a program and not for a person: machine-to-machine client applications act as it.")},
            {.column = u"enabled"_s,
             .label = UsersPage::tr("Ena&bled"),
             .kind = Flag,
             .help = UsersPage::tr("A client application cannot act as a user that is not enabled.")}};
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
    : RecordPage({.fields = fields(),
                  .texts = texts(),
                  .blank = toRecord(User()),
                  .load = loadRecords,
                  .save = saveRecord,
                  .remove = removeRecord},
                 database, parent)
{
}

}
