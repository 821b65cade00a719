#pragma once

#include "domain/ClientApplication.h"
#include "store/Database.h"
#include "store/records/ReadClients.h"

/// The parts of a client application that have tables of their own. What is read is put into those that it
/// belongs to, which outlive the question; messages name them by their client IDs. What is written is what
/// differs from `stored`.
namespace gatehouse::store {

Engine::Question secretsOf(ReadClients &clients);
/// The keys of new seals are the database's, see checkSealKey().
Result<void> writeSecrets(Database &database, const ClientApplication &client,
                          const QList<ClientSecret> &stored);

/// Consent texts, custom resources and logo, which end users get to see.
Engine::Question consentTextsOf(ReadClients &clients);
/// Their languages and the custom resources exist: what does not is left out.
Result<void> writeConsent(Database &database, const ClientApplication &client,
                          const ClientApplication &stored);

/// Other settings, spellings and accepted risks.
Engine::Question settingsOf(ReadClients &clients);
Result<void> writeSettings(Database &database, const ClientApplication &client,
                           const ClientApplication &stored);

}
