#pragma once

#include "domain/rules/StorableText.h"
#include "store/Database.h"

#include <QDateTime>
#include <QLatin1StringView>

#include <limits>
#include <optional>

namespace gatehouse::store {

/// What a message calls a row of a table.
struct RowName
{
    QLatin1StringView table;
    int nameColumn = 0; ///< of the query; its value names the record
    int keyColumn = 0;  ///< its value does where that one is empty
    QLatin1StringView ownerTable = {};
    QString owner = {}; ///< the record that the row belongs to
};

/// The error about a value that Gatehouse never wrote: Unreachable, with the column that it is about. `fault`
/// says what that is, as "is no time".
Error damaged(QLatin1StringView table, const QString &record, QLatin1StringView column, const QString &fault);

/// A record is not there that every database has.
Error missingRecord(QLatin1StringView table, const QString &record);

/// Whether a column holds a number without a fraction, in whatever size its engine has it.
bool isWholeNumber(const QVariant &value);

/// Whether the error is one of these two: what else is in the database can be worked with.
bool isDamage(const Error &error);

/// Takes the columns of one row in the order of the query, each with the name by which a message calls it,
/// and believes none of them: constraints can be switched off, and files get damaged. After a first fault
/// what is read is of no use; whole() tells it.
class RowReader
{
public:
    RowReader(const QSqlQuery &row, RowName name, int firstColumn = 0)
        : m_row(row), m_name(std::move(name)), m_next(firstColumn)
    {
    }

    QString text(QLatin1StringView column, qsizetype longest = longestStoredLine);
    /// A text that is not empty.
    QString name(QLatin1StringView column, qsizetype longest = longestStoredLine);
    /// A primary key, or a reference to one: a UUID as newRecordKey() makes it.
    QString key(QLatin1StringView column);
    bool flag(QLatin1StringView column);
    int count(QLatin1StringView column, int least = 0, int most = mostCounted);
    QDateTime time(QLatin1StringView column);
    /// The same, or NULL: an invalid time.
    QDateTime timeOrNone(QLatin1StringView column);
    QByteArray bytes(QLatin1StringView column, qsizetype longest);
    /// Bytes, some at least, that are stored as base64.
    QByteArray base64(QLatin1StringView column);

    /// The next two columns: a reference, and the name that the record of `table` has to which it leads.
    QString referred(QLatin1StringView column, QLatin1StringView table, QLatin1StringView nameColumn);

    /// A text that `from(QString)` makes an optional value of.
    template<typename From>
    auto one(QLatin1StringView column, From from) -> typename std::invoke_result_t<From, QString>::value_type
    {
        const auto value = from(text(column));
        if (!value)
            refuseUnknown(column);
        return value.value_or(typename std::invoke_result_t<From, QString>::value_type{});
    }

    /// Whether the next column is NULL, which stays the next; and passing over it.
    bool isNull() const { return m_row.value(m_next).isNull(); }
    void skip(int columns = 1) { m_next += columns; }

    /// For what only the caller can judge. The first fault stays.
    void refuse(QLatin1StringView column, const QString &fault);
    void refuseUnknown(QLatin1StringView column);
    void refuseReference(QLatin1StringView column, QLatin1StringView table);
    /// The rows of a list are numbered from 0.
    void refuseUnless(bool isInPlace, QLatin1StringView column);

    bool isWhole() const { return !m_fault; }
    Result<void> whole() const;

    /// Leaves room for one more.
    static constexpr int mostCounted = std::numeric_limits<int>::max() - 1;

private:
    /// Invalid when it is none; the fault is noted then.
    QVariant typed(QLatin1StringView column, QMetaType type);
    QString record() const;

    const QSqlQuery &m_row;
    RowName m_name;
    int m_next;
    std::optional<Error> m_fault;
};

/// All rows, each made into a value by `from(RowReader &)`; the first that is damaged is the error.
template<typename From>
auto readRows(Database &database, const QString &sql, const QVariantList &values, const RowName &name,
              From from) -> Result<QList<std::invoke_result_t<From, RowReader &>>>
{
    QList<std::invoke_result_t<From, RowReader &>> rows;
    const auto add = [&](const QSqlQuery &row) -> Result<void> {
        RowReader reader(row, name);
        rows << from(reader);
        return reader.whole();
    };
    return database.visit(sql, values, add).transform([&] { return std::move(rows); });
}

}
