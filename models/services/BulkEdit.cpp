#include "services/BulkEdit.h"

#include "services/ServicesText.h"
#include "store/edit/ClientEdits.h"

#include <algorithm>

namespace gatehouse::bulk {

namespace {

/// Calls change(session, client, outcome) for each client application that still exists, and commits.
template<typename Change>
Result<Outcome> forEach(Database database, const QStringList &keys, const Progress &progress, Change change)
{
    return editing(database, [&](EditSession &session) -> Result<Outcome> {
        Outcome outcome;
        for (int position = 0; const QString &key : keys) {
            if (!goesOn(progress, position++, int(keys.size())))
                return fail(Error::Kind::Cancelled, ServicesText::tr("Cancelled. Nothing was changed."));
            const auto client = store::loadClient(database, key);
            if (!client)
                return std::unexpected(client.error());
            if (!*client) {
                ++outcome.gone;
                continue;
            }
            if (const Result<void> done = change(session, **client, outcome); !done)
                return std::unexpected(done.error());
        }
        return outcome;
    });
}

}

Result<Outcome> setEnabled(const Database &database, const QStringList &keys, bool enabled,
                           const Progress &progress)
{
    return forEach(
        database, keys, progress,
        [enabled](EditSession &session, ClientApplication client, Outcome &outcome) -> Result<void> {
            client.enabled = enabled;
            const auto problems = edit::check(session, client);
            if (!problems)
                return std::unexpected(problems.error());
            if (const auto stop = std::ranges::find(*problems, Gate::Save, &Problem::gate);
                stop != problems->end()) {
                outcome.refused << Refusal{client.clientId, stop->text};
                return {};
            }
            outcome.changed << client.clientId;
            return edit::put(session, client).transform([](const QString &) {});
        });
}

Result<Outcome> remove(const Database &database, const QStringList &keys, const ReadVersions &read,
                       const Progress &progress)
{
    return forEach(
        database, keys, progress,
        [&read](EditSession &session, const ClientApplication &client, Outcome &outcome) -> Result<void> {
            if (read.value(client.key, client.version) != client.version) {
                outcome.meanwhile << client.key;
                return {};
            }
            outcome.changed << client.clientId;
            return edit::remove(session, client);
        });
}

}
