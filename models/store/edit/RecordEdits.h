#pragma once

#include "store/edit/EditSession.h"
#include "store/records/FieldStore.h"

/// What is done alike with every kind of record that has a table of fields.
namespace gatehouse::edit {

/// Adds the record (its first version) or changes it, and notes that; `stored` is what there was of it.
template<typename Record>
Result<void> write(EditSession &session, const Record &record, const std::optional<Record> &stored)
{
    return (store::isFirstVersion(record) ? store::insertRecord(session.database(), record)
                                          : store::updateRecord(session.database(), record))
        .and_then([&] { return session.note(audit::recordOf(stored), audit::recordOf(record)); });
}

/// Removes the record, and notes that.
template<typename Record>
Result<void> erase(EditSession &session, const Record &record, const std::optional<Record> &stored)
{
    return store::removeRecord(session.database(), record).and_then([&] {
        return session.note(audit::recordOf(stored), std::nullopt);
    });
}

}
