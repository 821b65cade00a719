#include "draft/DraftQuery.h"

#include <QSqlError>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// SQLite takes a byte order mark at the beginning of a text away, and reads what follows by it: one more is
/// taken instead.
QString withItsFirstCharacter(const QString &text)
{
    const bool isMark =
        text.startsWith(QChar(QChar::ByteOrderMark)) || text.startsWith(QChar(QChar::ByteOrderSwapped));
    if (isMark)
        return QChar(QChar::ByteOrderMark) + text;
    return text.isNull() ? u""_s : text;
}

}

QVariant draftValue(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::Bool:
        return value.toInt();
    case QMetaType::QString:
        return withItsFirstCharacter(value.toString());
    case QMetaType::QByteArray:
        return value.toByteArray().isNull() ? QVariant(QByteArray("")) : value;
    case QMetaType::Int:
    case QMetaType::LongLong:
        return value.isNull() ? 0 : value;
    default:
        return value;
    }
}

DraftQuery::DraftQuery(const QSqlDatabase &database, const QString &sql) : m_query(database)
{
    m_query.setForwardOnly(true);
    if (!m_query.prepare(sql))
        qFatal("The working copy does not understand: %ls", qUtf16Printable(sql));
}

void DraftQuery::run(const QVariantList &values)
{
    for (qsizetype i = 0; i < values.size(); ++i)
        m_query.bindValue(int(i), draftValue(values.at(i)));
    if (!m_query.exec())
        qFatal("The working copy failed: %ls", qUtf16Printable(m_query.lastError().nativeErrorCode()));
}

}
