#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/formats/identityserver/IdentityServerVariant.h"
#include "domain/json/JsonText.h"

/// The section ClientSecrets of IdentityServer: `{"Value", "Description", "Expiration", "Type":
/// "SharedSecret"}`. A hashed Value is base64 of the raw SHA-256, as ClientSecret::hash; Expiration is in
/// UTC, and written without a zone.
namespace gatehouse {

/// Takes those that are shared secrets and cannot be guessed. `section` may be null. `now` is when they were
/// created, which the file does not tell. The error refuses the client application.
Result<void> readIdentityServerSecrets(ImportedClient &imported, const json::Json *section,
                                       const IdentityServerVariant &variant, const QDateTime &now);

/// The section, to be wiped; what it does not hold goes to `losses` as texts for people.
json::Json identityServerSecrets(const ClientApplication &client, const IdentityServerVariant &variant,
                                 const ExportHead &head, QStringList &losses);
/// Overwrites the values in what was written.
void wipeIdentityServerSecrets(json::Json &section);

}
