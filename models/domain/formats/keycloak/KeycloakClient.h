#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonText.h"

namespace gatehouse {

class KeycloakHead;

/// One client application as Keycloak's ClientRepresentation, and what that cannot say.
struct KeycloakClient
{
    json::Json representation;
    json::Json serviceAccount; ///< the user that goes with it; null: there is none
    ClientApplication client;  ///< what it says, normalized
    QList<Loss> losses;
};

/// `head` knows the users, the claims of custom resources and the default language, and opens secrets.
KeycloakClient keycloakClient(const ClientApplication &typed, const ExportHead &head);
/// The same without secrets and without what was kept; the service account stands in it as
/// keycloak::serviceAccountUser.
json::Json saidToKeycloak(const ClientApplication &typed, const ExportHead &head);
/// Takes out of what Keycloak says of a stored client application what it says by itself, and gives its lists
/// the order that they have here.
void fitToKeycloakClient(ImportedClient &imported, const ClientApplication &stored, const ExportHead &head);
/// The times that were kept of its secret stay, whatever the file says: an export without secrets says none.
void keepTimesOfSecret(ImportedClient &imported, const ClientApplication &stored);
/// Overwrites the secrets in what was written.
void wipeKeycloakSecrets(json::Json &representation);

namespace keycloak {

/// The user that Keycloak makes for a client application with client credentials, or its stand-in where that
/// acts as another user here.
json::Json serviceAccountJson(const ClientApplication &client, const QList<User> &users);

}

/// Turns Keycloak's representation of one client application into ours; the error is its refusal. What is
/// absent has the value that Keycloak gives it, and is not among the named fields. `head` gets the custom
/// resources that stand in the client application; `now` is the creation time of its secret.
Result<void> readKeycloakClient(ImportedClient &imported, const json::Json &object, KeycloakHead &head,
                                const QDateTime &now);

}
