#pragma once

#include "domain/ClientRules.h"
#include "store/Database.h"

namespace gatehouse {

/// All users and API scopes of the database, to check many client applications by. `now` is UTC.
Result<rules::RuleContext> loadRuleContext(Database &database, const QDateTime &now);

}
