#pragma once

#include "store/Database.h"

namespace gatehouse::store {

/// Refuses a database in which a row refers to a record that is not there, and names both: such a row is read
/// with no record, so that a redirect or a text would be missing without a word. Looks at every row.
Result<void> checkReferences(Database &database);

}
