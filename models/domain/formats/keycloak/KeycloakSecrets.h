#pragma once

#include "domain/formats/ExportLosses.h"
#include "domain/json/JsonText.h"

namespace gatehouse::keycloak {

/// Puts the secrets into a representation, where they were asked for, and tells what is not in it.
void addSecrets(json::Json &representation, const ClientApplication &client, const ExportHead &head,
                ExportLosses &losses);

}
