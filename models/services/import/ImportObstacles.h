#pragma once

#include "services/import/ImportPlan.h"
#include "store/records/RecordStore.h"

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
