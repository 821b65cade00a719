#pragma once

#include "store/Database.h"

namespace gatehouse {

/// Which file it is, by the one name that all links and relative paths lead to.
QString canonicalPath(const Database &database);
/// The same with the number of the file: a copy has another, also where it took the place of the original.
QString placeOf(const Database &database);

}
