#pragma once

#include "domain/ClientApplication.h"
#include "store/Database.h"

/// The parts of a client application that have tables of their own. What is written is what differs from
/// `stored`.
namespace gatehouse::store {

Result<QList<ClientSecret>> loadSecrets(Database &database, const ClientApplication &client);
Result<void> writeSecrets(Database &database, const ClientApplication &client,
                          const QList<ClientSecret> &stored);

/// Consent texts, custom resources and logo, which end users get to see.
Result<ConsentTextMap> loadConsentTexts(Database &database, const ClientApplication &client);
Result<void> writeConsent(Database &database, const ClientApplication &client,
                          const ClientApplication &stored);

/// Other settings, spellings and accepted risks.
Result<void> loadSettings(Database &database, ClientApplication &client);
Result<void> writeSettings(Database &database, const ClientApplication &client,
                           const ClientApplication &stored);

}
