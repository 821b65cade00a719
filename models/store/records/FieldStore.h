#pragma once

#include "domain/Field.h"
#include "store/RowReader.h"
#include "store/edit/RecordChange.h"
#include "store/records/RecordStore.h"

/// Rows whose columns are `id`, `version` and the fields of a FieldTable. Only namespace edit may call what
/// writes.
namespace gatehouse::store {

template<typename Record>
QStringList columnNames()
{
    QStringList names{QStringLiteral("id"), QStringLiteral("version")};
    for (const auto &field : FieldTable<Record>::fields)
        names << QString::fromLatin1(field.column);
    return names;
}

inline QVariant fieldColumn(ColumnForm /*form*/, const QString &text)
{
    return text;
}
inline QVariant fieldColumn(ColumnForm /*form*/, bool flag)
{
    return int(flag);
}
inline QVariant fieldColumn(ColumnForm /*form*/, const QDateTime &time)
{
    return toColumn(time);
}
inline QVariant fieldColumn(ColumnForm form, const QByteArray &bytes)
{
    return QString::fromLatin1(form == ColumnForm::Base64 ? bytes.toBase64() : bytes);
}
template<typename Value>
    requires std::is_enum_v<Value>
QVariant fieldColumn(ColumnForm /*form*/, Value value)
{
    return enumText(value);
}

/// As columnNames() has them.
template<typename Record>
QVariantList columnValues(const Record &record)
{
    QVariantList values{record.key, record.version};
    visitFields(record,
                [&](const auto &field, const auto &value) { values << fieldColumn(field.form, value); });
    return values;
}

/// Takes the columns as columnNames() has them, and no others: a record may hold more than its table.
template<typename Record>
Record recordFrom(RowReader &row)
{
    Record record;
    record.key = row.key(QLatin1StringView("id"));
    record.version = row.count(QLatin1StringView("version"), 1);
    visitFields(record, [&]<typename Value>(const auto &field, Value &value) {
        const QLatin1StringView column(field.column);
        const qsizetype longest = field.telling == Telling::Value ? longestStoredLine : longestStoredText;
        if constexpr (std::is_same_v<Value, bool>) {
            value = row.flag(column);
        } else if constexpr (std::is_enum_v<Value>) {
            value = row.one(column, enumFrom<Value>);
        } else if constexpr (std::is_same_v<Value, QDateTime>) {
            value = field.form == ColumnForm::OrNull ? row.timeOrNone(column) : row.time(column);
        } else if constexpr (std::is_same_v<Value, QByteArray>) {
            value =
                field.form == ColumnForm::Base64 ? row.base64(column) : row.text(column, longest).toLatin1();
        } else {
            const bool isName = &field == &FieldTable<Record>::fields.front();
            value = isName ? row.name(column) : row.text(column, longest);
        }
    });
    return record;
}

/// `more` are columns behind those of the record, `tail` is what follows the table.
template<typename Record>
QString selectSql(const QString &more, const QString &tail)
{
    return QStringLiteral("SELECT %1%2 FROM %3 %4")
        .arg(columnNames<Record>().join(u", "), more, FieldTable<Record>::name, tail);
}

/// In the order of selectSql().
template<typename Record>
RowName recordName()
{
    return {.table = FieldTable<Record>::name, .nameColumn = 2};
}

/// Records of the table, as selectSql() asks for them.
template<typename Record, typename From>
Result<QList<Record>> selectRecords(Database &database, const QString &more, const QString &tail,
                                    const QVariantList &values, From from)
{
    return readRows(database, selectSql<Record>(more, tail), values, recordName<Record>(), from);
}

template<typename Record>
std::optional<Record> firstOf(const QList<Record> &records)
{
    return records.isEmpty() ? std::nullopt : std::optional(records.first());
}

/// As messages call it.
template<typename Record>
QString titleOf(const Record &record)
{
    return translatedLabel(FieldTable<Record>::title).arg(nameOf(record));
}

template<typename Record>
Result<void> insertRecord(Database &database, const Record &record)
{
    const QStringList names = columnNames<Record>();
    const QString marks = QStringList(names.size(), QStringLiteral("?")).join(u", ");
    return database.execute(QStringLiteral("INSERT INTO %1 (%2) VALUES (%3)")
                                .arg(FieldTable<Record>::name, names.join(u", "), marks),
                            columnValues(record));
}

/// Gives a conflict unless the stored version is the one before record.version.
template<typename Record>
Result<void> updateRecord(Database &database, const Record &record)
{
    QStringList names{QStringLiteral("version")};
    QVariantList values{record.version};
    visitFields(record, [&](const auto &field, const auto &value) {
        if (field.isFixed)
            return;
        names << QString::fromLatin1(field.column);
        values << fieldColumn(field.form, value);
    });
    const QString table = FieldTable<Record>::name;
    return changeOne(
        database, table,
        QStringLiteral("UPDATE %1 SET %2 = ? WHERE id = ? AND version = ?").arg(table, names.join(u" = ?, ")),
        values + QVariantList{record.key, record.version - 1}, record.key, titleOf(record));
}

/// Gives a conflict unless the stored version is record.version.
template<typename Record>
Result<void> removeRecord(Database &database, const Record &record)
{
    const QString table = FieldTable<Record>::name;
    return changeOne(database, table,
                     QStringLiteral("DELETE FROM %1 WHERE id = ? AND version = ?").arg(table),
                     {record.key, record.version}, record.key, titleOf(record));
}

}
