#pragma once

#include "domain/Error.h"

#include <functional>

namespace gatehouse {

class PostgresAddress;

namespace libpq {
struct Attempt;
}

/// Why a server refuses a connection: Qt's driver tells it as a text in the server's language alone. Asks
/// once more with libpq itself, and has it say the SQLSTATE.
Error whyRefused(const PostgresAddress &address, const QString &password);

/// The same where a database is opened: where no server says why, it is looked how far one gets, for as long
/// as one host may take. Sends no password for that.
Error whyNotOpened(const PostgresAddress &address, const QString &password);

/// The same of several hosts, of which one was waited for in vain: what the others say.
Error whyNoneOpened(const PostgresAddress &address, const QString &password);

/// The same of an attempt that was made.
Error whyRefused(const PostgresAddress &address, const libpq::Attempt &attempt);

/// Whether one of the hosts lets us in, asked for as long as `goesOn` says so: the driver cannot be broken
/// off while it connects. The one that does is the first to be connected to then.
Result<void> checkAnswers(const PostgresAddress &address, const QString &password,
                          const std::function<bool()> &goesOn);

}
