#pragma once

#include <QString>

namespace gatehouse {

/// Primary key of a new record: a UUID version 7 (RFC 9562 5.7) as 36 lower-case characters. It is made here
/// and not by the database, so that it is the same on every engine and known before child records are
/// written. Keys sort in the order in which one program made them.
QString newRecordKey();

}
