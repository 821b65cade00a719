#include "app/cli/UserAddVerb.h"

#include "app/cli/Access.h"
#include "app/cli/Credentials.h"
#include "store/edit/UserEdits.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

void UserAddVerb::declare(CLI::App &program)
{
    command(group(program, "user", tr("Add and list users and service accounts, and set passwords")), "add",
            tr("Add a user, who can be the identity of a machine-to-machine client application"),
            u"gatehouse user add svc-price-feed --service-account --name \"Price feed\"\n"
            "gatehouse user add anna --name \"Anna de Vries\" --email anna@example.com\n"
            "gatehouse user add bert --main-administrator"_s);
    positional("USER_ID", m_userId, tr("What the user signs in with"))->required();
    auto *serviceAccount = flag("--service-account", m_serviceAccount, tr("A program, not a person"));
    flag("--main-administrator", m_mainAdministrator,
         tr("May sign in here and do everything; the password is typed twice, or the first line of standard "
            "input"))
        ->excludes(serviceAccount);
    option("--name", m_name, "TEXT", tr("Name"));
    option("--email", m_email, "TEXT", tr("E-mail"));
    option("--phone", m_phone, "TEXT", tr("Phone"));
    option("--department", m_department, "TEXT", tr("Department"));
}

Result<ExitStatus> UserAddVerb::work(Console &console, Session &session)
{
    const User added = user();
    const auto stored =
        m_mainAdministrator
            ? newPassword(console, added.userId).and_then([&](const SecretBytes &password) {
                  return signin::save(session.database, added, password);
              })
            : editing(session.database, [&](EditSession &edits) { return edit::save(edits, added); });
    return stored.transform([&](const User &done) {
        console.note(tr("User \"%1\" is added.").arg(done.userId));
        return ExitStatus::Done;
    });
}

User UserAddVerb::user() const
{
    User user;
    user.userId = QString::fromStdString(m_userId);
    user.name = QString::fromStdString(m_name);
    user.email = QString::fromStdString(m_email);
    user.phone = QString::fromStdString(m_phone);
    user.department = QString::fromStdString(m_department);
    user.serviceAccount = m_serviceAccount;
    user.mainAdministrator = m_mainAdministrator;
    return user;
}

}
