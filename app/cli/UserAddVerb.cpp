#include "app/cli/UserAddVerb.h"

#include "app/cli/Access.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

void UserAddVerb::declare(CLI::App &program)
{
    command(group(program, "user", tr("Add and list users and service accounts")), "add",
            tr("Add a user, who can be the identity of a machine-to-machine client application"),
            u"gatehouse user add svc-price-feed --service-account --name \"Price feed\"\n"
            "gatehouse user add anna --name \"Anna de Vries\" --email anna@example.com"_s);
    positional("USER_ID", m_userId, tr("What the user signs in with"))->required();
    flag("--service-account", m_serviceAccount, tr("A program, not a person"));
    option("--name", m_name, "TEXT", tr("Name"));
    option("--email", m_email, "TEXT", tr("E-mail"));
    option("--phone", m_phone, "TEXT", tr("Phone"));
    option("--department", m_department, "TEXT", tr("Department"));
}

Result<ExitStatus> UserAddVerb::run(Console &console, const DatabaseUrl &url)
{
    auto database = open(url);
    if (!database)
        return std::unexpected(database.error());
    User user;
    user.userId = QString::fromStdString(m_userId);
    user.name = QString::fromStdString(m_name);
    user.email = QString::fromStdString(m_email);
    user.phone = QString::fromStdString(m_phone);
    user.department = QString::fromStdString(m_department);
    user.serviceAccount = m_serviceAccount;
    return saved(*database, user).transform([&](const User &stored) {
        console.note(tr("User \"%1\" is added.").arg(stored.userId));
        return ExitStatus::Done;
    });
}

}
