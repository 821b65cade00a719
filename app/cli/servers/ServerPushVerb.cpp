#include "app/cli/Access.h"
#include "app/cli/Verbs.h"
#include "app/cli/servers/ServerPlanVerb.h"
#include "domain/rules/InvisibleText.h"
#include "services/servers/ServerPlanText.h"
#include "services/servers/push/PushPlanner.h"
#include "services/servers/push/PushRun.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

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
               tr("What to do where both sides changed something, or a client application is gone there. "
                  "fail: leave that client application as it is; ours: take what is here, and add what is "
                  "gone; theirs: leave what is there"))
            ->check(CLI::IsMember({"fail", "ours", "theirs"}))
            ->capture_default_str();
    }

protected:
    Result<ExitStatus> workWith(Console &console, Session &session, const Peer &peer) override
    {
        auto plan = planned(session, peer);
        if (!plan)
            return std::unexpected(plan.error());
        showText(console, serverplantext::ofPush(*plan));
        const ExitStatus done = plan->holdsBack() ? ExitStatus::Refused : ExitStatus::Done;
        if (m_dryRun || !plan->changesAnything()) {
            console.note(m_dryRun ? tr("This was a dry run: nothing was sent.")
                                  : tr("There is nothing to send."));
            return done;
        }
        if (const auto refused = refusedByPerson(console, m_yes, question(*plan)))
            return *refused;
        plan->isAddressAgreed = !m_yes;
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

    static QString question(const PushPlan &plan)
    {
        const Server &server = plan.server;
        return plan.sendsSecrets() ? tr("Push this to %1? Client secrets go in clear to %2.")
                                         .arg(server.name, rules::withInvisiblesNamed(server.url))
                                   : tr("Push this to %1?").arg(server.name);
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

Verbs serverPushVerb()
{
    return made<ServerPushVerb>();
}

}
