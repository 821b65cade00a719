#pragma once

#include "domain/ClientApplication.h"
#include "domain/formats/ClientFormat.h"
#include "domain/formats/ExportLosses.h"
#include "domain/json/JsonText.h"

namespace gatehouse::keycloak {

/// The attributes of a normalized client application but its secrets; `losses` gets what they cannot say.
json::Json clientAttributes(const ClientApplication &client, const ExportHead &head, ExportLosses &losses);

/// Whether Keycloak knows it by a secret.
bool hasSecret(const ClientApplication &client);
/// The newest secret that is known here, and the one before that where it ends: Keycloak takes both until
/// then. Null: there is none.
struct Secrets
{
    const ClientSecret *current = nullptr;
    const ClientSecret *rotated = nullptr;
};
Secrets secretsOf(const ClientApplication &client);

/// Puts the secrets into a representation, where they were asked for, and tells what is not in it.
void addSecrets(json::Json &representation, const ClientApplication &client, const ExportHead &head,
                ExportLosses &losses);

/// Puts what was kept of Keycloak under what is said of the client application, and lets nothing through that
/// was taken away here.
void restoreKept(json::Json &representation, const ClientApplication &client);

}
