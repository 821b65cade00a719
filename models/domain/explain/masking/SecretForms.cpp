#include "domain/explain/masking/SecretForms.h"

#include "domain/explain/masking/SecretNames.h"
#include "domain/explain/masking/SecretParameters.h"
#include "domain/explain/masking/ShellWord.h"
#include "domain/explain/masking/WrittenText.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::explain {

namespace {

/// `<input name="code" value="...">`, its attributes in whatever order.
class InputTag
{
public:
    InputTag(QStringView text, qsizetype at) : m_text(text), m_at(at)
    {
        while (m_at < text.size() && text.at(m_at) != u'>')
            takeAttribute();
    }

    qsizetype end() const { return m_at; }
    bool isSecret() const { return m_valueEnd > m_valueBegin && isSecretParameter(m_name); }
    qsizetype valueBegin() const { return m_valueBegin; }
    qsizetype valueEnd() const { return m_valueEnd; }

private:
    void takeAttribute()
    {
        const qsizetype begin = m_at;
        while (m_at < m_text.size() && m_text.at(m_at).isLetterOrNumber())
            ++m_at;
        const QStringView attribute = m_text.sliced(begin, m_at - begin);
        if (m_at == begin)
            ++m_at;
        else if (m_at < m_text.size() && m_text.at(m_at) == u'=')
            takeValue(attribute);
    }

    void takeValue(QStringView attribute)
    {
        ++m_at;
        if (m_at == m_text.size())
            return;
        const Quote quote = quoteAt(m_text, m_at);
        const qsizetype begin = quote.isNull() ? m_at : m_at + quote.length;
        const qsizetype end = quote.isNull() ? endOfWord(begin) : closingOf(quote, m_text, begin);
        const qsizetype valueEnd = end < 0 ? m_text.size() : end;
        m_at = end < 0 || quote.isNull() ? valueEnd : valueEnd + quoteAt(m_text, valueEnd).length;
        if (attribute.compare("name"_L1, Qt::CaseInsensitive) == 0) {
            m_name = m_text.sliced(begin, valueEnd - begin);
        } else if (attribute.compare("value"_L1, Qt::CaseInsensitive) == 0) {
            m_valueBegin = begin;
            m_valueEnd = valueEnd;
        }
    }

    qsizetype endOfWord(qsizetype at) const
    {
        while (at < m_text.size() && !m_text.at(at).isSpace() && m_text.at(at) != u'>')
            ++at;
        return at;
    }

