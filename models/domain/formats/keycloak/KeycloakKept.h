#pragma once

#include "domain/ClientApplication.h"
#include "domain/json/JsonText.h"

namespace gatehouse::keycloak {

/// Puts what was kept of Keycloak under what is said of the client application, and lets nothing through that
/// was taken away here.
void restoreKept(json::Json &representation, const ClientApplication &client);

}
