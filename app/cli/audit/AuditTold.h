#pragma once

#include "app/cli/Console.h"
#include "services/AuditMemory.h"

namespace gatehouse::cli {

/// Compares the audit trail with what this machine remembers of it, and tells what does not fit, or why it
/// could not be compared, on standard error. Work goes on in any case.
void tellOfAuditLoss(Console &console, Database &database);
/// The same for whoever tells it differently: only why it could not be compared goes to standard error.
Result<std::optional<AuditLoss>> auditLoss(Console &console, Database &database);
QString auditLossText(const AuditLoss &loss);

/// At the end of work, when it was told already: remembers the last entry.
void rememberAuditTrail(Database &database);

}
