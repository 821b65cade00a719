#pragma once

#include "services/servers/PushPlan.h"

/// What pushing would do to one client application.
namespace gatehouse::pushing {

/// What the server says of it, and the object that it is read from; null: it is not there.
const ImportedClient *clientThere(const PushMaterial &material, const QString &clientId,
                                  const json::Json **object = nullptr);

/// Makes it what it is with the choices of its merge.
Result<void> settle(const PushPlan &plan, PlannedPush &push);

}
