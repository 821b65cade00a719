#include "app/cli/Access.h"
#include "app/cli/SignedInVerb.h"
#include "app/cli/TaskLine.h"
#include "app/cli/Verbs.h"
#include "app/cli/certificates/CertificateAccess.h"
#include "app/cli/clients/ClientTexts.h"
#include "services/servers/PushPlanner.h"
#include "services/servers/PushRun.h"
#include "services/servers/ServerOpening.h"
#include "services/servers/ServerPlanText.h"
#include "services/servers/ServerRegistrations.h"
#include "ui/consent/LogoImage.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

struct PlanVerbText
{
    Q_DECLARE_TR_FUNCTIONS(ServerPlanVerbs)
};

json::Json clientJson(const ComparedClient &client)
{
    json::Json differences = json::Json::array();
    for (const ServerDifference &difference : client.differences) {
        json::Json object{{"field", textJson(difference.name)}};
        object["here"] = difference.here;
        object["there"] = difference.there;
        differences.push_back(std::move(object));
    }
    json::Json object{{"client_id", textJson(client.clientId)},
                      {"state", textJson(store::toColumn(client.state))},
                      {"differences", differences}};
    if (!client.note.isEmpty())
        object["note"] = textJson(client.note);
    return object;
}

void writeJson(Console &console, const ServerComparison &comparison)
{
    JsonMembers json(console);
    json.add("server", textJson(comparison.server));
    json.add("compared_at", textJson(timeText(comparison.comparedAt)));
    json.beginList("clients");
    for (const ComparedClient &client : comparison.clients)
        json.addToList(clientJson(client));
    json.endList();
    json.end();
}

void showText(Console &console, const QString &text)
{
    for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts))
        console.line(line);
}

/// A command about some or all client applications of one server.
class ServerPlanVerb : public SignedInVerb
{
public:
    bool usesEncryptionKey() const override { return true; }

    Result<ExitStatus> work(Console &console, Session &session) override
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

protected:
    struct Peer
    {
        const Encryption &encryption;
        const Server &server;
        ServerConnection &connection;
    };
    virtual Result<ExitStatus> workWith(Console &console, Session &session, const Peer &peer) = 0;

    static CLI::App &serverGroup(CLI::App &program)
    {
        return group(program, "server",
                     PlanVerbText::tr("Add and list authorization servers, and compare with them"));
    }

    void declareOn(CLI::App &app)
    {
        positional("NAME", m_name, PlanVerbText::tr("The server, as it was added"))->required();
        app.add_option("--client", m_clientIds,
                       utf8(PlanVerbText::tr("Only this client application; may be given more than once")))
            ->type_name("CLIENT_ID")
            ->allow_extra_args(false);
    }

    void declarePlan()
    {
        flag("--dry-run", m_dryRun, PlanVerbText::tr("Show the plan and change nothing"));
        flag("--yes", m_yes, PlanVerbText::tr("Do not ask"));
    }

    QStringList clientIds() const
    {
        QStringList ids;
        for (const std::string &id : m_clientIds)
            ids << QString::fromStdString(id);
        return ids;
    }

    /// One line for both parts of reading.
    static ComparisonProgress progressOn(TaskLine &line)
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

    std::string m_name;
    std::vector<std::string> m_clientIds;
    bool m_dryRun = false;
    bool m_yes = false;
};

/// `server compare`: tells where a server and the database differ.
class ServerCompareVerb final : public ServerPlanVerb
{
    Q_DECLARE_TR_FUNCTIONS(ServerCompareVerb)

public:
    void declare(CLI::App &program) override
    {
        CLI::App &app =
            command(serverGroup(program), "compare",
                    tr("Tell where the client applications of a server and those here differ. The "
                       "exit status is 0 where all are the same, 1 where some are not, and 4 where "
                       "the server is out of reach or does not let Gatehouse in"),
                    u"gatehouse server compare production\n"
                    "gatehouse server compare production --client web-shop --json"_s);
        declareOn(app);
        jsonFlag(m_json);
    }

protected:
    Result<ExitStatus> workWith(Console &console, Session &session, const Peer &peer) override
    {
        const auto comparison = compare(session, peer);
        if (!comparison)
            return std::unexpected(comparison.error());
        if (m_json)
            writeJson(console, *comparison);
        else
            showText(console, serverplantext::ofComparison(*comparison));
        if (!comparison->unrecorded.isEmpty())
            console.note(tr("This is not noted in the database. %1").arg(comparison->unrecorded));
        const int drifted = comparison->drifted();
        console.note(drifted == 0 ? tr("All are the same.")
                                  : tr("%Ln client application(s) are not the same.", nullptr, drifted));
        return drifted == 0 ? ExitStatus::Done : ExitStatus::Refused;
    }

private:
    Result<ServerComparison> compare(Session &session, const Peer &peer) const
    {
        TaskLine line;
        return compareWithServer(session.database, peer.connection,
                                 {.server = peer.server, .clientIds = clientIds()}, progressOn(line));
    }

    bool m_json = false;
};

