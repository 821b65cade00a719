#pragma once

#include "domain/rules/ClientRules.h"
#include "store/Database.h"

namespace gatehouse::store {

/// What the rules know of the database beyond users: the names of everything that a client application can
/// refer to. Time and users are left to whoever asks.
Result<rules::RuleContext> loadRuleNames(Database &database);

}
