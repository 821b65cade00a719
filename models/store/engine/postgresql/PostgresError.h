#pragma once

#include "domain/Error.h"

#include <QLatin1StringView>
#include <QSqlError>

namespace gatehouse {

/// The SQLSTATE of what the role may not do.
inline constexpr QLatin1StringView lackOfRights("42501");

/// Our error for one of PostgreSQL's, by its SQLSTATE; empty: the connection is lost. The server's own text
/// is left out: it can hold the failing row. https://www.postgresql.org/docs/current/errcodes-appendix.html
Error postgresError(const QString &state);

/// The same where a connection was refused, which names `database` and `user`.
Error postgresRefusal(const QString &state, const QString &database, const QString &user);

/// The connection is lost in a transaction that was not being committed yet.
Error lostBeforeSaved();

/// Whether the connection is gone, so that the same may be tried on another.
bool isLostConnection(const QString &state);

}
