#pragma once

#include "domain/Field.h"
#include "domain/json/JsonText.h"

namespace gatehouse::json {

inline Json valueJson(const QString &text)
{
    return fromText(text);
}

inline Json valueJson(bool flag)
{
    return flag;
}

/// All fields of the record, under the names of their columns.
template<typename Record>
Json fieldsJson(const Record &record)
{
    Json object = Json::object();
    visitFields(record, [&](const auto &field, const auto &value) { object[field.name] = valueJson(value); });
    return object;
}

}
