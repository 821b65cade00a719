#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonText.h"

namespace gatehouse {

class KeycloakHead;

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

/// Turns Keycloak's representation of one client application into ours; the error is its refusal. What is
/// absent has the value that Keycloak gives it, and is not among the named fields. `head` gets the custom
/// resources that stand in the client application; `now` is the creation time of its secret.
Result<void> readKeycloakClient(ImportedClient &imported, const json::Json &object, KeycloakHead &head,
                                const QDateTime &now);

}
