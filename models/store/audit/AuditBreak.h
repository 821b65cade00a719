#pragma once

#include "domain/TimeText.h"

#include <QString>

namespace gatehouse::store {

/// A stretch of the audit trail that is not as Gatehouse wrote it.
struct AuditBreak
{
    enum class Kind {
        Missing,   ///< no such entries
        Altered,   ///< not as they were written, or not in their places
        Unchecked, ///< behind a missing one, which the hash is over, too
        Surplus,   ///< behind the last that was written
        Misplaced, ///< with a number that is never given, or none
        Repeated,  ///< there more than once
        Unlinked,  ///< follows on no other, as after what `Head` is about was damaged, or of a stranger
        Head,      ///< number and hash of the last, which are kept beside the trail, are damaged
        Empty,     ///< no entry at all, where somebody can sign in
    };
    Kind kind = Kind::Altered;
    qint64 first = 0; ///< number of an entry
    qint64 last = 0;  ///< the same when it is one
    QString at = {};  ///< what the first says of its time

    bool operator==(const AuditBreak &) const = default;
};

/// "Entries 4 to 6 are missing."
QString breakText(const AuditBreak &broken, TimeText times = storedTime);
/// For programs: `missing`.
QLatin1StringView breakName(AuditBreak::Kind kind);

}
