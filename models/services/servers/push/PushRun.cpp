#include "services/servers/push/PushRun.h"

#include "domain/formats/KeptLists.h"
#include "domain/rules/InvisibleText.h"
#include "services/export/ExportHeads.h"
#include "services/servers/ServerAudit.h"
#include "services/servers/ServerComparison.h"
#include "services/servers/ServerRegistrations.h"
#include "services/servers/ServerSeals.h"
#include "services/servers/push/PushNotes.h"
#include "services/servers/push/ServerWriting.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

struct RunText
{
    Q_DECLARE_TR_FUNCTIONS(PushRun)
};

bool isSent(const PlannedPush &push)
{
    return push.status == PushStatus::New || push.status == PushStatus::Changed;
}

/// What nothing after it can mend.
bool breaksOff(const Error &error)
{
    return error.kind == Error::Kind::Unreachable || error.kind == Error::Kind::Tampered ||
           error.kind == Error::Kind::Cancelled || error.kind == Error::Kind::NotSignedIn;
}

Error cancelled()
{
    return {Error::Kind::Cancelled, RunText::tr("Cancelled.")};
}

Error unproven(const Server &server)
{
    return {
        Error::Kind::Rule,
        RunText::tr("No client secrets were sent to %1: nothing proves that %2 is its address. It was added "
                    "before encryption was set up or by an earlier version of Gatehouse, or something else "
                    "changed it. If the address is right, push secrets there once where a person is asked: "
                    "in the window, or at a terminal without --yes.")
            .arg(server.name, rules::withInvisiblesNamed(server.url))};
}

class PushRun
{
public:
    PushRun(Database &database, const Encryption &encryption, ServerConnection &connection,
            const PushPlan &plan, const Progress &progress)
        : m_database(database)
        , m_encryption(encryption)
        , m_connection(connection)
        , m_plan(plan)
        , m_progress(progress)
        , m_notes(database, encryption, plan)
    {
        m_outcome.planned = plan.count(PushStatus::New) + plan.count(PushStatus::Changed);
        m_total = m_outcome.planned + int(plan.steps.size());
    }

    Result<PushOutcome> run()
    {
        return checkMayBeNoted().and_then([&] { return openSecrets(); }).and_then([&] {
            m_connection.setGoesOn([this] { return goesOn(m_progress, m_done, m_total); });
            makeSteps();
            writeClients();
            m_connection.setGoesOn({});
            if (m_outcome.written() > 0)
                readAgain();
            return Result<PushOutcome>(m_outcome);
        });
    }

private:
    /// Nothing is changed there that could not be noted here, nor anything by an auditor.
    Result<void> checkMayBeNoted() const
    {
        return EditSession::begin(m_database).transform([](const EditSession &) {});
    }

    /// What leaves in clear is noted before it does.
    Result<void> openSecrets()
    {
        const bool keepsSecrets = std::ranges::any_of(m_plan.clients, &PlannedPush::takesNewSecret);
        if (!m_plan.sendsSecrets() && !keepsSecrets && m_plan.server.kind != ServerKind::Registration)
            return {};
        const auto key = m_encryption.key(m_database);
        if (!key)
            return std::unexpected(key.error());
        m_notes.keepSecretsBy(*key);
        if (!m_plan.sendsSecrets())
            return {};
        if (const auto proven = checkIsProven(); !proven)
            return proven;
        QStringList clientIds;
        for (const PlannedPush &push : m_plan.clients) {
            if (isSent(push) && push.sendsSecret)
                clientIds << push.clientId;
        }
        return editing(m_database,
                       [&](EditSession &session) {
                           return serveraudit::noteSecrets(session, m_plan.server, clientIds);
                       })
            .and_then([&] { return openedSecrets(m_database, *key); })
            .transform([&](const SecretSource &source) { m_secrets = source; });
    }

    /// What a person agreed to is proven from then on, so that nobody is asked for what runs by itself.
    Result<void> checkIsProven()
    {
        const Server &server = m_plan.server;
        return ServerSeals::of(m_database, m_encryption)
            .and_then([&](const ServerSeals &seals) -> Result<void> {
                if (seals.proves(server))
                    return {};
                if (!m_plan.isAddressAgreed)
                    return std::unexpected(unproven(server));
                return prove(m_database, m_encryption, server);
            });
    }

    bool mayGoOn()
    {
        if (!m_outcome.broken && !goesOn(m_progress, m_done, m_total))
            m_outcome.broken = cancelled();
        return !m_outcome.broken;
    }

