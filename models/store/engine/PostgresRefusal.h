#pragma once

#include "domain/Error.h"

namespace gatehouse {

class PostgresAddress;

/// Why a server refuses a connection: Qt's driver tells it as a text in the server's language alone. Asks
/// once more with libpq itself, which is loaded already, and has it say the SQLSTATE.
Error whyRefused(const PostgresAddress &address, const QString &password);

}
