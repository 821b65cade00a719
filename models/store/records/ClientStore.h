#pragma once

#include "domain/ClientApplication.h"
#include "store/Database.h"

#include <functional>
#include <optional>

/// Reading and low-level writing of whole client applications. Only EditSession may call what writes.
namespace gatehouse::store {

/// Those client applications that exist, with their children, by primary key; at most ReadClients::mostAtOnce
/// keys. One that is damaged is an error for all.
Result<QHash<QString, ClientApplication>> loadClients(Database &database, const QStringList &keys);
/// Nothing when it does not exist.
Result<std::optional<ClientApplication>> loadClient(Database &database, const QString &key);
/// The same by client ID, whatever the case.
Result<std::optional<ClientApplication>> findClient(Database &database, const QString &clientId);

struct ClientIdOwner
{
    QString key;
    QString clientId; ///< as it is spelled there
};
/// Who has the client ID, whatever the case; nothing: it is free.
Result<std::optional<ClientIdOwner>> findClientId(Database &database, const QString &clientId);
/// The same, and who has the primary key.
Engine::Question clientIdQuestion(const QString &clientId, const QString &key, QList<ClientIdOwner> &owners);

/// Primary keys of those that refer to a user or a scope, and of those whose problems may have changed since
/// by time alone.
Result<QStringList> clientsOfUser(Database &database, const QString &userKey);
Result<QStringList> clientsOfScope(Database &database, const QString &scopeKey);
Result<QStringList> clientsToRecheck(Database &database, const QDateTime &now);
/// All primary keys in the order of client IDs.
Result<QStringList> allClients(Database &database);

/// All client IDs in their order, and those of client applications to which this login redirect is allowed.
Result<QStringList> allClientIds(Database &database);
Result<QStringList> clientIdsWithLoginRedirect(Database &database, const QString &redirect);

/// What the list shows of the rules' answer.
struct ProblemSummary
{
    int severity = -1; ///< of the worst problem as in Severity, -1: none
    int count = 0;
    QDateTime recheckAt;
};

Result<void> insertClient(Database &database, const ClientApplication &client,
                          const ProblemSummary &problems);
/// A row whose version is not client.version stays as it is: read it again.
Result<void> updateClient(Database &database, const ClientApplication &client,
                          const ClientApplication &stored, const ProblemSummary &problems);
Result<bool> deleteClient(Database &database, const QString &key, int version);
Result<void> updateProblems(Database &database, const QString &key, const ProblemSummary &problems);

}
