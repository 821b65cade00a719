#include "app/cli/Access.h"
#include "app/cli/Meanwhile.h"
#include "app/cli/SignedInVerb.h"
#include "app/cli/Verbs.h"
#include "app/cli/clients/ClientTexts.h"
#include "domain/ClientField.h"
#include "domain/rules/SecretRisk.h"
#include "store/References.h"
#include "store/edit/ClientEdits.h"

#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

constexpr std::array shownFields{ClientField::ClientId,  ClientField::Title,         ClientField::Enabled,
                                 ClientField::GrantType, ClientField::SupportOpenId, ClientField::SupportApi};

/// `client list`: all client applications with what the list in the window shows of them.
class ClientListVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(ClientListVerb)

public:
    void declare(CLI::App &program) override
    {
        command(group(program, "client", tr("Look at, add, change, check and delete client applications")),
                "list", tr("List the client applications"),
                u"gatehouse client list\n"
                "gatehouse client list --json"_s);
        jsonFlag(m_json);
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        Database &database = session.database;
        QStringList headings;
        for (const ClientField field : shownFields)
            headings << fieldLabel(field);
        Listing list(console, m_json, headings << tr("Problems"));
        const auto add = [&](const ClientApplication &client, const QList<Problem> &problems) {
            const auto row = [&] {
                QStringList cells;
                for (const ClientField field : shownFields)
                    cells << fieldText(client, field);
                return cells << problemSummary(problems);
            };
            list.add([&] { return clientJson(client, problems); }, row);
        };
        return visitChecked(console, database, ClientSelection::all(), add).transform([&](ExitStatus status) {
            list.end();
            return status;
        });
    }

private:
    bool m_json = false;
};

json::Json problemJson(const ClientApplication &client, const Problem &problem)
{
    const QString value = risks::toldValue(client, problem.rule, problem.value);
    return {{"client_id", json::fromText(client.clientId)},
            {"column", fieldInfo(problem.field).name},
            {"row", problem.row < 0 ? json::Json(nullptr) : json::Json(problem.row)},
            {"severity", json::fromText(severityName(problem.severity))},
            {"stops_enabled", problem.gate != Gate::None},
            {"rule", problem.rule.isEmpty() ? json::Json(nullptr) : textJson(problem.rule)},
            {"value", problem.rule.isEmpty() ? json::Json(nullptr) : textJson(value)},
            {"text", json::fromText(problem.text)}};
}

/// `client check`: what the rules say about one client application, or all.
class ClientCheckVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(ClientCheckVerb)

public:
    void declare(CLI::App &program) override
    {
        command(group(program, "client", {}), "check",
                tr("List the problems of a client application, or of all; exit status 1 when one is wrong or "
                   "incomplete"),
                u"gatehouse client check\n"
                "gatehouse client check web-shop --json"_s);
        positional("CLIENT_ID", m_clientId, tr("The client application; all when left out"));
        jsonFlag(m_json);
    }

    Result<ExitStatus> work(Console &console, Session &session) override
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
                    list.add(problemJson(client, problem));
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

private:
    std::string m_clientId;
    bool m_json = false;
};

/// `client delete`: deletes one client application, after a question.
class ClientDeleteVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(ClientDeleteVerb)

public:
    void declare(CLI::App &program) override
    {
        command(group(program, "client", {}), "delete",
                tr("Delete a client application with its secrets and redirects"),
                u"gatehouse client delete price-feed\n"
                "gatehouse client delete price-feed --yes"_s);
        positional("CLIENT_ID", m_clientId, tr("The client application"))->required();
        flag("--yes", m_yes, tr("Do not ask; needed where there is no terminal to ask on"));
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        return tryingAgain([&] { return askAndDelete(console, session.database); });
    }

private:
    /// Where somebody changed it since it was asked, it is asked again by what is stored now.
    Result<ExitStatus> askAndDelete(Console &console, Database &database) const
    {
        const auto client = findClient(database, m_clientId);
        if (!client)
            return std::unexpected(client.error());
        if (const auto refusal = refusedByPerson(
                console, m_yes,
                tr("Delete \"%1\" (%2) with its %n secret(s)?", nullptr, int(client->secrets.size()))
                    .arg(client->clientId, client->title)))
            return *refusal;
        return editing(database, [&](EditSession &edits) { return edit::remove(edits, *client); })
            .transform([&] {
                console.note(tr("Client application \"%1\" is deleted.").arg(client->clientId));
                return ExitStatus::Done;
            });
    }

    std::string m_clientId;
    bool m_yes = false;
};

}

Verbs clientListVerb()
{
    return made<ClientListVerb>();
}

Verbs clientVerbs()
{
    return made<ClientCheckVerb, ClientDeleteVerb>();
}

}