    QStringView m_text;
    qsizetype m_at;
    QStringView m_name;
    qsizetype m_valueBegin = 0;
    qsizetype m_valueEnd = 0;
};

QString withMaskedInputs(const QString &text)
{
    constexpr QLatin1StringView tag("<input");
    QString shown;
    qsizetype from = 0;
    for (qsizetype at = text.indexOf(tag, 0, Qt::CaseInsensitive); at >= 0;) {
        const InputTag input(text, at + tag.size());
        if (input.isSecret()) {
            shown += QStringView(text).sliced(from, input.valueBegin() - from);
            shown += mask;
            from = input.valueEnd();
        }
        at = text.indexOf(tag, input.end(), Qt::CaseInsensitive);
    }
    return shown.append(QStringView(text).sliced(from));
}

/// In pages `<code>` stands around whatever is a program's.
bool isSecretElement(QStringView name, QStringView content)
{
    const qsizetype colon = name.lastIndexOf(u':');
    const QStringView local = name.sliced(colon + 1);
    if (content.trimmed().isEmpty() || !isSecretParameter(local))
        return false;
    const bool hasWord = std::ranges::any_of(content, [](QChar c) { return c.isDigit(); }) &&
                         std::ranges::none_of(content, [](QChar c) { return c.isSpace() || c == u'='; });
    return local.compare("code"_L1, Qt::CaseInsensitive) != 0 || hasWord;
}

/// Of one that nothing ends, its line alone.
QStringView elementContent(const QString &text, QStringView content)
{
    const qsizetype line = content.indexOf(u'\n');
    return content.end() == QStringView(text).end() && line > 0 ? content.first(line) : content;
}

/// `<client_secret>...</client_secret>`, as it is or as a page shows it.
QString withMaskedElements(const QString &text)
{
    static const QRegularExpression element(
        uR"re((?:<|&lt;)([A-Za-z_][\w:.\-]{0,80})(?:\s[^<>]{0,300}?)?(?:>|&gt;)(\s{0,20}(?:<!\[CDATA\[)?)((?:(?!&lt;)[^<])+))re"_s);
    QString shown;
    qsizetype from = 0;
    for (auto matches = element.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        if (!isSecretElement(match.capturedView(1), match.capturedView(3)))
            continue;
        const QStringView content = elementContent(text, match.capturedView(3));
        const bool isSection = match.capturedView(2).contains(u'[') && content.endsWith("]]>"_L1);
        shown += QStringView(text).sliced(from, match.capturedStart(3) - from);
        shown += mask;
        from = match.capturedStart(3) + content.size() - (isSection ? 3 : 0);
    }
    return shown.append(QStringView(text).sliced(from));
}

/// The length of a line's end, which can be escaped, as in a command; 0: there is none.
qsizetype lineEndAt(QStringView text, qsizetype at)
{
    for (const QLatin1StringView end : {"\r\n"_L1, "\n"_L1, "\\r\\n"_L1, "\\n"_L1}) {
        if (text.sliced(at).startsWith(end))
            return end.size();
    }
    return 0;
}

/// What stands in a header as `name="client_secret"`.
QStringView fieldName(QStringView header)
{
    const qsizetype at = header.indexOf("name="_L1, 0, Qt::CaseInsensitive);
    if (at < 0)
        return {};
    QStringView name = header.sliced(at + QLatin1StringView("name=").size());
    while (!name.isEmpty() && (isQuote(name.front()) || name.front() == u'\\'))
        name.slice(1);
    const auto *const end =
        std::ranges::find_if(name, [](QChar c) { return QStringView(u"\"'\\;\r\n").contains(c); });
    return name.first(end - name.begin());
}

/// Behind the headers of a part; -1: they do not end.
qsizetype behindHeaders(QStringView text, qsizetype from)
{
    constexpr qsizetype most = 600;
    const qsizetype end = std::min(text.size(), from + most);
    for (qsizetype at = from; at < end;) {
        const qsizetype first = lineEndAt(text, at);
        at += std::max<qsizetype>(first, 1);
        const qsizetype second = first > 0 && at < end ? lineEndAt(text, at) : 0;
        if (second > 0)
            return at + second;
    }
    return -1;
}

qsizetype nextBoundary(QStringView text, qsizetype from)
{
    for (qsizetype at = text.indexOf("--"_L1, from); at >= 0; at = text.indexOf("--"_L1, at + 1)) {
        const QStringView before = text.first(at);
        for (const QLatin1StringView end : {"\r\n"_L1, "\n"_L1, "\\r\\n"_L1, "\\n"_L1}) {
            if (before.endsWith(end))
                return std::max(from, at - end.size());
        }
    }
    return text.size();
}

/// Each up to the next boundary.
QString withMaskedParts(const QString &text)
{
    constexpr QLatin1StringView part("form-data;");
    constexpr qsizetype longestHeader = 200;
    QString shown;
    qsizetype from = 0;
    for (qsizetype at = text.indexOf(part); at >= 0; at = text.indexOf(part, at)) {
        at += part.size();
        const qsizetype begin = behindHeaders(text, at);
        if (begin < 0 || !isSecretParameter(fieldName(
                             QStringView(text).sliced(at).first(std::min(longestHeader, text.size() - at)))))
            continue;
        at = nextBoundary(text, begin);
        if (at == begin)
            continue;
        shown += QStringView(text).sliced(from, begin - from);
        shown += mask;
        from = at;
    }
    return shown.append(QStringView(text).sliced(from));
}

/// `id:secret` loses its secret, and anything else is masked whole.
QString maskedWord(QStringView word, bool isUser)
{
    const qsizetype colon = isUser ? word.indexOf(u':') : -1;
    QString shown = word.first(colon + 1).toString();
    if (colon < 0 && isQuote(word.front()))
        shown = word.first(1).toString();
    const QChar quote = word.back();
    const bool isOpen = isQuote(quote) && shown.count(quote) % 2 == 1;
    return isOpen ? shown + mask + quote : shown + mask;
}

}

QString withMaskedFields(const QString &text)
{
    return withMaskedElements(withMaskedParts(withMaskedInputs(text)));
}

QString withMaskedOptions(const QString &text)
{
    static const QRegularExpression option(
        uR"re((?:^|\s)(?:-[sSkLvifgGIlnNpqjJORaB0-9#]{0,8}([uUb])|--((?:proxy-)?user|oauth2-bearer|cookie|[a-z0-9\-]{0,30}(?:secret|password|passphrase|token)))(?:[ \t]+|=)?)re"_s);
    QString shown;
    qsizetype from = 0;
    for (auto matches = option.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        const qsizetype begin = match.capturedEnd();
        if (match.capturedStart() < from)
            continue;
        const bool isShort = match.capturedLength(1) > 0;
        const bool isApart = match.captured().back().isSpace() || match.captured().back() == u'=';
        const qsizetype end = endOfShellWord(text, begin);
        shown += QStringView(text).sliced(from, begin - from);
        from = begin;
        if (end == begin || (!isShort && !isApart))
            continue;
        shown += maskedWord(QStringView(text).sliced(begin, end - begin),
                            match.capturedView(1) == u"u" || match.capturedView(1) == u"U" ||
                                match.capturedView(2).endsWith(u"user"));
        from = end;
    }
    return shown.append(QStringView(text).sliced(from));
}

}
