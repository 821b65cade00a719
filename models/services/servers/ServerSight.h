#pragma once

#include "domain/formats/WholeDocument.h"
#include "domain/rules/ClientRules.h"
#include "domain/servers/ClientView.h"
#include "services/ClientSelection.h"
#include "store/Database.h"

#include <functional>

namespace gatehouse {

/// By what both sides of a comparison are looked at: one format, and the records of one moment.
class ServerSight
{
public:
    /// `format` outlives it; `now` is UTC. `server`: Server::name, for what is on it alone.
    static Result<ServerSight> of(Database &database, const ClientFormat &format, const QDateTime &now,
                                  const QString &server = {});

    /// A push makes what client applications need beside themselves.
    void expectNeedsMade() { m_head.needsAreMade = true; }
    /// The same of API scopes alone.
    void expectScopesMade() { m_head.scopesAreMade = true; }

    const ClientFormat &format() const { return *m_format; }
    const ExportHead &head() const { return m_head; }
    const QString &server() const { return m_server; }
    const QStringList &servers() const { return m_servers; } ///< the names of all
    const rules::RuleContext &context() const { return m_context; }
    const QDateTime &now() const { return m_context.now; }

    /// With what a reader leaves to whoever knows the database.
    ImportedClient completed(const ImportedClient &read) const;
    /// The client application as it is said there, Other settings included, normalized. Of one that was
    /// completed.
    ClientApplication taken(const ImportedClient &imported) const;

private:
    const ClientFormat *m_format = nullptr;
    ExportHead m_head;
    rules::RuleContext m_context;
    QString m_server;
    QStringList m_servers;
};

/// One stored client application, as our writer says it to the server and its reader understands that. What
/// the format cannot say is not in it.
struct MirroredClient
{
    ClientApplication stored;
    ImportedClient imported; ///< completed
    QList<Loss> losses;      ///< what the format cannot say
    bool isLeftOut = false;  ///< it is disabled or cannot run, and the format has no word for that
    /// Whether `imported` tells anything: what is left out because it is disabled is mirrored as if it were
    /// enabled, what cannot run is not.
    bool isRead = false;
};

/// `around` is what stands around the client applications of the server. Secrets are not written in clear.
Result<std::vector<MirroredClient>>
mirrored(const ServerSight &sight, const QList<ClientApplication> &clients, const json::Json &around);

/// Mirrors the chosen ones some at a time, so that memory does not grow with their number.
Result<void> visitMirrored(Database &database, const ClientSelection &selection, const ServerSight &sight,
                           const json::Json &around, const Progress &progress,
                           const std::function<Result<void>(std::vector<MirroredClient> &&)> &visitor);

/// What is here and what is there, each as the server says it.
struct SeenSides
{
    ClientApplication here;
    ClientApplication there;
    ClientView hereView;
    ClientView thereView;
    QSet<ClientField> fields; ///< that the server has a word for
    bool secretsDiffer = false;
};

/// What the server would be told of it: rows that are kept although they do not apply are not.
ClientView viewSaid(const ClientApplication &client, const QString &format);

/// `there` is completed.
SeenSides seenSides(const ServerSight &sight, const MirroredClient &mirror, ImportedClient there);

}
