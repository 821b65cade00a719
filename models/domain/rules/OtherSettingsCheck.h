#pragma once

#include "domain/rules/ProblemCollector.h"

namespace gatehouse::rules {

/// What stands under Other settings: no secret may, and grants that Gatehouse has no field for are risks.
void checkOtherSettings(ProblemCollector &problems);

}
