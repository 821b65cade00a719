#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonText.h"

namespace gatehouse {

/// One client application as Keycloak's ClientRepresentation, and what that cannot say.
struct KeycloakClient
{
    json::Json representation;
    ClientApplication client; ///< what it says, normalized
    QList<Loss> losses;
};

/// `head` knows the claims of custom resources and the default language, and opens secrets.
KeycloakClient keycloakClient(const ClientApplication &typed, const ExportHead &head);
/// Overwrites the secret in what was written.
void wipeKeycloakSecret(json::Json &representation);

}
