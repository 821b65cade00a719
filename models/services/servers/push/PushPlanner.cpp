#include "services/servers/push/PushPlanner.h"

#include "domain/rules/RuleText.h"
#include "services/ClientSelection.h"
#include "services/export/ExportHeads.h"
#include "services/servers/FileSurroundings.h"
#include "services/servers/push/ClientPush.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct PlannerText
{
    Q_DECLARE_TR_FUNCTIONS(PushPlanner)
};

ServerNeeds needsOf(const PushPlan &plan)
{
    ServerNeeds needs;
    for (const PlannedPush &push : plan.clients) {
        if (push.status == PushStatus::New || push.status == PushStatus::Changed)
            needs.clients << push.target;
    }
    const ExportHead head = onlyFor(plan.material->sight.head(), needs.clients);
    needs.apiScopes = head.apiScopes;
    needs.customResources = head.customResources;
    needs.languages = plan.material->sight.head().languages;
    return needs;
}

/// What could not be added is told with the plan, and not only when it is written.
Result<void> refuseAdditions(PushPlan &plan, ServerConnection &connection)
{
    QStringList added;
    for (const PlannedPush &push : std::as_const(plan.clients)) {
        if (push.status == PushStatus::New)
            added << push.clientId;
    }
    if (added.isEmpty())
        return {};
    return connection.refusedAdditions(added).transform([&](const QHash<QString, Error> &refused) {
        for (PlannedPush &push : plan.clients) {
            if (push.status != PushStatus::New || !refused.contains(push.clientId))
                continue;
            push.status = PushStatus::Refused;
            push.refusal = refused.value(push.clientId);
        }
    });
}

/// What has to be there first, and what the server calls our texts.
Result<void> addSteps(PushPlan &plan, ServerConnection &connection)
{
    plan.steps.clear();
    if (!plan.changesAnything())
        return {};
    const ServerNeeds needs = needsOf(plan);
    return connection.missing(needs).transform([&](const QList<ServerStep> &steps) {
        plan.steps = steps;
        for (PlannedPush &push : plan.clients) {
            if (push.status != PushStatus::New && push.status != PushStatus::Changed)
                continue;
            connection.fit(push.objectAfter, push.target, needs);
            push.notes += connection.sideEffects(push.objectBefore, push.objectAfter, push.sendsSecret);
        }
    });
}

/// Mirrors of the chosen client applications, and what was last seen of each.
class Gathering
{
public:
    Gathering(Database &database, const PushRequest &request, PushPlan &plan, PushMaterial &material)
        : m_database(database), m_request(request), m_plan(plan), m_material(material)
    {
    }

    Result<void> gather(const Progress &progress)
    {
        const ClientSelection chosen = m_request.clientIds.isEmpty()
                                           ? ClientSelection::all()
                                           : ClientSelection::byClientIds(m_request.clientIds);
        const auto known = store::loadServerClients(m_database, m_request.server.key);
        if (!known)
            return std::unexpected(known.error());
        if (m_request.server.kind == ServerKind::Registration)
            gatherNotTaken(*known);
        return visitMirrored(m_database, chosen, m_material.sight, m_material.document.rest, progress,
                             [&](std::vector<MirroredClient> &&mirrors) -> Result<void> {
                                 for (MirroredClient &mirror : mirrors) {
                                     const QString key = mirror.stored.key;
                                     addPush(mirror, known->value(key));
                                     m_material.mirrors.emplace(key, std::move(mirror));
                                 }
                                 return {};
                             });
    }

private:
    /// It says what metadata it takes by refusing the rest, and by nothing else.
    void gatherNotTaken(const store::ServerClients &known)
    {
        for (const store::ServerClient &one : known) {
            for (const MergePart &part : seen::fromText(one.lastSeen).notTaken) {
                if (view::text(part.place, part.there).isEmpty())
                    m_material.notTaken.insert(part.place);
            }
        }
    }

    void addPush(const MirroredClient &mirror, const store::ServerClient &known)
    {
        PlannedPush push;
        push.clientId = mirror.stored.clientId;
        push.key = mirror.stored.key;
        const SeenOnServer seen = seen::fromText(known.lastSeen);
        if (seen.isUnanswered && !seen.base)
            takeHalf(push.clientId);
        const ImportedClient *const there = pushing::clientThere(m_material, push.clientId);
        if (there && !there->refusal && mirror.isRead) {
            const SeenSides sides = seenSides(m_material.sight, mirror, m_material.sight.completed(*there));
            push.merge = seen::without(threeway::mergeOf(seen.base, sides.hereView, sides.thereView,
                                                         sides.fields, m_request.onConflict),
                                       seen.notTaken);
            if (seen.isUnanswered && m_request.onConflict != OnConflict::Theirs)
                seen::goOn(push.merge, !seen.base);
        }
        if (!there)
            push.doubt = doubtOf(push.clientId, known, seen);
        if (known.thereId.isEmpty()) // else it has a name of the server's own
            push.wasThereAs = seen::otherNameIn(seen, push.clientId);
        push.lacksSecret = seen.lacksSecret;
        m_plan.clients << push;
    }

