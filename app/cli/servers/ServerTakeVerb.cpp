#include "app/cli/Access.h"
#include "app/cli/Meanwhile.h"
#include "app/cli/Verbs.h"
#include "app/cli/certificates/CertificateAccess.h"
#include "app/cli/servers/ServerPlanVerb.h"
#include "services/servers/ServerPlanText.h"
#include "ui/consent/LogoImage.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

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
        return tryingAgain([&] { return askAndTake(console, session, peer); });
    }

private:
    /// Where somebody changed one of them since it was asked, both sides are read again and it is asked
    /// again.
    Result<ExitStatus> askAndTake(Console &console, Session &session, const Peer &peer) const
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

}

Verbs serverTakeVerb()
{
    return made<ServerTakeVerb>();
}

}
