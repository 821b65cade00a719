#pragma once

#include "services/security/Encryption.h"
#include "services/servers/ServerConnection.h"

namespace gatehouse {

/// Keeps what a registration endpoint gave anew while it was read or written, sealed: what it gave before is
/// worth nothing any more. To be called whether that succeeded or not.
Result<void> keepRegistrations(Database &database, const Encryption &encryption, const Server &server,
                               ServerConnection &connection);

}
