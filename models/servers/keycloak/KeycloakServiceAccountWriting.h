#pragma once

#include "servers/keycloak/KeycloakAdmin.h"

namespace gatehouse {

/// Has the user that acts for a client application be as `wanted` says, and no more: what that does not name
/// stays. `id` is the client application's there.
Result<void> settleServiceAccount(KeycloakAdmin &admin, const QString &id, const json::Json &wanted);

}
