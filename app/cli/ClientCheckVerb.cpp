#include "app/cli/ClientCheckVerb.h"

#include "app/cli/Access.h"
#include "app/cli/ClientTexts.h"
#include "store/References.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

json::Json problemJson(const QString &clientId, const Problem &problem)
{
    return {{"client_id", json::fromText(clientId)},
            {"column", fieldInfo(problem.field).name},
            {"row", problem.row < 0 ? json::Json(nullptr) : json::Json(problem.row)},
            {"severity", json::fromText(severityName(problem.severity))},
            {"stops_enabled", problem.gate != Gate::None},
            {"text", json::fromText(problem.text)}};
}

}

void ClientCheckVerb::declare(CLI::App &program)
{
    command(group(program, "client", {}), "check",
            tr("List the problems of a client application, or of all; exit status 1 when one is wrong or "
               "incomplete"),
            u"gatehouse client check\n"
            "gatehouse client check web-shop --json"_s);
    positional("CLIENT_ID", m_clientId, tr("The client application; all when left out"));
    jsonFlag(m_json);
}

Result<ExitStatus> ClientCheckVerb::work(Console &console, Session &session)
{
    Database &database = session.database;
    JsonList list(console);
    auto status = ExitStatus::Done;
    bool any = false;
    const auto tell = [&](const ClientApplication &client, const QList<Problem> &problems) {
        any = any || !problems.isEmpty();
        if (stopsEnable(problems))
            status = ExitStatus::Refused;
        for (const Problem &problem : problems) {
            if (m_json)
                list.add(problemJson(client.clientId, problem));
            else
                console.line(
                    u"%1: %2: %3"_s.arg(client.clientId, severityLabel(problem.severity), problem.text));
        }
    };
    const auto finish = [&](ExitStatus reading) {
        if (m_json)
            list.end();
        else if (!any && reading == ExitStatus::Done)
            console.note(tr("There are no problems."));
        return reading == ExitStatus::Done ? status : reading;
    };
    return (m_clientId.empty() ? store::checkReferences(database) : Result<void>())
        .and_then([&] { return visitChecked(console, database, selected(m_clientId), tell); })
        .transform(finish);
}

}
