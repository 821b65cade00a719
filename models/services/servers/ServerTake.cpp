#include "services/servers/ServerTake.h"

#include "domain/rules/RuleText.h"
#include "domain/servers/ServerActions.h"
#include "services/import/ImportWriter.h"
#include "services/servers/ServerAudit.h"
#include "services/servers/TakeSource.h"
#include "store/edit/ServerEdits.h"

#include <QCoreApplication>

#include <algorithm>

namespace gatehouse {

namespace {

struct TakeText
{
    Q_DECLARE_TR_FUNCTIONS(ServerTake)
};

Error notThere(const QString &clientId, const QString &server)
{
    return {Error::Kind::NotFound,
            TakeText::tr("There is no client application \"%1\" on %2. Check the client ID.")
                .arg(rules::shortened(clientId), server)};
}

Error undecided(const QString &clientId)
{
    return {Error::Kind::Conflict,
            TakeText::tr(
                "Both sides changed something in \"%1\" since they were the same. Choose what to take, or "
                "leave it out.")
                .arg(rules::shortened(clientId))};
}

Result<QSet<std::size_t>> chosenPlaces(const WholeDocument &document, const TakeRequest &request)
{
    QSet<std::size_t> chosen;
    if (request.clientIds.isEmpty()) {
        for (std::size_t place = 0; place < document.clients.size(); ++place) {
            if (!document.clients[place].imported.isOfOtherKind)
                chosen << place;
        }
        return chosen;
    }
    const auto places = comparison::placesIn(document);
    for (const QString &clientId : request.clientIds) {
        const auto place = places.constFind(clientId.toLower());
        if (place == places.constEnd())
            return std::unexpected(notThere(clientId, request.server.name));
        chosen << *place;
    }
    return chosen;
}

/// The audit trail says where they came from.
Result<void> noteTaken(EditSession &session, const TakePlan &plan)
{
    for (qsizetype index = 0; index < plan.import.clients.size(); ++index) {
        if (!isWritten(plan.import.clients.outline(index).status))
            continue;
        const auto noted = plan.import.clients.at(index).and_then([&](const PlannedClient &planned) {
            return store::findClientId(session.database(), planned.client.clientId)
                .and_then([&](const auto &owner) -> Result<void> {
                    if (!owner)
                        return {};
                    return serveraudit::note(session, audit::taken, plan.server,
                                             {owner->key, owner->clientId});
                });
        });
        if (!noted)
            return noted;
    }
    return {};
}

QStringList keptDisabled(const TakePlan &plan)
{
    QStringList clientIds;
    for (qsizetype index = 0; index < plan.import.clients.size(); ++index) {
        const PlannedClients::Outline &outline = plan.import.clients.outline(index);
        const bool isTaken = isWritten(outline.status) || outline.status == ImportStatus::Unchanged;
        if (isTaken && outline.isKeptDisabled)
            clientIds << outline.name;
    }
    return clientIds;
}

/// What is enabled there and could not be used here is no drift as long as both stay so, and no push turns it
/// off there.
Result<void> noteKeptDisabled(EditSession &session, const TakePlan &plan)
{
    const auto noteIt = [](store::ServerClient &client) -> Result<void> {
        SeenOnServer seen = seen::fromText(client.lastSeen);
        seen::noteKeptDisabled(seen);
        client.lastSeen = seen::toText(seen);
        return {};
    };
    for (const QString &clientId : keptDisabled(plan)) {
        const auto owner = store::findClientId(session.database(), clientId);
        if (!owner)
            return std::unexpected(owner.error());
        if (!*owner)
            continue;
        const auto noted = edit::changeServerClient(session, plan.server.key, (*owner)->key, noteIt);
        if (!noted)
            return noted;
    }
    return {};
}

/// Where nothing changes, there may be something to note all the same.
Result<void> written(Database &database, const TakePlan &plan, const Progress &progress,
                     const std::function<Result<void>(EditSession &)> &note)
{
    if (plan.import.changesAnything() || plan.import.obstacle)
        return applyImport(database, plan.import, plan.now, progress, note);
    return keptDisabled(plan).isEmpty() ? Result<void>() : editing(database, note, plan.now);
}

QStringList clientIdsOf(const TakePlan &plan)
{
    QStringList ids;
    for (qsizetype index = 0; index < plan.import.clients.size(); ++index) {
        if (plan.import.clients.outline(index).status != ImportStatus::Refused)
            ids << plan.import.clients.outline(index).name;
    }
    return ids;
}

}

Result<TakePlan> planTake(Database &database, const Encryption &encryption, ServerConnection &connection,
                          const TakeRequest &request, const ComparisonProgress &progress)
{
    return exportFormatByName(formatOf(request.server))
        .and_then([&](const ClientFormat *format) {
            return readServer(connection, *format, request.clientIds, request.now, progress.reading);
        })
        .and_then([&](WholeDocument &&document) {
            return planTake(database, encryption, std::make_shared<const WholeDocument>(std::move(document)),
                            request, progress.comparing);
        });
}

Result<TakePlan> planTake(Database &database, const Encryption &encryption,
                          const std::shared_ptr<const WholeDocument> &document, const TakeRequest &request,
                          const Progress &progress)
{
    const auto format = exportFormatByName(formatOf(request.server));
    if (!format)
        return std::unexpected(format.error());
    const auto places = chosenPlaces(*document, request);
    if (!places)
        return std::unexpected(places.error());
    const auto sight = ServerSight::of(database, **format, request.now, request.server.name);
    if (!sight)
        return std::unexpected(sight.error());
    TakeSource source(database, *sight, *document, request);
    ImportOptions options{.onConflict = ConflictPolicy::Overwrite,
                          .keeping = request.keeping,
                          .choice = request.choice,
                          .proveLogo = request.proveLogo};
    return source.choose(*places, progress)
        .and_then([&] { return secretSealing(database, encryption, source.survey(), request.keeping); })
        .and_then([&](const SecretSealing &sealing) {
            options.sealing = sealing;
            return ImportPlanner(database, options, request.now).plan(source);
        })
        .transform([&](const ImportPlan &plan) {
            return TakePlan{request.server, request.now, plan, document, source.merges()};
        });
}

QStringList TakePlan::openConflicts() const
{
    QStringList open;
    for (qsizetype index = 0; index < import.clients.size(); ++index) {
        const PlannedClients::Outline &outline = import.clients.outline(index);
        if (isWritten(outline.status) && merges.value(outline.name.toLower()).hasConflict())
            open << outline.name;
    }
    return open;
}

Result<void> applyTake(Database &database, const TakePlan &plan, const Progress &progress)
{
    if (const QStringList open = plan.openConflicts(); !open.isEmpty())
        return std::unexpected(undecided(open.first()));
    const auto note = [&](EditSession &session) {
        return noteTaken(session, plan).and_then([&] { return noteKeptDisabled(session, plan); });
    };
    return written(database, plan, progress, note).and_then([&]() -> Result<void> {
        const QStringList clientIds = clientIdsOf(plan);
        if (clientIds.isEmpty())
            return {};
        return compareWithDocument(database, {.server = plan.server, .clientIds = clientIds, .now = plan.now},
                                   *plan.document, true)
            .transform([](const ServerComparison &) {});
    });
}

}
