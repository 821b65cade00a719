#pragma once

#include "domain/servers/SeenOnServer.h"
#include "domain/servers/ServerDifference.h"
#include "services/servers/ServerConnection.h"
#include "services/servers/ServerSight.h"
#include "store/records/ServerStore.h"

namespace gatehouse {

/// A client application here and on a server.
struct ComparedClient
{
    QString clientId;
    QString key; ///< of the stored one; empty: it is only there
    store::ServerClientState state = store::ServerClientState::Unknown;
    QList<ServerDifference> differences;
    QString note; ///< why it cannot be compared, or why it is missing there
};

struct ServerComparison
{
    QString server; ///< its name
    QDateTime comparedAt;
    QList<ComparedClient> clients; ///< in the order of client IDs
    QList<Loss> losses;            ///< about the server's document: its own client applications, in one line
    bool knowsOnlyThere = true;    ///< false: the server cannot list, so that some may be there alone
    QString unrecorded;            ///< why it is not noted in the database; empty: it is

    int drifted() const;
    int count(store::ServerClientState state) const;
};

/// For people: "The same", "Only here".
QString serverStateLabel(store::ServerClientState state);

struct ComparisonRequest
{
    Server server;
    QStringList clientIds = {}; ///< those alone; empty: all
    QDateTime now = QDateTime::currentDateTimeUtc();
};

/// Two parts of one task: both count client applications.
struct ComparisonProgress
{
    Progress reading = {};
    Progress comparing = {};
};

/// What the server tells, in its format. Progress counts client applications.
Result<WholeDocument> readServer(ServerConnection &connection, const ClientFormat &format,
                                 const QStringList &clientIds, const QDateTime &now,
                                 const Progress &progress = {});

/// Compares client applications here and there, and notes what came of it. Runs on the thread of the
/// database. A client ID that is neither here nor there is NotFound.
Result<ServerComparison> compareWithServer(Database &database, ServerConnection &connection,
                                           const ComparisonRequest &request,
                                           const ComparisonProgress &progress = {});

/// The same with what was read before.
Result<ServerComparison> compareWithDocument(Database &database, const ComparisonRequest &request,
                                             const WholeDocument &document, bool canList,
                                             const Progress &progress = {});

namespace comparison {

/// Where client applications of a document stand in it, by client ID in lower case.
QHash<QString, std::size_t> placesIn(const WholeDocument &document);

/// Field by field, as people and programs read them.
QList<ServerDifference> differencesOf(const SeenSides &sides, const ClientMerge &merge,
                                      const QString &format);

/// The client application as its mirror and what the server says of it (null: nothing) compare. Where they
/// are the same, `seen` becomes that.
ComparedClient compared(const ServerSight &sight, const MirroredClient &mirror, const ImportedClient *there,
                        SeenOnServer &seen);

}

}
