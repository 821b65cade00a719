#pragma once

#include "store/audit/AuditLog.h"

namespace gatehouse::store {

/// What became of a commit whose answer never came, by the last entry that it added to the audit trail:
/// nobody else's has its hash. Connects again, for as long as people wait for an answer, or where the
/// database has an Outage until that is given up, and waits for a transaction that is still being done there.
/// Nothing: it was done. Else that it was not, so that it may be tried again; or, where nobody can be asked,
/// that it is not known.
Result<void> commitOutcome(Database database, const AuditHead &added);

}
