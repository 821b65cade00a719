#include "app/cli/UserPasswordVerb.h"

#include "app/cli/Credentials.h"
#include "domain/rules/RuleText.h"
#include "store/records/RecordStore.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

void UserPasswordVerb::declare(CLI::App &program)
{
    command(group(program, "user", {}), "password",
            tr("Give a user a new password: typed twice, or the first line of standard input. Only a main "
               "administrator signs in with it"),
            u"gatehouse user password anna\n"
            "pass show gatehouse | gatehouse user password anna"_s);
    positional("USER_ID", m_userId, tr("The user"))->required();
}

Result<ExitStatus> UserPasswordVerb::work(Console &console, Session &session)
{
    const QString userId = QString::fromStdString(m_userId);
    const auto user = store::loadUser(session.database, userId);
    if (!user)
        return std::unexpected(user.error());
    if (!*user) {
        return fail(Error::Kind::NotFound,
                    tr("There is no user \"%1\". See gatehouse user list.").arg(rules::shortened(userId)));
    }
    return newPassword(console, (*user)->userId)
        .and_then([&](const SecretBytes &password) {
            return signin::setPassword(session.database, **user, password);
        })
        .transform([&] {
            console.note(tr("User \"%1\" has a new password.").arg((*user)->userId));
            return ExitStatus::Done;
        });
}

}
