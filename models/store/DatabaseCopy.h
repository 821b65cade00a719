#pragma once

#include "domain/Progress.h"
#include "store/Database.h"

namespace gatehouse::store {

struct CopyOutcome
{
    Database copy;
    qint64 rows = 0;
    bool isTrailWhole = false; ///< the audit trail of the copy, as that of the original
};

/// Everything of a database, as it is now, in another that is empty: keys of rows, versions, seals and the
/// audit trail, all or nothing. Refused where something is at `url` already.
Result<CopyOutcome> copyDatabase(Database &from, const DatabaseUrl &url, const Progress &progress = {});

/// The tables that are copied, each behind those that it refers to.
QStringList copiedTables();

}
