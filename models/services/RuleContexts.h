#pragma once

#include "domain/rules/ClientRules.h"
#include "store/Database.h"

namespace gatehouse {

/// All users of the database and the names of its API scopes, custom resources and languages, to check many
/// client applications by. `now` is UTC.
Result<rules::RuleContext> loadRuleContext(Database &database, const QDateTime &now);

}
