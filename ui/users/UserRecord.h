#pragma once

#include "domain/User.h"
#include "ui/records/FieldRecord.h"

namespace gatehouse {

/// A user as the Users page edits it: behind the fields of the table, whether there is a password.
template<>
Record toRecord(const User &user);
template<>
User fromRecord(const Record &record);
QList<RecordField> userFields();

}
