#pragma once

#include "domain/ClientApplication.h"
#include "store/Database.h"

/// Other settings, spellings and accepted risks of a client application.
namespace gatehouse::store {

Result<void> loadSettings(Database &database, ClientApplication &client);
/// Writes what differs from what is stored.
Result<void> writeSettings(Database &database, const ClientApplication &client,
                           const ClientApplication &stored);

}
