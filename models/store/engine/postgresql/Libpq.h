#pragma once

#include <QString>
#include <QVariant>

#include <chrono>
#include <functional>

/// libpq itself, which Qt's driver has loaded already: it says by a code what that says as a text in the
/// server's language alone.
namespace gatehouse::libpq {

struct Attempt
{
    bool isConnected = false;
    bool isGivenUp = false; ///< nobody wanted to know any more
    QString state = {};     ///< SQLSTATE; empty: the server said none
    QString user = {};
    bool needsPassword = false;

    /// Whether a server of PostgreSQL answered behind whatever the address demands of it.
    bool hasAnswer() const { return isConnected || needsPassword || !state.isEmpty(); }
};

/// The server behind an open connection of Qt's driver.
struct Server
{
    QString host; ///< or address, or the folder of a socket
    QString port;
};
Server serverOf(const QVariant &driverHandle);

/// Nothing that the server says unasked goes to standard error: it can hold rows.
void silence(const QVariant &driverHandle);

/// Whether this machine's libpq knows a parameter of a connection.
bool knowsParameter(const QString &name);

/// Connects and leaves again. `connection` is as libpq takes it; `goesOn` is asked ten times a second, but
/// not while a name is looked up.
Attempt attempt(const QString &connection, std::chrono::milliseconds patience,
                const std::function<bool()> &goesOn = {});

}
