#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/formats/ImportedClients.h"
#include "domain/formats/gatehouse/GatehouseProperties.h"

#include <QCoreApplication>

#include <algorithm>

/// Reading of records by the tables of GatehouseProperties.h.
namespace gatehouse::gatehouseproperties {

/// Fills the member that the table has for the name; null leaves it empty. False when the table has none.
template<typename Record, typename Value, std::size_t size>
Result<bool> take(const std::array<Property<Record, Value>, size> &table, Record &record,
                  const std::string &name, const json::Json &value, const QString &place)
{
    const auto property = std::ranges::find(table, name, &Property<Record, Value>::name);
    if (property == table.end())
        return false;
    if (value.is_null())
        return true;
    return json::read<Value>(value, json::member(place, name)).transform([&](const Value &read) {
        record.*(property->member) = read;
        return true;
    });
}

/// A user or an API scope: texts and flags, and the first text names it.
template<typename Record>
Result<Record> readRecord(const json::Json &object, const QString &place, const auto &texts,
                          const auto &flags, ImportedHead &file)
{
    if (!object.is_object())
        return std::unexpected(notAnObject(object, place));
    Record record;
    for (const auto &[name, value] : object.items()) {
        Result<bool> taken = take(texts, record, name, value, place);
        if (taken && !*taken)
            taken = take(flags, record, name, value, place);
        if (!taken)
            return std::unexpected(taken.error());
        if (*taken)
            file.named << json::member(place, name);
        else
            file.losses << unknownProperty({}, json::member(place, name));
    }
    if ((record.*(texts.front().member)).isEmpty())
        return std::unexpected(missing(place, QString::fromLatin1(texts.front().name)));
    return record;
}

template<typename Record>
Result<void> readRecords(QList<Record> &records, const json::Json &array, const QString &name,
                         const auto &texts, const auto &flags, ImportedHead &file)
{
    if (!array.is_array())
        return std::unexpected(
            json::wrongType(array, name, QCoreApplication::translate("GatehouseRecords", "an array")));
    for (std::size_t index = 0; index < array.size(); ++index) {
        auto record = readRecord<Record>(array[index], json::element(name, index), texts, flags, file);
        if (!record)
            return std::unexpected(record.error());
        records << *record;
    }
    return {};
}

}
