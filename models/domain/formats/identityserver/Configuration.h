#pragma once

#include "domain/json/JsonRecord.h"

/// Reading of .NET configuration, in which upper and lower case of property names mean nothing, `null` is the
/// same as absent, and a switch may be written as text.
namespace gatehouse::configuration {

/// Null when the object has no such member.
const json::Json *find(const json::Json &object, std::string_view name);
/// True and false as text, too.
Result<bool> readFlag(const json::Json &value, const QString &place);

/// json::readRecord(), which gives the names of the other properties through `unknown`.
template<typename Record>
Result<void> readRecord(Record &record, const auto &table, const json::Json &object, const QString &place,
                        QStringList &unknown)
{
    const auto takeOther = [&](const std::string &name, const json::Json &value,
                               const QString &) -> Result<void> {
        if (!value.is_null())
            unknown << json::member({}, name);
        return {};
    };
    return json::readRecord(record, table, object, place, takeOther, json::Dialect::Configuration);
}

}
