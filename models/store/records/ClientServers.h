#pragma once

#include "domain/ClientApplication.h"
#include "store/Database.h"
#include "store/records/ReadClients.h"

/// What client applications have on one server alone, in client_on_server and client_server_text; secrets are
/// in their own table.
namespace gatehouse::store {

/// Put into those that it belongs to, which outlive the question.
Engine::Question serverPartsOf(ReadClients &clients);
/// The servers exist, see rules::checkServers().
Result<void> writeServerParts(Database &database, const ClientApplication &client, const ServerParts &stored);

/// Primary keys of those that have something on that server alone, secrets included, in the order of client
/// IDs; of those that have it on any.
Result<QStringList> clientsOnServer(Database &database, const QString &serverKey);
Result<QStringList> clientsOnAnyServer(Database &database);
/// So that whoever has one of the client applications open is told.
Result<void> bumpVersionsOnServer(Database &database, const QString &serverKey);
/// Takes out everything that is on that server alone.
Result<void> emptyServer(Database &database, const QString &serverKey);

}
