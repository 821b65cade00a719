#pragma once

#include "domain/ApiScope.h"
#include "domain/ClientApplication.h"
#include "domain/CustomResource.h"
#include "domain/Error.h"
#include "domain/Language.h"
#include "domain/Progress.h"
#include "domain/json/JsonText.h"
#include "domain/servers/Server.h"
#include "secrets/ClientTrial.h"
#include "secrets/SecretBytes.h"
#include "secrets/TokenKeys.h"

#include <QHash>
#include <QIODevice>
#include <QList>
#include <QStringList>
#include <QtPlugin>

#include <functional>
#include <memory>
#include <optional>

namespace gatehouse {

/// What a registration endpoint gave for a client application (RFC 7592 3).
struct Registration
{
    QString clientId;  ///< which the server chose
    QString uri;       ///< where it is read and changed
    SecretBytes token; ///< that lets one do so
};

/// What client applications need on a server beside themselves.
struct ServerNeeds
{
    QList<ClientApplication> clients; ///< as they are to be there
    QList<ApiScope> apiScopes;        ///< that they name
    QList<CustomResource> customResources;
    QList<Language> languages; ///< those of Gatehouse
};

/// Something that has to be made on a server before client applications can be written.
struct ServerStep
{
    QString text;      ///< what it makes, for the plan
    QString target;    ///< what of the server it is about, for the audit trail: `client scope orders.read`
    json::Json detail; ///< for the connection alone
};

/// One client application to be written.
struct ServerWrite
{
    QString clientId;  ///< ours
    json::Json before; ///< as read() told it, in the format of the server; null: it is not there yet
    json::Json after;  ///< as it is to be there, secrets that are to be sent included
    /// What the writer of the format puts around client applications and this one needs, as Keycloak's
    /// `users`; else an empty object.
    json::Json around;
    bool hasSecret = false; ///< whether `after` holds secrets in clear
    /// Whether the secret that the server made for it is told again, because the push that added it broke
    /// off.
    bool asksForSecret = false;
};

/// What became of it.
struct ServerWritten
{
    json::Json now;        ///< as the server tells it afterwards, without secrets
    SecretBytes newSecret; ///< which the server made for a client application that is new there; or empty
    std::optional<Registration> registration; ///< new or changed
    QStringList notes = {}; ///< for people: what the server refuses and was left out, as `client_name#nl`
};

/// Talks to one authorization server. Blocks, for a thread that is not the window's; used by one thread at a
/// time. Error kinds: Unreachable (out of reach, or it does not let us in), Conflict (it is not as `before`
/// any more), Rule (the server refuses, in its words), Cancelled. No text holds a secret or a token.
class ServerConnection
{
public:
    virtual ~ServerConnection() = default;

    /// Asked some times a second while it waits for the server; false cancels. Never asked when empty.
    void setGoesOn(std::function<bool()> goesOn) { m_goesOn = std::move(goesOn); }

    /// Signs in and asks for what compare, take and push need; what is wrong in words: name, TLS, 401, a
    /// missing role by its name, a wrong realm, a version that is too old. Gives what it talked to, for
    /// people.
    virtual Result<QString> test() = 0;

    /// Writes the client applications as one document of formatOf(server), whose head holds what they refer
    /// to. `clientIds`: those alone, where the server can be asked so, else all. Progress counts client
    /// applications.
    virtual Result<void> read(QIODevice &document, const QStringList &clientIds,
                              const Progress &progress = {}) = 0;
    /// Whether read() tells all there are: a registration endpoint cannot list.
    virtual bool canList() const { return true; }

    /// What is missing there of what these need, in the order in which it has to be made. Changes nothing.
    virtual Result<QList<ServerStep>> missing(const ServerNeeds & /*needs*/) { return QList<ServerStep>(); }
    virtual Result<void> make(const ServerStep & /*step*/) { return {}; }
    /// Lets the connection say what stands for our texts there (a key of the realm's localization, say) in
    /// what the format's writer made. Called for `after` before a plan is shown.
    virtual void fit(json::Json & /*after*/, const ClientApplication & /*client*/,
                     const ServerNeeds & /*needs*/) const
    {
    }

    /// Why one that is not there yet cannot be added, by its client ID; of the others nothing.
    virtual Result<QHash<QString, Error>> refusedAdditions(const QStringList & /*clientIds*/)
    {
        return QHash<QString, Error>();
    }

    /// What else becomes of a client application there when it is written, whatever is sent; for the plan.
    virtual QStringList sideEffects(const json::Json & /*before*/, const json::Json & /*after*/,
                                    bool /*sendsSecret*/) const
    {
        return {};
    }

    /// Those that the server gave anew and that are not kept yet, by our client ID: with any answer it may
    /// give another token (RFC 7592 3), and the one before is worth nothing any more. To be kept after each
    /// read() and write(), whether that succeeded or not.
    virtual QHash<QString, Registration> changedRegistrations() const { return {}; }
    virtual void registrationIsKept(const QString & /*clientId*/) {}

    /// Reads it again, refuses with Conflict unless it is as `before` (sets as sets), and writes what differs
    /// between `before` and `after`, nothing else.
    virtual Result<ServerWritten> write(const ServerWrite &change) = 0;
    /// Whether a part of the last write(), which failed, may be there.
    virtual bool mayHaveWritten() const { return true; }
    /// Whether the server left open what became of it: no answer came, or one that a proxy may have given.
    virtual bool isOutcomeOpen() const { return false; }

protected:
    const std::function<bool()> &goesOn() const { return m_goesOn; }

private:
    std::function<bool()> m_goesOn;
};

/// What a connection is made of.
struct ServerAccess
{
    Server server;
    SecretBytes secret;                              ///< in clear; empty: none
    QHash<QString, Registration> registrations = {}; ///< by our client ID, for ServerKind::Registration
};

/// What needs Qt Network: a plug-in, loaded when it is first needed, so that the start never pays.
class ServerConnections
{
public:
    virtual ~ServerConnections() = default;
    /// Nothing is sent yet. Never null.
    virtual std::unique_ptr<ServerConnection> connectTo(ServerAccess access) = 0;
    /// Blocks until it ends, for a thread that is not the window's. Errors: Unreachable, Cancelled, Rule (an
    /// issuer that is no address, a private key that is none).
    virtual Result<trial::Outcome> tryClient(const trial::Request &request, TokenKeys &keys,
                                             trial::Watcher &watcher) = 0;
};

}

#define GATEHOUSE_SERVER_CONNECTIONS_IID "org.gatehouse.ServerConnections/2"
Q_DECLARE_INTERFACE(gatehouse::ServerConnections, GATEHOUSE_SERVER_CONNECTIONS_IID)
