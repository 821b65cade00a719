#include "services/servers/PushRun.h"

#include "domain/formats/KeptLists.h"
#include "domain/servers/ServerActions.h"
#include "services/export/ExportHeads.h"
#include "services/servers/ClientPush.h"
#include "services/servers/ServerAudit.h"
#include "services/servers/ServerComparison.h"
#include "services/servers/ServerOpening.h"
#include "services/servers/ServerRegistrations.h"
#include "services/servers/ServerWriting.h"
#include "store/edit/ClientEdits.h"
#include "store/edit/ServerEdits.h"
#include "store/records/SecurityStore.h"

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
    return error.kind == Error::Kind::Unreachable || error.kind == Error::Kind::Cancelled ||
           error.kind == Error::Kind::NotSignedIn;
}

Error cancelled()
{
    return {Error::Kind::Cancelled, RunText::tr("Cancelled.")};
}

QStringList sentFields(const PlannedPush &push, const QString &format)
{
    QStringList names;
    for (const MergePart &part : push.merge.parts) {
        if (part.choice == MergeSide::Here)
            names << view::name(part.place, format);
    }
    if (push.sendsSecret)
        names << QString::fromLatin1(fieldInfo(ClientField::Secrets).name);
    names.removeDuplicates();
    return names;
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
    {
        m_outcome.planned = plan.count(PushStatus::New) + plan.count(PushStatus::Changed);
        m_total = m_outcome.planned + int(plan.steps.size());
    }

    Result<PushOutcome> run()
    {
        return loadKnown().and_then([&] { return openSecrets(); }).and_then([&] {
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
    Result<void> loadKnown()
    {
        return store::loadServerClients(m_database, m_plan.server.key)
            .transform([&](const store::ServerClients &known) { m_known = known; });
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
        m_key = *key;
        if (!m_plan.sendsSecrets())
            return {};
        QStringList clientIds;
        for (const PlannedPush &push : m_plan.clients) {
            if (isSent(push) && push.sendsSecret)
                clientIds << push.clientId;
        }
        return editing(m_database,
                       [&](EditSession &session) {
                           return serveraudit::noteSecrets(session, m_plan.server, clientIds);
                       })
            .and_then([&] { return openedSecrets(m_database, m_key); })
            .transform([&](const SecretSource &source) { m_secrets = source; });
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
                           .around = push.around};
        const auto written =
            addSecret(change, push).and_then([&] { return notePending(push, true); }).and_then([&] {
                return m_connection.write(change);
            });
        json::wipeTexts(change.before);
        json::wipeTexts(change.after);
        const auto kept = keepRegistrations(m_database, m_encryption, m_plan.server, m_connection);
        if (written && !kept)
            return std::unexpected(kept.error());
        if (!written)
            return notWritten(push, written.error());
        return noteWritten(push, *written);
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

    /// A registration is sent once, because nobody can see whether it came.
    Result<void> notePending(const PlannedPush &push, bool isPending)
    {
        if (m_plan.server.kind != ServerKind::Registration || push.status != PushStatus::New)
            return {};
        store::ServerClient &known = knownOf(push);
        known.registrationPending = isPending;
        return editing(m_database,
                       [&](EditSession &session) { return edit::noteServerClient(session, known); });
    }

    store::ServerClient &knownOf(const PlannedPush &push)
    {
        store::ServerClient &known = m_known[push.key];
        known.serverKey = m_plan.server.key;
        known.applicationKey = push.key;
        return known;
    }

    Result<void> notWritten(const PlannedPush &push, const Error &error)
    {
        const auto noted = editing(m_database, [&](EditSession &session) {
            return serveraudit::note(session, audit::pushed, m_plan.server, {push.key, push.clientId}, {},
                                     error.text);
        });
        if (!noted)
            return std::unexpected(noted.error());
        if (error.kind == Error::Kind::Rule || error.kind == Error::Kind::Conflict) { // it was answered
            if (const auto cleared = notePending(push, false); !cleared)
                return std::unexpected(cleared.error());
        }
        return std::unexpected(error);
    }

    Result<void> noteWritten(const PlannedPush &push, const ServerWritten &written)
    {
        const QString format = m_plan.material->sight.format().name();
        store::ServerClient &known = knownOf(push);
        known.pushedAt = QDateTime::currentDateTimeUtc();
        known.registrationPending = false;
        known.lastSeen = seen::toText({threeway::seenAfter(viewSaid(push.target, format), push.merge),
                                       seen::fromText(known.lastSeen).notTaken});
        PushedClient pushed{push.clientId, {}, written.notes};
        const auto store = [&](EditSession &session) {
            return takeSecret(session, push, written, pushed)
                .and_then([&] { return edit::noteServerClient(session, known); })
                .and_then([&] {
                    return serveraudit::note(session, audit::pushed, m_plan.server, {push.key, push.clientId},
                                             sentFields(push, format));
                });
        };
        const auto noted =
            takeRegistration(known, written).and_then([&] { return editing(m_database, store); });
        m_outcome.clients << pushed;
        if (noted)
            return {};
        Error error = noted.error();
        error.kind = Error::Kind::Unreachable;
        error.text = RunText::tr("It was written there, but that cannot be noted here: %1").arg(error.text);
        return std::unexpected(error);
    }

    /// Outside of a transaction, because the key store may have something to finish.
    Result<void> takeRegistration(store::ServerClient &known, const ServerWritten &written)
    {
        if (!written.registration)
            return {};
        known.thereId = written.registration->clientId;
        known.registrationUri = written.registration->uri;
        return sealedToken(m_database, m_encryption, known.serverKey, known.applicationKey,
                           written.registration->token)
            .transform([&](const QByteArray &sealed) { known.registrationToken = sealed; });
    }

    /// The one that the server made for it.
    Result<void> takeSecret(EditSession &session, const PlannedPush &push, const ServerWritten &written,
                            PushedClient &pushed)
    {
        if (written.newSecret.isEmpty())
            return {};
        if (!m_key) {
            pushed.notes << RunText::tr(
                                "%1 made a secret for it, which was not kept. Add one here, and push it.")
                                .arg(m_plan.server.name);
            return {};
        }
        const auto record = store::loadEncryption(m_database);
        if (!record)
            return std::unexpected(record.error());
        return store::loadClient(session.database(), push.key).and_then([&](auto client) -> Result<void> {
            if (!client)
                return {};
            return sealedSecret(*m_key, record->databaseId, push.key, written.newSecret,
                                RunText::tr("Made by %1").arg(m_plan.server.name), session.now(), {})
                .and_then([&](ClientSecret secret) {
                    if (m_plan.material->sight.servers().size() > 1)
                        secret.onlyOn = m_plan.server.name;
                    client->secrets.removeIf(
                        [](const ClientSecret &known) { return known.isKnownToServerOnly(); });
                    client->secrets << secret;
                    pushed.notes << RunText::tr("%1 made a secret for it, which is on the tab Secrets now.")
                                        .arg(m_plan.server.name);
                    return edit::put(session, *client, edit::Risks::Taken).transform([](const QString &) {});
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
                noteNotTaken(pushed, sight.completed(document->clients.at(*place).imported));
        }
        std::ignore =
            compareWithDocument(m_database, {.server = m_plan.server, .clientIds = clientIds, .now = now},
                                *document, m_connection.canList());
    }

    void noteNotTaken(PushedClient &pushed, const ImportedClient &there)
    {
        const auto push = std::ranges::find(m_plan.clients, pushed.clientId, &PlannedPush::clientId);
        const MirroredClient &mirror = m_plan.material->mirrors.at(push->key);
        if (there.refusal || !mirror.isRead)
            return;
        const SeenSides sides = seenSides(m_plan.material->sight, mirror, there);
        store::ServerClient &known = knownOf(*push);
        const QList<MergePart> knownNotTaken = seen::fromText(known.lastSeen).notTaken;
        SeenOnServer seen{threeway::seenAfter(sides.thereView, push->merge), {}};
        const ClientMerge now = threeway::mergeOf({}, sides.hereView, sides.thereView, sides.fields);
        const ClientMerge unknown = seen::without(now, knownNotTaken);
        for (const MergePart &part : now.parts) {
            const auto sent = std::ranges::find(push->merge.parts, part.place, &MergePart::place);
            const bool isSent = push->status == PushStatus::New ||
                                (sent != push->merge.parts.end() && sent->choice == MergeSide::Here);
            const bool isKnown = !unknown.parts.contains(part);
            if (isSent || isKnown || pushing::staysThere(*push, part))
                seen.notTaken << part;
            if (isSent) {
                const QString text = part.here.is_null() ? RunText::tr("%1: %2 has set it by itself.")
                                                         : RunText::tr("%1: %2 did not take it.");
                pushed.notes << text.arg(view::label(part.place), m_plan.server.name);
            }
        }
        pushed.notes.removeDuplicates();
        known.lastSeen = seen::toText(seen);
        std::ignore =
            editing(m_database, [&](EditSession &session) { return edit::noteServerClient(session, known); });
    }

    Database m_database;
    const Encryption &m_encryption;
    ServerConnection &m_connection;
    const PushPlan &m_plan;
    const Progress &m_progress;
    store::ServerClients m_known;
    std::optional<EncryptionKeyBytes> m_key;
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
