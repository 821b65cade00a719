#pragma once

#include "domain/explain/Case.h"

namespace gatehouse::explain {

/// What a client_assertion says of itself: its signature is not checked.
void judgeAssertion(Case &judged);

}
