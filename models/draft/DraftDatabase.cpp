#include "draft/DraftDatabase.h"

#include <QSqlError>

using namespace Qt::StringLiterals;

namespace gatehouse {

DraftDatabase::DraftDatabase(const QStringList &schema)
{
    static int opened = 0;
    m_name = u"draft-%1"_s.arg(++opened);
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
    database.setDatabaseName(u":memory:"_s);
    if (!database.open())
        qFatal("SQLite does not open a database in memory.");
    // In UTF-8 a lone surrogate would be replaced before any rule sees it.
    DraftQuery(database, u"PRAGMA encoding = 'UTF-16'"_s).run();
    // Else many rows would be sorted in a file, for which there may be no room.
    DraftQuery(database, u"PRAGMA temp_store = MEMORY"_s).run();
    for (const QString &statement : schema)
        DraftQuery(database, statement).run();
}

DraftDatabase::~DraftDatabase()
{
    QSqlDatabase::removeDatabase(m_name);
}

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