    /// Without what is missing nothing would work there.
    void makeSteps()
    {
        for (const ServerStep &step : m_plan.steps) {
            if (!mayGoOn())
                return;
            const auto made = m_connection.make(step);
            const auto noted = editing(m_database, [&](EditSession &session) {
                return serveraudit::noteStep(session, m_plan.server, step.target,
                                             made ? QString() : made.error().text);
            });
            if (made)
                m_outcome.made << step.text;
            if (!made || !noted)
                m_outcome.broken = made ? noted.error() : made.error();
            ++m_done;
        }
    }

    void writeClients()
    {
        for (const PlannedPush &push : m_plan.clients) {
            if (!isSent(push))
                continue;
            if (!mayGoOn())
                return;
            const auto written = write(push);
            if (!written && breaksOff(written.error())) {
                m_outcome.broken = written.error();
                m_outcome.broken->text = u"\"%1\": %2"_s.arg(push.clientId, written.error().text);
                return;
            }
            if (!written)
                m_outcome.clients << PushedClient{push.clientId, written.error(), {}};
            ++m_done;
        }
    }

    Result<void> write(const PlannedPush &push)
    {
        ServerWrite change{.clientId = push.clientId,
                           .before = push.objectBefore,
                           .after = push.objectAfter,
                           .around = push.around,
                           .asksForSecret = push.takesNewSecret && push.status == PushStatus::Changed};
        bool isSent = false;
        const auto written =
            addSecret(change, push).and_then([&] { return m_notes.pending(push, true); }).and_then([&] {
                isSent = true;
                return m_connection.write(change);
            });
        json::wipeTexts(change.before);
        json::wipeTexts(change.after);
        const auto kept = keepRegistrations(m_database, m_encryption, m_plan.server, m_connection);
        if (written && !kept)
            return std::unexpected(kept.error());
        if (!written) {
            return m_notes.notWritten(push, written.error(), isSent && m_connection.mayHaveWritten(),
                                      isSent && m_connection.isOutcomeOpen());
        }
        m_outcome.clients << PushedClient{push.clientId, {}, written->notes};
        return m_notes.written(push, *written, m_outcome.clients.last());
    }

    /// What the writer makes of its secret in clear.
    Result<void> addSecret(ServerWrite &change, const PlannedPush &push)
    {
        if (!push.sendsSecret)
            return {};
        const ServerSight &sight = m_plan.material->sight;
        return serverwriting::written(sight, push.target)
            .and_then([&](const serverwriting::Written &without) {
                return serverwriting::written(sight, push.target, m_secrets)
                    .transform([&](serverwriting::Written with) {
                        change.hasSecret = !kept::isEqual(without.object, with.object);
                        change.after = kept::patched(change.after, without.object, with.object);
                        json::wipeTexts(with.object);
                    });
            });
    }

    /// How both compare now, and what the server did not take. Where that cannot be read, the next comparison
    /// tells it.
    void readAgain()
    {
        QStringList clientIds;
        for (const PushedClient &pushed : std::as_const(m_outcome.clients)) {
            if (!pushed.error)
                clientIds << pushed.clientId;
        }
        const ServerSight &sight = m_plan.material->sight;
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const auto document = readServer(m_connection, sight.format(), clientIds, now);
        if (!document)
            return;
        const auto places = comparison::placesIn(*document);
        for (PushedClient &pushed : m_outcome.clients) {
            const auto place = places.constFind(pushed.clientId.toLower());
            if (!pushed.error && place != places.constEnd())
                m_notes.notTaken(pushed, sight.completed(document->clients.at(*place).imported));
        }
        std::ignore =
            compareWithDocument(m_database, {.server = m_plan.server, .clientIds = clientIds, .now = now},
                                *document, m_connection.canList());
    }

    Database m_database;
    const Encryption &m_encryption;
    ServerConnection &m_connection;
    const PushPlan &m_plan;
    const Progress &m_progress;
    PushNotes m_notes;
    SecretSource m_secrets;
    PushOutcome m_outcome;
    int m_done = 0;
    int m_total = 0;
};

}

int PushOutcome::written() const
{
    return int(std::ranges::count_if(clients, [](const PushedClient &client) { return !client.error; }));
}

QString outcomeText(const PushOutcome &outcome, const QString &server)
{
    const QString text =
        RunText::tr("%1 of %Ln client application(s) were written to %2.", nullptr, outcome.planned)
            .arg(outcome.written())
            .arg(server);
    if (!outcome.broken)
        return text;
    return text + u' ' +
           RunText::tr("It broke off: %1 What was done stays. Push again to go on.")
               .arg(outcome.broken->text);
}

Result<PushOutcome> runPush(Database &database, const Encryption &encryption, ServerConnection &connection,
                            const PushPlan &plan, const Progress &progress)
{
    return PushRun(database, encryption, connection, plan, progress).run();
}

}
