#pragma once

#include "store/edit/EditSession.h"
#include "store/records/ClientStore.h"

#include <functional>

namespace gatehouse::edit {

/// What becomes of risks: of what a person types they are refused unless they are stored already, and what a
/// file holds is kept as it is.
enum class Risks { Judged, Taken };

/// Adds the client application (empty key) or replaces it (same version as stored). Gives it as it is stored
/// now.
Result<ClientApplication> save(EditSession &session, const ClientApplication &typed);
/// save() for whoever does not want it back, which takes half the time. Gives the primary key.
Result<QString> put(EditSession &session, const ClientApplication &typed, Risks risks = Risks::Judged);
Result<void> remove(EditSession &session, const ClientApplication &client);

/// What the rules say about a client application as it would be saved now.
Result<QList<Problem>> check(EditSession &session, const ClientApplication &typed);

/// Asks the rules again where time alone may have changed the answer. Gives how many were asked.
Result<int> recheckProblems(EditSession &session);
/// The same of the client applications with these primary keys.
Result<void> recheck(EditSession &session, const QStringList &keys);

/// Refused where there are any that use what is to be removed; `refusal` makes the text of their client IDs.
Result<void> checkNoneUses(EditSession &session, const QStringList &keys,
                           const std::function<QString(const QString &clientIds)> &refusal);

}