/// `server take`: makes client applications here what they are on a server.
class ServerTakeVerb final : public ServerPlanVerb
{
    Q_DECLARE_TR_FUNCTIONS(ServerTakeVerb)

public:
    void declare(CLI::App &program) override
    {
        CLI::App &app =
            command(serverGroup(program), "take",
                    tr("Make client applications here what they are on a server. The plan is shown "
                       "first, and asked about"),
                    u"gatehouse server take production --dry-run\n"
                    "gatehouse server take production --client web-shop --yes"_s);
        declareOn(app);
        declarePlan();
    }

protected:
    Result<ExitStatus> workWith(Console &console, Session &session, const Peer &peer) override
    {
        const auto plan = planned(session, peer);
        if (!plan)
            return std::unexpected(plan.error());
        const auto text = serverplantext::ofTake(*plan);
        if (!text)
            return std::unexpected(text.error());
        showText(console, *text);
        const ExitStatus done = plan->import.hasRefusals() ? ExitStatus::Refused : ExitStatus::Done;
        if (plan->import.obstacle)
            return statusOf(*plan->import.obstacle);
        if (m_dryRun || !plan->import.changesAnything()) {
            console.note(m_dryRun ? tr("This was a dry run: nothing was changed.")
                                  : tr("There is nothing to take."));
            return done;
        }
        if (const auto refused =
                refusedByPerson(console, m_yes, tr("Take this from %1?").arg(peer.server.name)))
            return *refused;
        return takeAll(session, *plan)
            .and_then([&] { return ensureCertificate(console, session.database, session.settings); })
            .transform([&] {
                console.note(tr("Taken: %1 added, %2 changed.")
                                 .arg(plan->import.count(ImportStatus::New))
                                 .arg(plan->import.count(ImportStatus::Changed)));
                return done;
            });
    }

private:
    Result<TakePlan> planned(Session &session, const Peer &peer) const
    {
        TaskLine line;
        return planTake(session.database, peer.encryption, peer.connection,
                        {.server = peer.server, .clientIds = clientIds(), .proveLogo = proveLogo},
                        progressOn(line));
    }

    static Result<void> takeAll(Session &session, const TakePlan &plan)
    {
        TaskLine line;
        return applyTake(session.database, plan, line.step(tr("Taking client applications")));
    }
};

/// `server push`: makes client applications on a server what was changed here.
class ServerPushVerb final : public ServerPlanVerb
{
    Q_DECLARE_TR_FUNCTIONS(ServerPushVerb)

public:
    void declare(CLI::App &program) override
    {
        CLI::App &app =
            command(serverGroup(program), "push",
                    tr("Send to a server what was changed here since both were the same. The plan is shown "
                       "first, and "
                       "asked about. What was changed there alone stays, and nothing is ever deleted there"),
                    u"gatehouse server push production --dry-run\n"
                    "gatehouse server push production --client web-shop --on-conflict ours --yes"_s);
        declareOn(app);
        declarePlan();
        flag("--include-secrets", m_includeSecrets,
             tr("Also the encrypted secrets, in clear to the server: of each client application the newest "
                "that has not expired"));
        option("--on-conflict", m_onConflict, "POLICY",
               tr("What to do where both sides changed something. fail: leave that client application as it "
                  "is; ours: take what is here, also where something was changed there alone; theirs: leave "
                  "what is there"))
            ->check(CLI::IsMember({"fail", "ours", "theirs"}))
            ->capture_default_str();
    }

protected:
    Result<ExitStatus> workWith(Console &console, Session &session, const Peer &peer) override
    {
        const auto plan = planned(session, peer);
        if (!plan)
            return std::unexpected(plan.error());
        showText(console, serverplantext::ofPush(*plan));
        const ExitStatus done = plan->holdsBack() ? ExitStatus::Refused : ExitStatus::Done;
        if (m_dryRun || !plan->changesAnything()) {
            console.note(m_dryRun ? tr("This was a dry run: nothing was sent.")
                                  : tr("There is nothing to send."));
            return done;
        }
        if (const auto refused =
                refusedByPerson(console, m_yes, tr("Push this to %1?").arg(peer.server.name)))
            return *refused;
        return send(session, peer, *plan).transform([&](const PushOutcome &outcome) {
            tell(console, outcome, peer.server.name);
            if (outcome.broken)
                return statusOf(*outcome.broken);
            return outcome.isDone() ? done : ExitStatus::Refused;
        });
    }

private:
    Result<PushPlan> planned(Session &session, const Peer &peer) const
    {
        TaskLine line;
        return planPush(session.database, peer.encryption, peer.connection,
                        {.server = peer.server,
                         .clientIds = clientIds(),
                         .includeSecrets = m_includeSecrets,
                         .onConflict = m_onConflict == "ours"     ? OnConflict::Ours
                                       : m_onConflict == "theirs" ? OnConflict::Theirs
                                                                  : OnConflict::Fail},
                        progressOn(line));
    }

    static Result<PushOutcome> send(Session &session, const Peer &peer, const PushPlan &plan)
    {
        TaskLine line;
        return runPush(session.database, peer.encryption, peer.connection, plan,
                       line.step(tr("Writing to %1").arg(peer.server.name)));
    }

    static void tell(Console &console, const PushOutcome &outcome, const QString &server)
    {
        for (const PushedClient &client : outcome.clients) {
            if (client.error)
                console.note(u"\"%1\": %2"_s.arg(client.clientId, told(*client.error)));
            for (const QString &note : client.notes)
                console.note(u"\"%1\": %2"_s.arg(client.clientId, note));
        }
        console.note(outcomeText(outcome, server));
    }

    bool m_includeSecrets = false;
    std::string m_onConflict = "fail";
};

}

Verbs serverPlanVerbs()
{
    return made<ServerCompareVerb, ServerTakeVerb, ServerPushVerb>();
}

}
