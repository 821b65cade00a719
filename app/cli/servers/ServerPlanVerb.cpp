#include "app/cli/servers/ServerPlanVerb.h"

#include "services/servers/ServerOpening.h"
#include "services/servers/ServerRegistrations.h"
#include "store/records/ServerStore.h"

namespace gatehouse::cli {

namespace {

struct PlanVerbText
{
    Q_DECLARE_TR_FUNCTIONS(ServerPlanVerbs)
};

}

Result<ExitStatus> ServerPlanVerb::work(Console &console, Session &session)
{
    const Encryption encryption(session.settings);
    const auto server = store::findServer(session.database, QString::fromStdString(m_name));
    if (!server)
        return std::unexpected(server.error());
    const auto connection = openConnection(session.database, encryption, *server);
    if (!connection)
        return std::unexpected(connection.error());
    const auto outcome = workWith(console, session, {encryption, *server, **connection});
    const auto kept = keepRegistrations(session.database, encryption, *server, **connection);
    return outcome && !kept ? Result<ExitStatus>(std::unexpected(kept.error())) : outcome;
}

CLI::App &ServerPlanVerb::serverGroup(CLI::App &program)
{
    return group(program, "server",
                 PlanVerbText::tr("Add and list authorization servers, and compare with them"));
}

void ServerPlanVerb::declareOn(CLI::App &app)
{
    positional("NAME", m_name, PlanVerbText::tr("The server, as it was added"))->required();
    app.add_option("--client", m_clientIds,
                   utf8(PlanVerbText::tr("Only this client application; may be given more than once")))
        ->type_name("CLIENT_ID")
        ->allow_extra_args(false);
}

void ServerPlanVerb::declarePlan()
{
    flag("--dry-run", m_dryRun, PlanVerbText::tr("Show the plan and change nothing"));
    flag("--yes", m_yes, PlanVerbText::tr("Do not ask"));
}

QStringList ServerPlanVerb::clientIds() const
{
    QStringList ids;
    for (const std::string &id : m_clientIds)
        ids << QString::fromStdString(id);
    return ids;
}

ComparisonProgress ServerPlanVerb::progressOn(TaskLine &line)
{
    const auto stepOf = [&line](const QString &title) -> Progress {
        return [&line, title, step = Progress()](int done, int total) mutable {
            if (!step)
                step = line.step(title);
            return step(done, total);
        };
    };
    return {stepOf(PlanVerbText::tr("Reading the server")),
            stepOf(PlanVerbText::tr("Comparing client applications"))};
}

void ServerPlanVerb::showText(Console &console, const QString &text)
{
    for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts))
        console.line(line);
}

}
