#include "app/cli/Access.h"
#include "app/cli/Meanwhile.h"
#include "app/cli/SignedInVerb.h"
#include "app/cli/Verbs.h"
#include "domain/json/RecordJson.h"
#include "services/servers/ServerOpening.h"
#include "store/edit/ServerEdits.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

/// `server list`: all authorization servers.
class ServerListVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(ServerListVerb)

public:
    void declare(CLI::App &program) override
    {
        command(group(program, "server", {}), "list",
                tr("List the authorization servers, and how many client applications were not the same at "
                   "the last comparison"),
                u"gatehouse server list\n"
                "gatehouse server list --json"_s);
        jsonFlag(m_json);
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        const auto servers = store::loadServers(session.database);
        const auto drifted = store::countDrifted(session.database);
        if (!servers || !drifted)
            return std::unexpected(servers ? drifted.error() : servers.error());
        Listing list(console, m_json, {tr("Name"), tr("Kind"), tr("URL"), tr("Drifted")});
        for (const Server &server : *servers) {
            const int count = drifted->value(server.key);
            list.add([&] { return jsonOf(server, count); },
                     [&] {
                         return QStringList{server.name, enumText(server.kind), server.url,
                                            QString::number(count)};
                     });
        }
        list.end();
        return ExitStatus::Done;
    }

private:
    static json::Json jsonOf(const Server &server, int drifted)
    {
        json::Json object = json::fieldsJson(server);
        object.erase("secret");
        object["certificate"] = json::fromText(server.certificate); // is public
        object["drifted"] = drifted;
        return object;
    }

    bool m_json = false;
};

/// `server test`: whether it answers and lets Gatehouse do what it has to.
class ServerTestVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(ServerTestVerb)

public:
    void declare(CLI::App &program) override
    {
        command(group(program, "server", {}), "test",
                tr("See whether an authorization server answers, and lets Gatehouse read and change its "
                   "client applications; changes nothing there"),
                u"gatehouse server test production"_s);
        positional("NAME", m_name, tr("The server"))->required();
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        return store::findServer(session.database, QString::fromStdString(m_name))
            .and_then([&](const Server &server) {
                return openConnection(session.database, Encryption(session.settings), server);
            })
            .and_then([](const std::unique_ptr<ServerConnection> &connection) { return connection->test(); })
            .transform([&](const QString &found) {
                console.note(found);
                return ExitStatus::Done;
            });
    }

    bool usesEncryptionKey() const override { return true; }

private:
    std::string m_name;
};

/// `server remove`: forgets an authorization server.
class ServerRemoveVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(ServerRemoveVerb)

public:
    void declare(CLI::App &program) override
    {
        command(group(program, "server", {}), "remove",
                tr("Remove an authorization server, and what is known of client applications there; the "
                   "server itself stays as it is"),
                u"gatehouse server remove test\n"
                "gatehouse server remove test --yes"_s);
        positional("NAME", m_name, tr("The server"))->required();
        flag("--yes", m_yes, tr("Do not ask; needed where there is no terminal to ask on"));
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        return tryingAgain([&] { return askAndRemove(console, session.database); });
    }

private:
    /// Where somebody changed it since it was asked, it is asked again by what is stored now.
    Result<ExitStatus> askAndRemove(Console &console, Database &database) const
    {
        const auto server = store::findServer(database, QString::fromStdString(m_name));
        if (!server)
            return std::unexpected(server.error());
        const auto parts = edit::partsOn(database, *server);
        if (!parts)
            return std::unexpected(parts.error());
        const QString gone =
            parts->isEmpty() ? QString() : u' ' + tr("What they have only on it goes, too: %1.").arg(*parts);
        if (const auto refusal = refusedByPerson(
                console, m_yes,
                tr("Remove server \"%1\", and what is known of client applications there? The server itself "
                   "stays as it is.")
                        .arg(server->name) +
                    gone))
            return *refusal;
        return editing(database, [&](EditSession &edits) { return edit::remove(edits, *server); })
            .transform([&] {
                console.note(tr("Server \"%1\" is removed.").arg(server->name) + gone);
                return ExitStatus::Done;
            });
    }

    std::string m_name;
    bool m_yes = false;
};

}

Verbs serverVerbs()
{
    return made<ServerListVerb, ServerTestVerb, ServerRemoveVerb>();
}

}
