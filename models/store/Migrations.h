#pragma once

#include "store/Database.h"

namespace gatehouse {

/// The newest schema that this program knows, whatever keeps it: the number of the last migration.
int latestSchemaVersion();

/// The schema of what is there; 0: there is nothing yet. Refuses a database that a newer program made, and
/// what is somebody else's or damaged.
Result<int> knownSchemaVersion(Engine &engine);

/// Runs the numbered migrations that the database lacks, each in its own transaction. Refuses a database that
/// a newer program made, and what is somebody else's.
Result<void> migrate(Database &database);

/// All of them and `fill` in one transaction. Refused where anything is there already.
Result<void> makeSchema(Database &database, const Database::Fill &fill);

}
