#pragma once

#include "domain/merge/RecordPlaces.h"
#include "ui/records/FieldRecord.h"

namespace gatehouse {

/// How records of one type are merged: what somebody else saved with what is typed over `base`.
struct RecordMerging
{
    RecordMerge (*merge)(const Record &base, const Record &mine, const Record &theirs);
    QList<MergeLine> (*lines)(const RecordMerge &merge);
    Record (*merged)(const Record &base, const Record &mine, const Record &theirs, const RecordMerge &merge);
};

/// What of `mine` stays the same stays as it is typed.
inline Record keepingTyped(Record merged, const Record &mineRead, const Record &mine)
{
    for (qsizetype field = 0; field < merged.values.size(); ++field) {
        if (merged.values.at(field) == mineRead.values.at(field))
            merged.values[field] = mine.values.at(field);
    }
    return merged;
}

template<typename T>
RecordMerging recordMerging()
{
    return {.merge =
                [](const Record &base, const Record &mine, const Record &theirs) {
                    return mergeOfRecords(fromRecord<T>(base), fromRecord<T>(mine), fromRecord<T>(theirs));
                },
            .lines = recordLines<T>,
            .merged =
                [](const Record &base, const Record &mine, const Record &theirs, const RecordMerge &merge) {
                    const T typed = fromRecord<T>(mine);
                    return keepingTyped(
                        toRecord(merged(fromRecord<T>(base), typed, fromRecord<T>(theirs), merge)),
                        toRecord(typed), mine);
                }};
}

}
