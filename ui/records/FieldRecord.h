#pragma once

#include "domain/Field.h"
#include "ui/records/RecordType.h"

#include <algorithm>

/// Between a kind of record that has a table of fields, and the values and columns that a page edits.
namespace gatehouse {

/// The fields of the table, in its order.
template<typename T>
Record fieldsToRecord(const T &value)
{
    Record record{value.key, value.version, {}};
    visitFields(value, [&](const auto &, const auto &member) { record.values << member; });
    return record;
}

template<typename T>
T fieldsFromRecord(const Record &record)
{
    T value;
    value.key = record.key;
    value.version = record.version;
    auto next = record.values.begin();
    visitFields(value,
                [&]<typename Value>(const auto &, Value &member) { member = (next++)->value<Value>(); });
    return value;
}

/// Specialized where a page edits more than the fields of the table.
template<typename T>
Record toRecord(const T &value)
{
    return fieldsToRecord(value);
}

template<typename T>
T fromRecord(const Record &record)
{
    return fieldsFromRecord<T>(record);
}

/// `shown` in the order of the table: what the table has beside it is kept, and neither in list nor form.
template<typename T>
QList<RecordField> fieldsShowing(const QList<RecordField> &shown)
{
    QList<RecordField> fields;
    for (const Field<T> &field : FieldTable<T>::fields) {
        const QString column = QString::fromLatin1(field.name);
        const auto found = std::ranges::find(shown, column, &RecordField::column);
        RecordField &one =
            fields.emplace_back(found == shown.end() ? RecordField{.column = column,
                                                                   .label = translatedLabel(field.label),
                                                                   .kind = RecordField::Kind::Other}
                                                     : *found);
        if (found != shown.end() && std::holds_alternative<bool T::*>(field.member))
            one.kind = RecordField::Kind::Flag;
    }
    return fields;
}

template<typename T, Result<QList<T>> (*load)(Database &)>
Result<QList<Record>> loadRecords(Database &database)
{
    return load(database).transform([](const QList<T> &all) {
        QList<Record> records;
        std::ranges::transform(all, std::back_inserter(records), toRecord<T>);
        return records;
    });
}

template<typename T, Result<T> (*save)(EditSession &, const T &)>
Result<Record> saveRecord(EditSession &session, const Record &typed)
{
    return save(session, fromRecord<T>(typed)).transform(toRecord<T>);
}

template<typename T, Result<void> (*remove)(EditSession &, const T &)>
Result<void> removeRecord(EditSession &session, const Record &record)
{
    return remove(session, fromRecord<T>(record));
}

}
