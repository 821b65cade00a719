#pragma once

#include "domain/rules/ClientRules.h"
#include "services/import/ImportPlan.h"

/// What an imported client application names that may not exist.
namespace gatehouse::references {

/// API scopes that it uses and that do not exist yet; the first that cannot be a scope is the error.
Result<QStringList> missingScopes(const ClientApplication &client, const rules::RuleContext &context);

/// The first custom resource that exists nowhere is the error: without claims it would share nothing, so it
/// is not made up.
Result<void> checkResources(const ClientApplication &client, const QSet<QString> &existing);

/// Refuses new API scopes and custom resources whose name the other kind has, in the database or earlier in
/// the plan: whoever asks for a scope means one thing by it.
void refuseSharedNames(ImportPlan &plan, const rules::RuleContext &context);

/// Takes once what stands twice in a list, which servers take, and says so.
ImportedClient withoutRepeats(ImportedClient imported);

/// Takes out what is on a server that does not exist here, and says so: nobody knows which of ours it is.
ImportedClient withoutUnknownServers(ImportedClient imported, const rules::RuleContext &context);

/// Where the file does not tell custom resources from API scopes, takes those that are custom resources out
/// of the scopes.
ImportedClient sorted(ImportedClient imported, const rules::RuleContext &context);

}
