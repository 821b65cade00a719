#pragma once

#include "domain/Error.h"

/// What may stand behind the question mark of a URL of PostgreSQL, besides host, port, user and database.
namespace gatehouse::postgresparameters {

bool holdsPassword(const QString &name);

/// Refuses parameters that are not known to be harmless, and values that libpq does not know: it would refuse
/// them as if the server were out of reach. Whether libpq is to be told it; what is so anyway is left out.
Result<bool> check(const QString &name, const QString &value);

}
