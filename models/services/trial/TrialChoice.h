#pragma once

#include "domain/ClientApplication.h"
#include "domain/servers/Server.h"
#include "secrets/ClientTrial.h"

namespace gatehouse {

/// What a person chose to try.
struct TrialChoice
{
    ClientApplication client;     ///< as it is typed
    std::optional<Server> server; ///< of the list; none: any issuer
    QString issuer;               ///< as it was typed; empty: issuerOf() the server
    trial::Grant grant = trial::Grant::AuthorizationCode;
    QStringList scopes;
    QString loginRedirect;
    QString logoutRedirect; ///< empty: signing out is left out
    bool pkce = true;
    SecretBytes secret; ///< as it was typed, or the content of a key file; empty: the stored one
    bool mayLeaveList =
        false; ///< a person agreed that the stored secret goes to an issuer that unprovenHost() names
};

/// What there is to choose from, and what has to be asked for.
struct TrialOffer
{
    enum class Need {
        Nothing,      ///< it is public
        StoredSecret, ///< one that can be opened is stored
        TypedSecret,  ///< only its hash is stored, or the server alone knows it
        TypedKey,     ///< a private key is stored nowhere
    };

    QString issuer; ///< empty: it has to be typed
    QList<trial::Grant> grants;
    QStringList scopes;          ///< that the client application may ask for, `openid` first
    QStringList apiScopes;       ///< those of them that are for an API
    QStringList loginRedirects;  ///< loopback ones first; no patterns
    QStringList logoutRedirects; ///< the same
    Need need = Need::Nothing;
    QString obstacle; ///< why nothing can be tried, in words; empty: it can
};

/// Those of them that are worth asking for with a grant: a machine has no user to tell about.
QStringList scopesFor(const TrialOffer &offer, trial::Grant grant);

/// Where tokens of that server come from, as far as its address says; empty where it does not, as that of an
/// admin API on a port of its own. Discovery tells whether it is right.
QString issuerOf(const Server &server);

/// The host of an issuer that is none of these servers, as a person reads it. Empty: it is one; see
/// unprovenHost() for which of them are believed. An admin API is known by scheme, host and port.
QString unlistedHost(const QString &issuer, const QList<Server> &servers);

/// By what the client application is on that server, or without one.
TrialOffer trialOffer(const ClientApplication &client, const std::optional<Server> &server,
                      const QDateTime &now);

}
