#pragma once

#include "store/edit/EditSession.h"
#include "store/records/ServerStore.h"

#include <functional>

namespace gatehouse::edit {

/// Adds (version 0, with or without a key) or changes a server; gives it as it is stored. What was seen there
/// is forgotten once it is another server, and what its registration endpoint gave, too, once it is of
/// another kind.
/// A client application keeps what it has on this server alone under another name, too. Conflict where its
/// secret is sealed for another server than it is now: see saveSealed() in services/servers.
Result<Server> save(EditSession &session, const Server &typed);
/// With what is known of client applications there, and with what these have on it alone, their secrets for
/// it included; see partsOn(). The server itself stays as it is.
Result<void> remove(EditSession &session, const Server &server);

/// What client applications have on that server alone, and would lose with it: `web-shop: 2 login redirects,
/// 1 secret` each, the first few, and how many more; empty: nothing.
Result<QString> partsOn(Database &database, const Server &server);

/// Writes the whole row. Not in the audit trail by itself: take and push note what they do. Nothing is left
/// of a client application or server that is gone meanwhile. Conflict where the encryption key was replaced
/// since the token was sealed: seal it again.
Result<void> noteServerClient(EditSession &session, const store::ServerClient &client);

/// Changes what is known of a client application on a server by then: others compare, register and push.
Result<void> changeServerClient(EditSession &session, const QString &serverKey, const QString &applicationKey,
                                const std::function<Result<void>(store::ServerClient &known)> &change);

/// Where somebody has enabled the client application, it counts from now on what becomes of that. `seen` is
/// what was last seen of it.
Result<void> forgetKeptDisabled(Database &database, const ClientApplication &client,
                                const ClientApplication &stored, const QList<store::LastSeen> &seen);

}
