#pragma once

#include "domain/Progress.h"
#include "store/audit/AuditBreak.h"
#include "store/audit/AuditLog.h"

namespace gatehouse::store {

/// What came of looking at the whole chain of the audit trail.
struct AuditCheck
{
    qint64 entries = 0; ///< that are there
    AuditHead last;     ///< of those in the chain: noted elsewhere, it shows later whether the trail up to it
                        ///< was redone
    QList<AuditBreak> breaks; ///< every one, by their numbers

    bool isWhole() const { return breaks.isEmpty(); }
    /// That it is broken, and what to do.
    QString summary() const;
};
/// As the trail is at one moment. An error only when it could not be looked at.
Result<AuditCheck> checkAuditTrail(Database &database, const Progress &progress = {});

}
