#pragma once

#include "store/Database.h"
#include "store/watch/ChangeNotice.h"

#include <optional>

namespace gatehouse::store {

/// How many entries of the audit trail are told one by one; more of them are everything.
inline constexpr int mostToldChanges = 200;

/// Up to where a connection has looked at what others commit.
struct SeenPoint
{
    Engine::Commits commits; ///< of other connections
    QString auditHead;       ///< number and hash of the last entry, as it is stored
};

struct ChangeLook
{
    SeenPoint point;
    bool isCommitted = false; ///< another connection has committed something, be it nothing that is audited
    bool isHinted = false;    ///< others came or went, or what they work on may be something else
    ChangeNotice notice = {}; ///< without sign-ins, and without what whoever works with the connection did
};

/// What was committed by others since `seen`; nothing yet: only up to where that is. Where nobody committed
/// anything but hints it costs a look at the head of a file, or nothing, else one at the head of the audit
/// trail. That head decides what is told: what is not in the trail refreshes nobody.
Result<ChangeLook> lookForChanges(Database &database, const std::optional<SeenPoint> &seen);

}
