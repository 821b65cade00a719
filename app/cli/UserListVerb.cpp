#include "app/cli/UserListVerb.h"

#include "app/cli/ClientTexts.h"
#include "store/records/RecordStore.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

json::Json userJson(const User &user)
{
    return {{"user_id", json::fromText(user.userId)},
            {"name", json::fromText(user.name)},
            {"email", json::fromText(user.email)},
            {"phone", json::fromText(user.phone)},
            {"department", json::fromText(user.department)},
            {"service_account", user.serviceAccount},
            {"enabled", user.enabled},
            {"main_administrator", user.mainAdministrator}};
}

}

void UserListVerb::declare(CLI::App &program)
{
    command(group(program, "user", {}), "list", tr("List the users and service accounts"),
            u"gatehouse user list\n"
            "gatehouse user list --json"_s);
    jsonFlag(m_json);
}

Result<ExitStatus> UserListVerb::work(Console &console, Session &session)
{
    Database &database = session.database;
    const auto users = store::loadUsers(database);
    if (!users)
        return std::unexpected(users.error());

    JsonList list(console);
    const auto onOff = [](bool flag) { return flag ? tr("on") : tr("off"); };
    QList<QStringList> rows{{tr("User ID"), tr("Name"), tr("E-mail"), tr("Phone"), tr("Department"),
                             tr("Service account"), tr("Enabled"), tr("Main administrator")}};
    for (const User &user : *users) {
        if (m_json)
            list.add(userJson(user));
        else
            rows << QStringList{user.userId,         user.name,
                                user.email,          user.phone,
                                user.department,     onOff(user.serviceAccount),
                                onOff(user.enabled), onOff(user.mainAdministrator)};
    }
    if (m_json)
        list.end();
    else
        console.table(rows);
    return ExitStatus::Done;
}

}
