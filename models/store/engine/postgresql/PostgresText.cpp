#include "store/engine/postgresql/PostgresText.h"

#include "domain/rules/StorableText.h"
#include "store/engine/BoundValues.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// Is in no text that is stored, so that a text with NUL, which PostgreSQL cannot be sent, is equal to none.
constexpr char16_t inNoText = 0xfffe;

QString quoted(QString text)
{
    text.replace(QChar(u'\0'), QChar(inNoText));
    if (!text.isValidUtf16())
        text = storable(text);
    return u'\'' + text.replace(u'\'', "''"_L1) + u'\'';
}

/// By the collation "C", lower() folds the letters of ASCII alone, and it is the order of all columns.
QString inWordsOfPostgres(QString sql)
{
    static const QRegularExpression fold(u"\\bfold\\(([^()]*)\\)"_s);
    static const QRegularExpression concat(u"\\bgroup_concat\\("_s);
    static const QRegularExpression character(u"\\bchar\\("_s);
    return sql.replace(fold, u"lower(\\1 COLLATE \"C\")"_s)
        .replace(concat, u"string_agg("_s)
        .replace(character, u"chr("_s);
}

}

QString postgresLiteral(const QVariant &value)
{
    if (isNullText(value))
        return u"''"_s;
    if (value.isNull())
        return u"NULL"_s;
    switch (value.typeId()) {
    case QMetaType::Bool:
        return value.toBool() ? u"1"_s : u"0"_s;
    case QMetaType::QByteArray:
        return u"'\\x"_s + QLatin1StringView(value.toByteArray().toHex()) + u"'::bytea"_s;
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
    case QMetaType::Long:
    case QMetaType::ULong: {
        const QString number = value.toString();
        return number.startsWith(u'-') ? u'(' + number + u')' : number;
    }
    default:
        return quoted(value.toString());
    }
}

PostgresText::PostgresText(const QString &sql)
{
    const QString text = inWordsOfPostgres(sql);
    bool isQuoted = false;
    qsizetype begin = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) == u'\'') {
            isQuoted = !isQuoted;
        } else if (text.at(i) == u'?' && !isQuoted) {
            m_parts << text.sliced(begin, i - begin);
            begin = i + 1;
        }
    }
    m_parts << text.sliced(begin);
}

QString PostgresText::with(const QVariantList &values) const
{
    QString text = m_parts.first();
    for (qsizetype i = 0; i < values.size(); ++i)
        text += postgresLiteral(values.at(i)) + m_parts.at(i + 1);
    return text;
}

}
