#pragma once

#include "domain/Error.h"
#include "domain/Progress.h"
#include "services/import/ImportPlan.h"
#include "store/edit/EditSession.h"

#include <functional>

namespace gatehouse {

/// Writes what the plan says in one transaction: all of it, or nothing. What was refused is left out; an
/// obstacle, a change that somebody else made since the plan, a full licence or a cancel leaves everything as
/// it was.
Result<void> applyImport(Database &database, const ImportPlan &plan, const QDateTime &now,
                         const Progress &progress = {});

/// The same, and `andThen` in the same transaction.
Result<void> applyImport(Database &database, const ImportPlan &plan, const QDateTime &now,
                         const Progress &progress, const std::function<Result<void>(EditSession &)> &andThen);

}
