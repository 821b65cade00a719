#pragma once

#include "domain/Error.h"

#include <QSqlError>

namespace gatehouse {

/// Our error for one of the driver's, by its native code. The driver's own text is left out: it can hold the
/// failing row.
Error sqliteError(const QSqlError &error);

/// Whether nothing can be written where the database is, so that it may still be read.
bool isWriteRefused(const QSqlError &error);

/// Whether somebody else holds a lock, so that trying again may help.
bool isLocked(const QSqlError &error);

}
