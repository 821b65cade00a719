#pragma once

#include <QLatin1StringView>
#include <QString>

#include <array>
#include <optional>
#include <utility>
#include <variant>

namespace gatehouse {

/// What an enumeration's value is called in the database and on the command line, which `QString
/// enumText(Enum)` beside the enumeration says the other way round.
template<typename Enum>
std::optional<Enum> enumFrom(const QString &name);

/// The types of members that a table of fields has; specialized where there are others.
template<typename Record>
struct FieldMember
{
    using Type = std::variant<QString Record::*, bool Record::*>;
};

/// What the audit trail and conflicts tell of a field.
enum class Telling { Value, Fingerprint, Nothing };

/// How a column has a value: a time that may be missing is NULL then, bytes are base64 or, where they are of
/// letters and digits anyway, a text.
enum class ColumnForm { Plain, OrNull, Base64 };

/// One line of the table of fields of a kind of record: what the database, files, the audit trail, forms and
/// the command line know of one of its members. A field more is a member, its line, and a column.
template<typename Record>
struct Field
{
    const char *name;  ///< in the audit trail and in forms: `department`
    const char *label; ///< untranslated, in the context Field: `Department`
    FieldMember<Record>::Type member;
    const char *property = name; ///< in files of the gatehouse format; null: it never stands in one
    Telling telling = Telling::Value;
    const char *column = name; ///< in the database
    ColumnForm form = ColumnForm::Plain;
    bool isFixed = false; ///< written with a new record, and never again
};

/// The table of a kind of record: `name` of its table in the database, the untranslated `title` of a record
/// in a message (`User "%1"`), and its `fields`, of which the first names a record. Key and version are none.
template<typename Record>
struct FieldTable;

/// Calls visit(field, value) for each field of the record, in the order of the table.
template<typename Record>
void visitFields(Record &record, const auto &visit)
{
    for (const auto &field : FieldTable<std::remove_const_t<Record>>::fields)
        std::visit([&](auto member) { visit(field, record.*member); }, field.member);
}

/// The text that names a record.
template<typename Record>
QString nameOf(const Record &record)
{
    return record.*std::get<QString Record::*>(FieldTable<Record>::fields.front().member);
}

/// A label or title of the table, translated.
QString translatedLabel(const char *label);

}
