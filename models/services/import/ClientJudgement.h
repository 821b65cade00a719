#pragma once

#include "domain/rules/ClientRules.h"
#include "services/import/ImportPlan.h"

/// What becomes of one client application of an import.
namespace gatehouse::judgement {

void refuse(PlannedClient &planned, const Error &error);

/// Of a client ID that nothing can be made of, which may have megabytes; nothing: it is short enough.
std::optional<Error> refusalOfLongId(const QString &clientId);

/// Refuses what cannot be saved, and keeps disabled what is incomplete.
void judge(PlannedClient &planned, const rules::RuleContext &context, bool isEnabledNow);

/// Sets the status by what would change of the stored one; nothing to change or to skip is no refusal.
void compare(PlannedClient &planned, const ClientApplication &stored, ConflictPolicy policy);

}
