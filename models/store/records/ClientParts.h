#pragma once

#include "domain/ClientApplication.h"
#include "store/Database.h"

/// The parts of a client application that have tables of their own. What is read is asked by its key and put
/// into it, which outlives the question; messages name it by its client ID. What is written is what differs
/// from `stored`.
namespace gatehouse::store {

Engine::Question secretsOf(ClientApplication &client);
/// The keys of new seals are the database's, see checkSealKey().
Result<void> writeSecrets(Database &database, const ClientApplication &client,
                          const QList<ClientSecret> &stored);

/// Consent texts, custom resources and logo, which end users get to see.
Engine::Question consentTextsOf(ClientApplication &client);
/// Their languages and the custom resources exist: what does not is left out.
Result<void> writeConsent(Database &database, const ClientApplication &client,
                          const ClientApplication &stored);

/// Other settings, spellings and accepted risks.
Engine::Question settingsOf(ClientApplication &client);
Result<void> writeSettings(Database &database, const ClientApplication &client,
                           const ClientApplication &stored);

}
