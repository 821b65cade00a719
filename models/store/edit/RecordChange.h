#pragma once

#include "domain/Error.h"
#include "domain/RecordKey.h"
#include "domain/rules/FieldRules.h"
#include "store/Database.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <optional>

/// What every record that the edit session writes has in common.
namespace gatehouse::store {

using rules::firstError;

/// Runs a statement on `table` that ends in "WHERE id = ? AND version = ?" and demands that it met its row;
/// else tells that somebody else changed or deleted `what`.
Result<void> changeOne(Database &database, const QString &table, const QString &sql,
                       const QVariantList &values, const QString &key, const QString &what);

/// The record of that primary key among those that were loaded; nothing when it is not there.
template<typename Record>
std::optional<Record> sameKey(const QList<Record> &records, const QString &key)
{
    const auto found = std::ranges::find(records, key, &Record::key);
    return found == records.end() ? std::nullopt : std::optional(*found);
}

/// As the record is saved: a new one has its key, and the save is counted.
template<typename Record>
Record nextVersion(Record record)
{
    const bool isNew = record.key.isEmpty();
    record.version = isNew ? 1 : record.version + 1;
    if (isNew)
        record.key = newRecordKey();
    return record;
}

template<typename Record>
bool isFirstVersion(const Record &record)
{
    return record.version == 1;
}

/// Refuses texts in a language that is not supported, or not any more. `column` is theirs.
Result<void> checkLanguages(const QStringList &tags, const QSet<QString> &supported, const QString &column);

}

namespace gatehouse {

/// Translation context of what the edit session says.
struct EditText
{
    Q_DECLARE_TR_FUNCTIONS(EditSession)
};

/// The refusal of a save or delete that would overwrite somebody else's. What to do about it depends on where
/// it is said: the window has Revert, the command line begins anew.
inline Error changedMeanwhile(const QString &what, bool stillExists)
{
    return {Error::Kind::Conflict,
            (stillExists ? EditText::tr("%1 was changed by somebody else meanwhile. Nothing was saved.")
                         : EditText::tr("%1 was deleted by somebody else meanwhile. Nothing was saved."))
                .arg(what)};
}

}
