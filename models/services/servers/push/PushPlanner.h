#pragma once

#include "services/security/Encryption.h"
#include "services/servers/ServerComparison.h"
#include "services/servers/push/PushPlan.h"

namespace gatehouse {

/// What to push to a server.
struct PushRequest
{
    Server server;
    QStringList clientIds = {};  ///< those alone; empty: all that are here
    bool includeSecrets = false; ///< those that can be read, of client applications that send one
    OnConflict onConflict = OnConflict::Fail;
    QDateTime now = QDateTime::currentDateTimeUtc();
};

/// Changes nothing. A client ID that is not here is NotFound.
Result<PushPlan> planPush(Database &database, const Encryption &encryption, ServerConnection &connection,
                          const PushRequest &request, const ComparisonProgress &progress = {});

/// Makes a plan what it is with the choices that were made in PlannedPush::merge since.
Result<void> settlePush(PushPlan &plan, ServerConnection &connection);

}
