#include "app/cli/Access.h"
#include "app/cli/Credentials.h"
#include "app/cli/Meanwhile.h"
#include "app/cli/SignedInVerb.h"
#include "app/cli/Verbs.h"
#include "app/cli/clients/ClientTexts.h"
#include "domain/User.h"
#include "domain/json/RecordJson.h"
#include "domain/rules/RuleText.h"
#include "store/edit/UserEdits.h"
#include "store/records/RecordStore.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

/// `user add`: adds a user or service account.
class UserAddVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(UserAddVerb)

public:
    void declare(CLI::App &program) override
    {
        command(group(program, "user", tr("Add and list users and service accounts, and set passwords")),
                "add", tr("Add a user, who can be the identity of a machine-to-machine client application"),
                u"gatehouse user add svc-price-feed --service-account --name \"Price feed\"\n"
                "gatehouse user add anna --name \"Anna de Vries\" --email anna@example.com\n"
                "gatehouse user add bert --main-administrator\n"
                "gatehouse user add cleo --auditor"_s);
        positional("USER_ID", m_userId, tr("What the user signs in with"))->required();
        auto *serviceAccount = flag("--service-account", m_serviceAccount, tr("A program, not a person"));
        auto *mainAdministrator =
            flag("--main-administrator", m_mainAdministrator,
                 tr("May sign in here and do everything; the password is typed twice, or the first line of "
                    "standard input"))
                ->excludes(serviceAccount);
        flag("--auditor", m_auditor,
             tr("May sign in here, see everything but secrets, and change nothing; the password as with "
                "--main-administrator"))
            ->excludes(serviceAccount)
            ->excludes(mainAdministrator);
        option("--name", m_name, "TEXT", tr("Name"));
        option("--email", m_email, "TEXT", tr("E-mail"));
        option("--phone", m_phone, "TEXT", tr("Phone"));
        option("--department", m_department, "TEXT", tr("Department"));
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        const User added = user();
        const auto stored =
            m_mainAdministrator || m_auditor
                ? newPassword(console, added.userId).and_then([&](const SecretBytes &password) {
                      return signin::save(session.database, added, password);
                  })
                : editing(session.database, [&](EditSession &edits) { return edit::save(edits, added); });
        return stored.transform([&](const User &done) {
            console.note(tr("User \"%1\" is added.").arg(done.userId));
            return ExitStatus::Done;
        });
    }

private:
    User user() const
    {
        User user;
        user.userId = QString::fromStdString(m_userId);
        user.name = QString::fromStdString(m_name);
        user.email = QString::fromStdString(m_email);
        user.phone = QString::fromStdString(m_phone);
        user.department = QString::fromStdString(m_department);
        user.serviceAccount = m_serviceAccount;
        user.mainAdministrator = m_mainAdministrator;
        user.auditor = m_auditor;
        return user;
    }

    std::string m_userId;
    std::string m_name;
    std::string m_email;
    std::string m_phone;
    std::string m_department;
    bool m_serviceAccount = false;
    bool m_mainAdministrator = false;
    bool m_auditor = false;
};

QStringList row(const User &user, const QString &on, const QString &off)
{
    QStringList cells;
    visitFields(user, [&]<typename Value>(const auto &, const Value &value) {
        if constexpr (std::is_same_v<Value, bool>)
            cells << (value ? on : off);
        else
            cells << value;
    });
    return cells;
}

QStringList headings()
{
    QStringList labels;
    for (const auto &field : FieldTable<User>::fields)
        labels << translatedLabel(field.label);
    return labels;
}

/// `user list`: all users and service accounts.
class UserListVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(UserListVerb)

public:
    void declare(CLI::App &program) override
    {
        command(group(program, "user", {}), "list", tr("List the users and service accounts"),
                u"gatehouse user list\n"
                "gatehouse user list --json"_s);
        jsonFlag(m_json);
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        Database &database = session.database;
        const auto users = store::loadUsers(database);
        if (!users)
            return std::unexpected(users.error());

        Listing list(console, m_json, headings());
        for (const User &user : *users)
            list.add([&] { return json::fieldsJson(user); }, [&] { return row(user, tr("on"), tr("off")); });
        list.end();
        return ExitStatus::Done;
    }

private:
    bool m_json = false;
};

/// `user password`: gives a user a new password.
class UserPasswordVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(UserPasswordVerb)

public:
    void declare(CLI::App &program) override
    {
        command(group(program, "user", {}), "password",
                tr("Give a user a new password: typed twice, or the first line of standard input. Only a "
                   "main administrator or an auditor signs in with it"),
                u"gatehouse user password anna\n"
                "pass show gatehouse | gatehouse user password anna"_s);
        positional("USER_ID", m_userId, tr("The user"))->required();
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        const auto user = found(session.database);
        if (!user)
            return std::unexpected(user.error());
        const auto password = newPassword(console, user->userId);
        if (!password)
            return std::unexpected(password.error());
        return tryingAgain([&] {
                   return found(session.database).and_then([&](const User &now) {
                       return signin::setPassword(session.database, now, *password);
                   });
               })
            .transform([&] {
                console.note(tr("User \"%1\" has a new password.").arg(user->userId));
                return ExitStatus::Done;
            });
    }

private:
    /// As it is stored now.
    Result<User> found(Database &database) const
    {
        const QString userId = QString::fromStdString(m_userId);
        return store::loadUser(database, userId).and_then([&](const auto &user) -> Result<User> {
            if (user)
                return *user;
            return fail(
                Error::Kind::NotFound,
                tr("There is no user \"%1\". See gatehouse user list.").arg(rules::shortened(userId)));
        });
    }

    std::string m_userId;
};

}

Verbs userVerbs()
{
    return made<UserAddVerb, UserListVerb, UserPasswordVerb>();
}

}
