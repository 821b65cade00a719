#pragma once

#include "domain/Error.h"

#include <QSqlError>

namespace gatehouse {

/// Our error for one of the driver's, by its native code. The driver's own text is left out: it can hold the
/// failing row.
Error sqlError(const QSqlError &error);

}