    /// A server that ended in the middle of adding it may have stored what nobody would take in, and nothing
    /// but what this was sending. One that stands there twice stays refused.
    void takeHalf(const QString &clientId)
    {
        const auto isIt = [&](const WholeDocument::Client &one) {
            return one.imported.client.clientId.compare(clientId, Qt::CaseInsensitive) == 0;
        };
        auto &clients = m_material.document.clients;
        if (const auto it = std::ranges::find_if(clients, isIt);
            it != clients.end() && std::ranges::count_if(clients, isIt) == 1)
            it->imported.refusal.reset();
    }

    std::optional<PushDoubt> doubtOf(const QString &clientId, const store::ServerClient &known,
                                     const SeenOnServer &seen) const
    {
        const bool isOurs = m_request.onConflict == OnConflict::Ours;
        if (known.registrationPending) {
            return PushDoubt{.status = PushStatus::Refused,
                             .reason = mayBeAdded(clientId, mayBeRegistered()),
                             .choice = isOurs ? std::optional(MergeSide::Here) : std::nullopt};
        }
        const bool isRegistered = !known.thereId.isEmpty();
        if (!isRegistered && !seen::isKnownAs(seen, clientId))
            return std::nullopt;
        PushDoubt doubt{.reason = mayBeAdded(clientId, isRegistered ? isNotShown(known.thereId) : isGone())};
        if (m_request.onConflict != OnConflict::Fail)
            doubt.choice = isOurs ? MergeSide::Here : MergeSide::There;
        return doubt;
    }

    Error mayBeAdded(const QString &clientId, const QString &text) const
    {
        return {Error::Kind::Conflict,
                text,
                {},
                u"gatehouse server push %1 --client %2 --on-conflict ours"_s.arg(m_request.server.name,
                                                                                 clientId)};
    }

    /// Where nobody can look whether it is.
    QString mayBeRegistered() const
    {
        return PlannerText::tr("It was sent to %1 before, and no answer came: it may be registered there "
                               "under an ID that nobody knows. Look there first. To register it once more, "
                               "push it so that what is here wins.")
            .arg(m_request.server.name);
    }

    QString isNotShown(const QString &thereId) const
    {
        return PlannerText::tr("It is registered on %1 as \"%2\", which the server does not show: it was "
                               "deleted there, or the token for it was changed in an answer that never came. "
                               "Look there first. Registered once more it gets another client ID and secret, "
                               "and that registration stays as it is. To do so, push it so that what is here "
                               "wins.")
            .arg(m_request.server.name, rules::shortened(thereId));
    }

    QString isGone() const
    {
        return PlannerText::tr("It was on %1 when both were the same, and is not there any more: somebody "
                               "deleted it, or Gatehouse may not see it. To add it again, push it so that "
                               "what is here wins.")
            .arg(m_request.server.name);
    }

    Database m_database;
    const PushRequest &m_request;
    PushPlan &m_plan;
    PushMaterial &m_material;
};

}

Result<void> settlePush(PushPlan &plan, ServerConnection &connection)
{
    for (PlannedPush &push : plan.clients) {
        if (const auto settled = pushing::settle(plan, push); !settled)
            return settled;
    }
    return refuseAdditions(plan, connection).and_then([&] { return addSteps(plan, connection); });
}

Result<PushPlan> planPush(Database &database, const Encryption &encryption, ServerConnection &connection,
                          const PushRequest &request, const ComparisonProgress &progress)
{
    const auto format = exportFormatByName(formatOf(request.server));
    if (!format)
        return std::unexpected(format.error());
    PushPlan plan{.server = request.server,
                  .now = request.now,
                  .includeSecrets = request.includeSecrets,
                  .canKeepNewSecrets = encryption.status(database).state == EncryptionStatus::State::Ready};
    auto sight = ServerSight::of(database, **format, request.now, request.server.name);
    if (!sight)
        return std::unexpected(sight.error());
    auto document = readServer(connection, **format, request.clientIds, request.now, progress.reading);
    if (!document)
        return std::unexpected(document.error());
    if (request.server.kind != ServerKind::File)
        sight->expectNeedsMade();
    else if (surroundings::holdScopes(document->rest))
        sight->expectScopesMade();
    const auto material = std::make_shared<PushMaterial>(*std::move(sight), *std::move(document));
    material->places = comparison::placesIn(material->document);
    plan.material = material;
    plan.losses = material->document.head.losses;
    return Gathering(database, request, plan, *material)
        .gather(progress.comparing)
        .and_then([&] { return settlePush(plan, connection); })
        .transform([&] { return plan; });
}

}
