#pragma once

#include "domain/rules/ProblemCollector.h"

namespace gatehouse::rules {

/// How the client application proves who it is: secrets, keys, or neither, and PKCE, which protects the code
/// of one that cannot.
void checkAuthentication(ProblemCollector &problems);

}
