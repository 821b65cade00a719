#include "ui/users/UserRecord.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct UserRecordText
{
    Q_DECLARE_TR_FUNCTIONS(UserRecord)
};

}

Record toRecord(const User &user)
{
    return {user.key,
            user.version,
            {user.userId, user.name, user.email, user.phone, user.department, user.serviceAccount,
             user.enabled, user.mainAdministrator, user.hasPassword}};
}

User toUser(const Record &record)
{
    return {record.key,     record.version, record.text(0), record.text(1), record.text(2), record.text(3),
            record.text(4), record.flag(5), record.flag(6), record.flag(7), record.flag(8)};
}

QList<RecordField> userFields()
{
    using enum RecordField::Kind;
    return {{.column = u"user_id"_s,
             .label = UserRecordText::tr("User &ID"),
             .help = UserRecordText::tr("The name by which the user signs in."),
             .check = rules::checkUserId},
            {.column = u"name"_s, .label = UserRecordText::tr("&Name")},
            {.column = u"email"_s, .label = UserRecordText::tr("E-&mail"), .isListed = false},
            {.column = u"phone"_s, .label = UserRecordText::tr("&Phone"), .isListed = false},
            {.column = u"department"_s, .label = UserRecordText::tr("&Department"), .isListed = false},
            {.column = u"service_account"_s,
             .label = UserRecordText::tr("&Service account"),
             .kind = Flag,
             .help = UserRecordText::tr(
                 "For a program and not for a person: machine-to-machine client applications act as it."),
             .listLabel = UserRecordText::tr("Kind"),
             .listedOn = UserRecordText::tr("Service"),
             .listedOff = UserRecordText::tr("Person")},
            {.column = u"enabled"_s,
             .label = UserRecordText::tr("Ena&bled"),
             .kind = Flag,
             .help = UserRecordText::tr("A client application cannot act as a user that is not enabled.")},
            {.column = u"main_administrator"_s,
             .label = UserRecordText::tr("Main adminis&trator"),
             .kind = Flag,
             .isListed = false,
             .help = UserRecordText::tr("May sign in to Gatehouse, with a password, while enabled.")},
            {.column = u"has_password"_s, .label = UserRecordText::tr("Password"), .kind = Other}};
}

}
