#pragma once

#include "domain/ClientApplication.h"
#include "store/Database.h"
#include "store/records/ReadClients.h"

/// The rows that are saved together with a client application: secrets, redirects, scopes, resources, consent
/// texts, logo, and what it has on one server alone. The logo is read with the client application itself.
namespace gatehouse::store {

/// Put into those that they belong to, which outlive the questions.
QList<Engine::Question> childrenOf(ReadClients &clients);

/// Writes what differs from `stored`; a new client application has nothing stored.
Result<void> writeChildren(Database &database, const ClientApplication &client,
                           const std::optional<ClientApplication> &stored);

}
