#pragma once

#include "domain/Progress.h"
#include "store/AuditLog.h"

namespace gatehouse::store {

/// What came of looking at the whole chain of the audit trail.
struct AuditCheck
{
    qint64 entries = 0; ///< that were found whole, up to the fault
    QString lastHash; ///< of the last of them: noted elsewhere, it shows later whether the trail up to it was
                      ///< redone
    QString fault;    ///< what is wrong first, and what to do; empty: nothing

    bool isWhole() const { return fault.isEmpty(); }
};
/// As the trail is at one moment. An error only when it could not be looked at.
Result<AuditCheck> checkAuditTrail(Database &database, const Progress &progress = {});

}
