#pragma once

#include "domain/rules/ClientRules.h"
#include "services/import/ImportPlan.h"
#include "store/records/RecordStore.h"

namespace gatehouse::completion {

/// The client application with what readers of files leave to whoever knows the database and the time: which
/// scopes are custom resources, the title where the file has it by language alone, the keys of certificates.
/// What stands twice is there once.
ImportedClient completed(const ImportedClient &read, const rules::RuleContext &context,
                         const QList<Language> &languages);

}

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

/// What stops a whole import, found when everything in it is planned.
namespace gatehouse::obstacles {

/// Secrets that would be hashes for good because the encryption key is out of reach.
struct Unencrypted
{
    int secrets = 0;
    QString example; ///< client ID of one of them
};
void checkKey(ImportPlan &plan, const Unencrypted &unencrypted, const SecretSealing &sealing);

/// Client applications that exist with other values while nobody said what to do with them.
void checkConflicts(ImportPlan &plan);

/// More new client applications than the licence has room for; those that do not fit are refused.
void checkLicence(ImportPlan &plan, const store::Licence &licence);

}
