#pragma once

#include "domain/formats/ClientDocument.h"
#include "secrets/ServerConnection.h"

namespace gatehouse::surroundings {

/// What the client applications refer to and the document lacks, as its format writes it: API scopes, client
/// scopes, resources and their claims. What client applications in it name already is left to whoever looks
/// after the document.
Result<QList<Surrounding>> missing(const ClientDocument &document, const ClientFormat &format,
                                   const ServerNeeds &needs);

/// Whether what stands around client applications has a place for client scopes of Keycloak.
bool holdScopes(const json::Json &around);

/// What one client application needs for itself, of what a writer puts around client applications: the
/// service account in Keycloak.
QList<Surrounding> ofClient(const ClientFormat &format, const json::Json &around);

}
