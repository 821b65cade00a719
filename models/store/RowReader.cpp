#include "store/RowReader.h"

#include "domain/rules/RuleText.h"
#include "store/StoreText.h"

#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isHexDigit(QChar c)
{
    return isDigit(c) || (c >= u'a' && c <= u'f');
}

/// As newRecordKey() writes it, without parsing.
bool isRecordKey(QStringView text)
{
    constexpr qsizetype length = 36;
    if (text.size() != length)
        return false;
    for (qsizetype i = 0; i < length; ++i) {
        const bool isHyphen = i == 8 || i == 13 || i == 18 || i == 23;
        if (isHyphen ? text.at(i) != u'-' : !isHexDigit(text.at(i)))
            return false;
    }
    return true;
}

/// -1: no number.
int numberAt(QStringView text, qsizetype from, qsizetype digits)
{
    int number = 0;
    for (const QChar c : text.sliced(from, digits)) {
        if (!isDigit(c))
            return -1;
        number = number * 10 + (c.unicode() - u'0');
    }
    return number;
}

/// Exactly what toColumn() writes: 2026-01-31T23:59:59Z. Invalid for everything else.
QDateTime timeFrom(QStringView text)
{
    constexpr QLatin1StringView shape("0000-00-00T00:00:00Z");
    if (text.size() != shape.size())
        return {};
    for (qsizetype i = 0; i < shape.size(); ++i) {
        if (shape.at(i) != u'0' && text.at(i) != shape.at(i))
            return {};
    }
    const QDate date(numberAt(text, 0, 4), numberAt(text, 5, 2), numberAt(text, 8, 2));
    const QTime time(numberAt(text, 11, 2), numberAt(text, 14, 2), numberAt(text, 17, 2));
    return date.isValid() && time.isValid() ? QDateTime(date, time, QTimeZone::UTC) : QDateTime();
}

QString ownerText(QLatin1StringView table, const QString &owner)
{
    return table == "custom_resource"_L1 ? StoreText::tr("custom resource \"%1\"").arg(owner)
                                         : StoreText::tr("client application \"%1\"").arg(owner);
}

}

Error damaged(QLatin1StringView table, const QString &record, QLatin1StringView column, const QString &fault)
{
    return {Error::Kind::Unreachable,
            StoreText::tr(
                "The database is damaged: in table %1, record %2, the column %3 %4. Restore a backup from "
                "before, or have this value put right.")
                .arg(table, record, column, fault),
            column};
}

Error missingRecord(QLatin1StringView table, const QString &record)
{
    return {
        Error::Kind::Unreachable,
        StoreText::tr("The database is damaged: in table %1, record \"%2\" is missing. Restore a backup from "
                      "before, or have it put right.")
            .arg(table, record),
        u"name"_s};
}

bool isDamage(const Error &error)
{
    return error.kind == Error::Kind::Unreachable && !error.column.isEmpty();
}

bool isWholeNumber(const QVariant &value)
{
    const int type = value.typeId();
    return type == QMetaType::LongLong || type == QMetaType::Int || type == QMetaType::ULongLong;
}

QVariant RowReader::typed(QLatin1StringView column, QMetaType type)
{
    QVariant value = m_row.value(m_next++);
    const bool fits =
        type == QMetaType::fromType<qlonglong>() ? isWholeNumber(value) : value.metaType() == type;
    if (fits && !value.isNull())
        return value;
    refuse(column, value.isNull() ? StoreText::tr("is missing") : StoreText::tr("is of another type"));
    return {};
}

QString RowReader::text(QLatin1StringView column, qsizetype longest)
{
    const QString value = typed(column, QMetaType::fromType<QString>()).toString();
    if (value.contains(QChar::Null)) {
        refuse(column, StoreText::tr("holds a null character, which Gatehouse writes nowhere"));
        return {};
    }
    if (value.size() <= longest)
        return value;
    refuse(column, StoreText::tr("is longer than anything that Gatehouse writes there (%1 characters)")
                       .arg(value.size()));
    return {};
}

QString RowReader::name(QLatin1StringView column, qsizetype longest)
{
    const QString value = text(column, longest);
    if (value.isEmpty())
        refuse(column, StoreText::tr("is empty"));
    return value;
}

QString RowReader::key(QLatin1StringView column)
{
    const QString value = text(column);
    if (!isRecordKey(value))
        refuse(column, StoreText::tr("is no key of a record"));
    return value;
}

bool RowReader::flag(QLatin1StringView column)
{
    return count(column, 0, 1) == 1;
}

int RowReader::count(QLatin1StringView column, int least, int most)
{
    const qlonglong value = typed(column, QMetaType::fromType<qlonglong>()).toLongLong();
    if (value >= least && value <= most)
        return int(value);
    refuse(column, StoreText::tr("is %1, which is not from %2 to %3")
                       .arg(QString::number(value), QString::number(least), QString::number(most)));
    return least;
}

QDateTime RowReader::time(QLatin1StringView column)
{
    const QDateTime value = timeFrom(text(column));
    if (!value.isValid())
        refuse(column, StoreText::tr("is no time"));
    return value;
}

QDateTime RowReader::timeOrNone(QLatin1StringView column)
{
    if (!isNull())
        return time(column);
    skip();
    return {};
}

QByteArray RowReader::base64(QLatin1StringView column)
{
    const QString text = name(column, longestStoredText);
    const auto decoded =
        QByteArray::fromBase64Encoding(text.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        refuse(column, StoreText::tr("is no base64"));
    return decoded ? decoded.decoded : QByteArray();
}

QByteArray RowReader::bytes(QLatin1StringView column, qsizetype longest)
{
    const QByteArray value = typed(column, QMetaType::fromType<QByteArray>()).toByteArray();
    if (value.size() <= longest)
        return value;
    refuse(column,
           StoreText::tr("is larger than anything that Gatehouse writes there (%1 bytes)").arg(value.size()));
    return {};
}

void RowReader::refuseUnknown(QLatin1StringView column)
{
    refuse(column, StoreText::tr("is none of the values that there are"));
}

QString RowReader::referred(QLatin1StringView column, QLatin1StringView table, QLatin1StringView nameColumn)
{
    key(column);
    if (isNull()) {
        skip();
        refuseReference(column, table);
        return {};
    }
    RowReader other(m_row, {.table = table, .nameColumn = m_next, .keyColumn = m_next - 1}, m_next);
    skip();
    QString found = other.name(nameColumn);
    if (!m_fault)
        m_fault = other.m_fault;
    return found;
}

void RowReader::refuseReference(QLatin1StringView column, QLatin1StringView table)
{
    refuse(column, StoreText::tr("names no record of table %1").arg(table));
}

void RowReader::refuseUnless(bool isInPlace, QLatin1StringView column)
{
    if (!isInPlace)
        refuse(column, StoreText::tr("is not the next number: a row before it is missing, or it was moved"));
}

void RowReader::refuse(QLatin1StringView column, const QString &fault)
{
    if (!m_fault)
        m_fault = damaged(m_name.table, record(), column, fault);
}

QString RowReader::record() const
{
    QString name = m_row.value(m_name.nameColumn).toString();
    if (name.isEmpty())
        name = m_row.value(m_name.keyColumn).toString();
    const QString quoted = u'"' + rules::shortened(name) + u'"';
    return m_name.owner.isEmpty()
               ? quoted
               : StoreText::tr("%1 of %2")
                     .arg(quoted, ownerText(m_name.ownerTable, rules::shortened(m_name.owner)));
}

Result<void> RowReader::whole() const
{
    if (!m_fault)
        return {};
    return std::unexpected(*m_fault);
}

}
