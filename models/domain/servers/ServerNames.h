#pragma once

#include "domain/servers/Server.h"

#include <QList>

/// What kinds of servers and ways to sign in are called: by name in the database and on the command line, and
/// for people.
namespace gatehouse {

const QList<ServerKind> &serverKinds();
QString labelOf(ServerKind kind); ///< translated

QString labelOf(ServerSignIn signIn); ///< translated

/// By what a server of that kind lets one in, the usual one first.
QList<ServerSignIn> signInsOf(ServerKind kind);
/// Whether a client ID or user name goes with it.
bool hasAccount(ServerSignIn signIn);

}
