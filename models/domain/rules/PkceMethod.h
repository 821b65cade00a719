#pragma once

#include "domain/ClientApplication.h"

namespace gatehouse::rules {

inline constexpr QLatin1StringView safePkceMethod("S256");

/// The method that Keycloak demands of the client application and takes alone: a file may have named another
/// one than ours, which goes back as it came. Empty: none is demanded.
QString keycloakPkceMethod(const ClientApplication &client);

}
