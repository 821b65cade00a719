#pragma once

#include "domain/Digests.h"
#include "domain/Field.h"
#include "domain/json/JsonText.h"

#include <type_traits>

namespace gatehouse::json {

inline Json valueJson(const QString &text)
{
    return fromText(text);
}

inline Json valueJson(bool flag)
{
    return flag;
}

inline Json valueJson(const QDateTime &time)
{
    return timeJson(time);
}

template<typename Value>
    requires std::is_enum_v<Value>
Json valueJson(Value value)
{
    return fromText(enumText(value));
}

/// Null: there is nothing.
inline Json fingerprintJson(const QByteArray &bytes)
{
    return bytes.isEmpty() ? Json() : Json(fromText(fingerprint(bytes)));
}

template<typename Value>
Json toldJson(Telling /*telling*/, const Value &value)
{
    return valueJson(value);
}

inline Json toldJson(Telling telling, const QString &text)
{
    return telling == Telling::Fingerprint ? fingerprintJson(text.toUtf8()) : valueJson(text);
}

/// Bytes are no text, so never told themselves.
inline Json toldJson(Telling /*telling*/, const QByteArray &bytes)
{
    return fingerprintJson(bytes);
}

/// Calls visit(name, value) with what the audit trail and conflicts tell of each field, in the order of the
/// table.
template<typename Record>
void visitTold(const Record &record, const auto &visit)
{
    visitFields(record, [&](const auto &field, const auto &value) {
        if (field.telling != Telling::Nothing)
            visit(field.name, toldJson(field.telling, value));
    });
}

/// All that is told of the record, by the names of its fields.
template<typename Record>
Json fieldsJson(const Record &record)
{
    Json object = Json::object();
    visitTold(record, [&](const char *name, Json value) { object[name] = std::move(value); });
    return object;
}

}
