#pragma once

#include "domain/ClientApplication.h"
#include "store/Database.h"

/// The rows that are saved together with a client application: secrets, redirects, scopes, resources, consent
/// texts, logo, and what it has on one server alone. The logo is read with the client application itself.
namespace gatehouse::store {

/// By the key that it has, put into it; it outlives the questions.
QList<Engine::Question> childrenOf(ClientApplication &client);

/// Writes what differs from `stored`; a new client application has nothing stored.
Result<void> writeChildren(Database &database, const ClientApplication &client,
                           const std::optional<ClientApplication> &stored);

}
