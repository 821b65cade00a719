#pragma once

#include "services/ImportPlan.h"
#include "store/RecordStore.h"

/// What stops a whole import, found when everything in it is planned.
namespace gatehouse::obstacles {

/// Client applications that exist with other values while nobody said what to do with them.
void checkConflicts(ImportPlan &plan);

/// More new client applications than the licence has room for; those that do not fit are refused.
void checkLicence(ImportPlan &plan, const store::Licence &licence);

}
