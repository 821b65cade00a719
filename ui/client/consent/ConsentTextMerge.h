#pragma once

#include "domain/ClientApplication.h"

namespace gatehouse {

enum class Overwrite { No, Yes };

/// How many texts of `own` would be replaced by different ones.
int overwrittenBy(const ConsentTextMap &own, const ConsentTextMap &other);

/// `own` with the texts of `other`; an empty text of `other` replaces nothing.
ConsentTextMap merged(const ConsentTextMap &own, const ConsentTextMap &other, Overwrite overwrite);

}
