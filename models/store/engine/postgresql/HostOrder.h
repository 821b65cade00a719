#pragma once

#include "store/engine/postgresql/PostgresAddress.h"

/// Which host of an address answered last, known to all connections of the process. A host that is switched
/// off refuses nothing: whoever begins with it waits as long as connecting may take. Any thread may ask.
namespace gatehouse::hostorder {

/// The server that answered, as libpq calls it.
void noteAnswer(const PostgresAddress &address, const PostgresAddress::Host &server);
/// The address with that host in front of the others, unless their order is all that the address says of
/// which it wants.
PostgresAddress byAnswer(const PostgresAddress &address);

}
