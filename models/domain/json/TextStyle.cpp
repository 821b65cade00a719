#include "domain/json/TextStyle.h"

#include "domain/json/TextScan.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace gatehouse::json {

namespace {

/// So much of a document tells its style.
constexpr qsizetype enoughForStyle = 256 * 1024;

/// Looks at the white space between the values of a document.
class StyleReader
{
public:
    explicit StyleReader(QByteArrayView document) : m_text(document) {}

    TextStyle read()
    {
        findLineBreak();
        for (qsizetype at = m_text.startsWith("\xEF\xBB\xBF") ? 3 : 0; at < m_text.size();) {
            const qsizetype token = afterTrivia(m_text, at);
            lookAtTrivia(m_text.sliced(at, token - at), token);
            if (token >= m_text.size())
                break;
            at = lookAtToken(token);
        }
        m_style.oneLineArrays = m_oneLineArrays > m_longArrays;
        m_style.oneLineObjects = m_oneLineObjects > m_longObjects;
        m_style.isAscii =
            m_text.contains("\\u") && std::ranges::none_of(m_text, [](char byte) { return byte < 0; });
        return m_style;
    }

private:
    /// An array or object that is open.
    struct Level
    {
        bool isArray = false;
        bool isPlain = true; ///< nothing in it holds anything
        bool isEmpty = true;
        bool hasLines = false;
        QByteArray indentation = {}; ///< of the line in which it begins
    };

    void findLineBreak()
    {
        const qsizetype feed = m_text.indexOf('\n');
        m_style.hasLines = hasLineBreak(m_text.trimmed());
        if (feed > 0 && m_text[feed - 1] == '\r')
            m_style.lineBreak = "\r\n";
    }

    /// What stands in front of a token, by the one before it.
    void lookAtTrivia(QByteArrayView trivia, qsizetype token)
    {
        const bool breaks = hasLineBreak(trivia);
        if (breaks)
            m_indentation = lastIndentation(trivia).toByteArray();
        if (m_levels.empty() || token >= m_text.size())
            return;
        Level &level = m_levels.back();
        level.hasLines |= breaks;
        const bool isBegin = m_last == '[' || m_last == '{';
        if (isBegin && breaks && !m_hasUnit && m_indentation.size() > level.indentation.size() &&
            m_indentation.startsWith(level.indentation)) {
            m_style.unit = m_indentation.sliced(level.indentation.size());
            m_hasUnit = true;
        }
        if (breaks || hasComment(trivia) || m_text[token] == ']' || m_text[token] == '}')
            return;
        if (isBegin)
            note(level.isArray ? m_arrayPad : m_objectPad,
                 level.isArray ? m_style.arrayPad : m_style.objectPad, trivia);
        else if (m_last == ',')
            note(m_separator, m_style.separator, trivia);
    }

    static void note(bool &isKnown, QByteArray &part, QByteArrayView found)
    {
        if (!isKnown)
            part = found.toByteArray();
        isKnown = true;
    }

    qsizetype lookAtToken(qsizetype at)
    {
        const char byte = m_text[at];
        m_last = byte;
        if (byte == '[' || byte == '{') {
            noteValue(false);
            m_levels.push_back({.isArray = byte == '[', .indentation = m_indentation});
            return at + 1;
        }
        if ((byte == ']' || byte == '}') && !m_levels.empty()) {
            count(m_levels.back());
            m_levels.pop_back();
            return at + 1;
        }
        if (QByteArrayView(",:]}").contains(byte))
            return at + 1;
        noteValue(true);
        const qsizetype end = std::max(afterValue(m_text, at), at + 1);
        return byte == '"' ? lookAtColon(end) : end;
    }

    void noteValue(bool isPlain)
    {
        if (m_levels.empty())
            return;
        m_levels.back().isEmpty = false;
        m_levels.back().isPlain &= isPlain;
    }

    /// Behind a text, which is a name where a colon follows.
    qsizetype lookAtColon(qsizetype end)
    {
        const qsizetype colon = afterTrivia(m_text, end);
        if (colon >= m_text.size() || m_text[colon] != ':')
            return end;
        const qsizetype value = afterTrivia(m_text, colon + 1);
        const QByteArrayView found = m_text.sliced(end, value - end);
        if (!hasComment(found) && !hasLineBreak(found))
            note(m_colon, m_style.colon, found);
        m_last = ':';
        return colon + 1;
    }

    void count(const Level &level)
    {
        if (level.isEmpty || !level.isPlain)
            return;
        if (level.isArray)
            ++(level.hasLines ? m_longArrays : m_oneLineArrays);
        else
            ++(level.hasLines ? m_longObjects : m_oneLineObjects);
    }

    QByteArrayView m_text;
    TextStyle m_style;
    std::vector<Level> m_levels;
    QByteArray m_indentation; ///< of the line that is looked at
    char m_last = '\0';       ///< the first byte of the token before
    bool m_hasUnit = false;
    bool m_colon = false;
    bool m_separator = false;
    bool m_arrayPad = false;
    bool m_objectPad = false;
    int m_oneLineArrays = 0;
    int m_longArrays = 0;
    int m_oneLineObjects = 0;
    int m_longObjects = 0;
};

QByteArray plainText(const Json &value, const TextStyle &style)
{
    return QByteArray::fromStdString(value.dump(-1, ' ', style.isAscii, Json::error_handler_t::replace));
}

}

bool TextStyle::isOneLine(const Json &container) const
{
    if (!hasLines)
        return true;
    const bool isPlain =
        std::ranges::none_of(container, [](const Json &value) { return value.is_structured(); });
    return isPlain && (container.is_array() ? oneLineArrays : oneLineObjects);
}

TextStyle styleOf(QByteArrayView document)
{
    return StyleReader(document.first(std::min(document.size(), enoughForStyle))).read();
}

QByteArray textOf(const Json &value, const TextStyle &style, const QByteArray &indentation, bool isOneLine)
{
    if (!value.is_structured() || value.empty())
        return plainText(value, style);
    const QByteArray inner = indentation + style.unit;
    const QByteArray lead = isOneLine ? QByteArray() : style.lineBreak + inner;
    QByteArray text(1, value.is_array() ? '[' : '{');
    text += isOneLine ? style.pad(value) : QByteArray();
    bool isFirst = true;
    for (const auto &[name, child] : value.items()) {
        if (!isFirst)
            text += isOneLine ? ',' + style.separator : QByteArray(",");
        isFirst = false;
        text += lead;
        if (value.is_object())
            text += plainText(name, style) + style.colon;
        text += textOf(child, style, inner, isOneLine || style.isOneLine(child));
    }
    text += isOneLine ? style.pad(value) : style.lineBreak + indentation;
    return text += value.is_array() ? ']' : '}';
}

}
