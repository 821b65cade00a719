#pragma once

#include "domain/Error.h"
#include "domain/Progress.h"

namespace gatehouse {

class PostgresAddress;

/// Why no server let anybody as far as a password, host by host: how far one gets from the name of the host
/// to the certificate of its server. Sends no password, and tells its progress by the hosts. May wait at
/// each step for as long as a connection may take.
Error whyOutOfReach(const PostgresAddress &address, const Progress &progress);

}
