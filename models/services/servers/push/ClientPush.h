#pragma once

#include "services/servers/push/PushPlan.h"

/// What pushing would do to one client application.
namespace gatehouse::pushing {

/// What the server says of it, and the object that it is read from; null: it is not there.
const ImportedClient *clientThere(const PushMaterial &material, const QString &clientId,
                                  const json::Json **object = nullptr);

/// Whether a place that came to differ by the push is one that nothing was sent of: the server said that
/// before, when it went without saying. Keycloak's fullScopeAllowed is one, once consent is required no more.
bool staysThere(const PlannedPush &push, const MergePart &part);

/// Makes it what it is with the choices of its merge.
Result<void> settle(const PushPlan &plan, PlannedPush &push);

}
