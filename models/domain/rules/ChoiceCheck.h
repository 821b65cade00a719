#pragma once

#include "domain/rules/ProblemCollector.h"

namespace gatehouse::rules {

/// Problems of what a normalized client application is given: API scopes, default resources and custom
/// resources.
void checkChoices(ProblemCollector &problems);

}
