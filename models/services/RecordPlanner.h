#pragma once

#include "services/ImportPlan.h"

namespace gatehouse {

/// What becomes of the users and API scopes of a file: missing ones are created, existing ones are changed in
/// what the file names if they are to be overwritten, and else left alone.
QList<PlannedRecord<User>> planUsers(const ImportedFile &file, const QList<User> &stored,
                                     ConflictPolicy policy);
QList<PlannedRecord<ApiScope>> planApiScopes(const ImportedFile &file, const QList<ApiScope> &stored,
                                             ConflictPolicy policy);

}
