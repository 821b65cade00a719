#pragma once

#include "domain/servers/Server.h"
#include "store/Database.h"

#include <QDateTime>
#include <QHash>

#include <optional>

/// Reading of authorization servers and of what is known of client applications there. Writing goes through
/// EditSession alone.
namespace gatehouse::store {

/// By name.
Result<QList<Server>> loadServers(Database &database);
/// Their names alone, in that order.
Result<QStringList> loadServerNames(Database &database);
/// Whatever the case; NotFound names those that there are.
Result<Server> findServer(Database &database, const QString &name);
/// By primary key; nothing when there is none.
Result<std::optional<Server>> loadServer(Database &database, const QString &key);

/// What a comparison said of a client application.
enum class ServerClientState {
    Unknown, ///< none was made
    Same,
    Differs,
    OnlyHere,
    OnlyThere,
};
QString toColumn(ServerClientState state);
std::optional<ServerClientState> serverClientStateFrom(const QString &column);

/// What is known of a client application on a server.
struct ServerClient
{
    QString serverKey;
    QString applicationKey;
    /// A JSON object or array without secrets: what was there when both were the same, or after it was taken
    /// or pushed. Empty: never.
    QString lastSeen;
    QDateTime comparedAt; ///< invalid: never
    ServerClientState state = ServerClientState::Unknown;
    int differing = 0;                ///< number of fields
    QDateTime pushedAt;               ///< invalid: never
    QString thereId;                  ///< the client ID that a registration endpoint chose
    QString registrationUri;          ///< where it is read and changed (RFC 7592)
    QByteArray registrationToken;     ///< sealed for the server, the client application and tokenPurpose()
    bool registrationPending = false; ///< a registration was sent whose answer never came

    bool operator==(const ServerClient &) const = default;
};

/// By the key of the client application.
using ServerClients = QHash<QString, ServerClient>;
Result<ServerClients> loadServerClients(Database &database, const QString &serverKey);

/// The same of one client application, by the key of the server.
Result<ServerClients> loadClientOnServers(Database &database, const QString &applicationKey);

/// What was last seen of a client application on one server.
struct LastSeen
{
    QString serverKey;
    QString serverName;
    QString seen; ///< as ServerClient::lastSeen
};
/// Of one client application, by its key; it outlives the question.
Engine::Question lastSeenQuestion(const QString &applicationKey, QList<LastSeen> &found);
Result<void> writeLastSeen(Database &database, const QString &applicationKey, const LastSeen &seen);

/// How many client applications were not the same at the last comparison, by the key of the server; a server
/// without any is not in it.
Result<QHash<QString, int>> countDrifted(Database &database);

}
