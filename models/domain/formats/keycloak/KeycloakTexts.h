#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/formats/keycloak/KeycloakProperties.h"

namespace gatehouse {

class KeycloakHead;

/// Takes what people read of a client application: title, description, addresses and consent texts, after its
/// grants and scopes. `object` is the client application in the file.
void takeKeycloakTexts(ImportedClient &imported, const KeycloakProperties &properties,
                       const json::Json &object, const KeycloakHead &head);

/// Sets ImportedClient::asItCame, after all else was taken: without secrets, and without what is left out.
void keepKeycloakClient(ImportedClient &imported, const KeycloakProperties &properties,
                        const json::Json &object, const KeycloakLeftOut &leftOut, const KeycloakHead &head);

}
