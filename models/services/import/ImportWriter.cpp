#include "services/import/ImportWriter.h"

#include "services/import/ImportText.h"
#include "store/edit/ClientEdits.h"
#include "store/edit/LanguageEdits.h"
#include "store/edit/ResourceEdits.h"
#include "store/edit/ScopeEdits.h"
#include "store/edit/UserEdits.h"

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

Error nothingImported(const QString &name, Error error)
{
    error.text = ImportText::tr("\"%1\": %2 Nothing was imported.").arg(name, error.text);
    return error;
}

bool becomesDefault(const PlannedRecord<Language> &planned)
{
    const bool differs = std::ranges::contains(planned.differences, u"default"_s, &ColumnDifference::column);
    return planned.record.isDefault && (differs || planned.status == ImportStatus::New);
}

/// The language that becomes the default goes last: saving it changes the one that was, which the plan may
/// change as well.
QList<PlannedRecord<Language>> newDefaultLast(QList<PlannedRecord<Language>> languages)
{
    std::ranges::stable_partition(languages, std::not_fn(becomesDefault));
    return languages;
}

std::unexpected<Error> cancelled()
{
    return fail(Error::Kind::Cancelled, ImportText::tr("The import was cancelled. Nothing was changed."));
}

/// `mayGoOn` is asked before each that is written.
template<typename Record>
Result<void> saveRecords(EditSession &session, const QList<PlannedRecord<Record>> &planned,
                         const std::function<bool()> &mayGoOn)
{
    for (const auto &one : planned) {
        if (!isWritten(one.status))
            continue;
        if (!mayGoOn())
            return cancelled();
        if (const auto saved = edit::save(session, one.record); !saved)
            return std::unexpected(nothingImported(nameOf(one.record), saved.error()));
    }
    return {};
}

Result<void> saveClients(EditSession &session, const PlannedClients &planned, const Progress &progress)
{
    for (qsizetype i = 0; i < planned.size(); ++i) {
        if (!goesOn(progress, int(i), int(planned.size())))
            return cancelled();
        if (!isWritten(planned.outline(i).status))
            continue;
        const auto saved = planned.at(i).and_then(
            [&](const PlannedClient &one) { return edit::put(session, one.client, edit::Risks::Taken); });
        if (!saved)
            return std::unexpected(nothingImported(planned.outline(i).name, saved.error()));
    }
    return {};
}

/// The plan judged everything by the same rules. So what is refused all the same may be so because of what
/// somebody else saved since, as a client application with the same client ID: then the plan has to be made
/// anew.
Error refusedMeanwhile(EditSession &session, const ImportPlan &plan, Error error)
{
    if (error.kind != Error::Kind::Rule)
        return error;
    const auto head = store::loadAuditHead(session.database());
    if (!head || head->value_or(store::AuditHead()).hash == plan.trailEnd)
        return error;
    return {
        Error::Kind::Conflict,
        ImportText::tr("Somebody else saved something since it was found out what the import would do. %1")
            .arg(error.text)};
}

}

Result<void> applyImport(Database &database, const ImportPlan &plan, const QDateTime &now,
                         const Progress &progress)
{
    return applyImport(database, plan, now, progress, [](EditSession &) -> Result<void> { return {}; });
}

Result<void> applyImport(Database &database, const ImportPlan &plan, const QDateTime &now,
                         const Progress &progress, const std::function<Result<void>(EditSession &)> &andThen)
{
    if (plan.obstacle)
        return std::unexpected(*plan.obstacle);
    if (!plan.changesAnything())
        return {};
    const auto mayGoOn = [&] { return goesOn(progress, 0, int(plan.clients.size())); };
    const auto write = [&](EditSession &session) {
        return saveRecords(session, newDefaultLast(plan.languages), mayGoOn)
            .and_then([&] { return saveRecords(session, plan.users, mayGoOn); })
            .and_then([&] { return saveRecords(session, plan.apiScopes, mayGoOn); })
            .and_then([&] { return saveRecords(session, plan.customResources, mayGoOn); })
            .and_then([&] { return saveClients(session, plan.clients, progress); })
            .and_then([&] { return andThen(session); })
            .transform_error([&](const Error &error) { return refusedMeanwhile(session, plan, error); });
    };
    return editing(database, write, now);
}

}
