#pragma once

#include "domain/ClientApplication.h"
#include "store/Database.h"

/// Consent texts, custom resources and logo, the part of a client application that end users get to see.
namespace gatehouse::store {

Result<ConsentTextMap> loadConsentTexts(Database &database, const ClientApplication &client);

/// Writes what differs from `stored`.
Result<void> writeConsent(Database &database, const ClientApplication &client,
                          const ClientApplication &stored);

/// Other settings, spellings and accepted risks of a client application.
Result<void> loadSettings(Database &database, ClientApplication &client);
/// Writes what differs from what is stored.
Result<void> writeSettings(Database &database, const ClientApplication &client,
                           const ClientApplication &stored);

}
