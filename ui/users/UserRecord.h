#pragma once

#include "domain/User.h"
#include "ui/records/RecordType.h"

namespace gatehouse {

/// A user as the Users page edits it, and back.
Record toRecord(const User &user);
User toUser(const Record &record);
QList<RecordField> userFields();

}
