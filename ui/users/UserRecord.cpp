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

template<>
Record toRecord(const User &user)
{
    Record record = fieldsToRecord(user);
    record.values << user.hasPassword;
    return record;
}

template<>
User fromRecord(const Record &record)
{
    User user = fieldsFromRecord<User>(record);
    user.hasPassword = record.values.last().toBool();
    return user;
}

QList<RecordField> userFields()
{
    QList<RecordField> fields = fieldsShowing<User>({
        {.column = u"user_id"_s,
         .label = UserRecordText::tr("User &ID"),
         .help = UserRecordText::tr("The name by which the user signs in."),
         .check = rules::checkUserId},
        {.column = u"name"_s, .label = UserRecordText::tr("&Name")},
        {.column = u"email"_s, .label = UserRecordText::tr("E-&mail"), .isListed = false},
        {.column = u"phone"_s, .label = UserRecordText::tr("&Phone"), .isListed = false},
        {.column = u"department"_s, .label = UserRecordText::tr("&Department"), .isListed = false},
        {.column = u"service_account"_s,
         .label = UserRecordText::tr("&Service account"),
         .help = UserRecordText::tr(
             "For a program and not for a person: machine-to-machine client applications act as it."),
         .listLabel = UserRecordText::tr("Kind"),
         .listedOn = UserRecordText::tr("Service"),
         .listedOff = UserRecordText::tr("Person")},
        {.column = u"enabled"_s,
         .label = UserRecordText::tr("Ena&bled"),
         .help = UserRecordText::tr("A client application cannot act as a user that is not enabled.")},
        {.column = u"main_administrator"_s,
         .label = UserRecordText::tr("Main adminis&trator"),
         .isListed = false,
         .help = UserRecordText::tr("May sign in to Gatehouse, with a password, while enabled.")},
        {.column = u"auditor"_s,
         .label = UserRecordText::tr("&Auditor"),
         .isListed = false,
         .help = UserRecordText::tr("May sign in to see everything but secrets, and changes nothing.")},
    });
    return fields << RecordField{.column = u"has_password"_s,
                                 .label = UserRecordText::tr("Password"),
                                 .kind = RecordField::Kind::Other};
}

}
