#pragma once

#include "domain/ClientApplication.h"

#include <array>

/// One client application on several servers, as test and production: what it has on all of them, and what on
/// one alone (ClientApplication::onServers, ClientSecret::onlyOn).
namespace gatehouse {

/// A list of which rows may be for one server alone.
struct ServerList
{
    ClientField field;
    QStringList ClientApplication::*forAll;
    QStringList ServerPart::*onOne;
};
inline constexpr std::array serverLists{
    ServerList{ClientField::LoginRedirects, &ClientApplication::loginRedirects, &ServerPart::loginRedirects},
    ServerList{ClientField::LogoutRedirects, &ClientApplication::logoutRedirects,
               &ServerPart::logoutRedirects},
    ServerList{ClientField::AllowedCorsOrigins, &ClientApplication::allowedCorsOrigins,
               &ServerPart::allowedCorsOrigins},
};
/// Null for every other field.
const ServerList *serverListOf(ClientField field);

struct ServerRow
{
    QString server; ///< Server::name; empty: it is for all servers
    QString text;

    bool operator==(const ServerRow &) const = default;
};
/// All rows of one of these lists: those for all servers, then those for one, by its name. Problem::row
/// counts them so.
QList<ServerRow> rowsOf(const ClientApplication &client, ClientField field);

/// The names of the servers that it has something on alone, secrets included, in order.
QStringList serversOf(const ClientApplication &client);

/// What the servers get: rows for all servers and those for this one, and whether it is enabled there.
/// Without a server the rows for all servers alone. Nothing in it is for one server any more.
ClientApplication forServer(const ClientApplication &client, const QString &server);

/// The other way: `there`, which is as it is on `server`, so that forServer() gives it again. Where `stored`
/// has something on one server alone, the other `servers` keep what they had of rows, secrets and Enabled;
/// else all of it is for all.
ClientApplication fromServer(const ClientApplication &stored, const ClientApplication &there,
                             const QString &server, const QStringList &servers);

/// What that server alone has, as `2 login redirects, 1 secret, Enabled: off`, to be told where it is left
/// out. Empty: nothing.
QString textOfPart(const ClientApplication &client, const QString &server);

bool isEnabledOn(const ClientApplication &client, const QString &server);
/// Without a server, or on one.
bool isEnabledAnywhere(const ClientApplication &client);
void disableEverywhere(ClientApplication &client);

/// What is on one server alone becomes what is on another, or (no name) goes.
void moveServer(ClientApplication &client, const QString &server, const QString &serverAfter);
/// Names of servers as `servers` spells them, whatever their case here; others stay.
void spellServers(ClientApplication &client, const QStringList &servers);

}
