#include "domain/explain/masking/WrittenText.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::explain {

namespace {

constexpr int mostLevels = 10;
constexpr int mostBackslashes = 16; ///< so that a long row of them is not gone through again for each

constexpr std::array quoteEntities{std::pair{"&quot;"_L1, u'"'},  std::pair{"&#34;"_L1, u'"'},
                                   std::pair{"&#x22;"_L1, u'"'},  std::pair{"&#39;"_L1, u'\''},
                                   std::pair{"&#x27;"_L1, u'\''}, std::pair{"&apos;"_L1, u'\''}};

int hexDigit(QChar c)
{
    if (c >= u'0' && c <= u'9')
        return c.unicode() - u'0';
    const QChar small = c.toLower();
    return small >= u'a' && small <= u'f' ? small.unicode() - u'a' + 10 : -1;
}

/// -1: it is no number.
int hexNumber(QStringView digits)
{
    int number = 0;
    for (const QChar c : digits) {
        const int digit = hexDigit(c);
        if (digit < 0)
            return -1;
        number = number * 16 + digit;
    }
    return number;
}

bool isEncodedPercent(QStringView text, qsizetype at)
{
    return at >= 0 && at + 2 <= text.size() && text.at(at) == u'2' && text.at(at + 1) == u'5';
}

Written percentAt(QStringView text, qsizetype at)
{
    qsizetype digits = at + 1;
    int level = 1;
    while (level < mostLevels && isEncodedPercent(text, digits) && digits + 4 <= text.size() &&
           hexNumber(text.sliced(digits + 2, 2)) >= 0) {
        digits += 2;
        ++level;
    }
    const int code = digits + 2 <= text.size() ? hexNumber(text.sliced(digits, 2)) : -1;
    return code < 0 ? Written{text.at(at)} : Written{QChar(ushort(code)), digits + 2 - at, level};
}

Written escapeAt(QStringView text, qsizetype at)
{
    constexpr qsizetype length = 6;
    if (at + length > text.size() || text.at(at + 1) != u'u')
        return {text.at(at)};
    const int code = hexNumber(text.sliced(at + 2, length - 2));
    return code < 0 ? Written{text.at(at)} : Written{QChar(ushort(code)), length, 0, true};
}

Written entityAt(QStringView text, qsizetype at)
{
    for (const auto &[entity, character] : quoteEntities) {
        if (text.sliced(at).startsWith(entity, Qt::CaseInsensitive))
            return {character, entity.size(), 0, true};
    }
    return {text.at(at)};
}

/// In a text that stands between marks with one backslash each, one is written with three, and a backslash
/// with four.
bool closes(int backslashes, int ofOpening)
{
    return backslashes < ofOpening || (backslashes - ofOpening) % (2 * (ofOpening + 1)) == 0;
}

}

bool isQuote(QChar c)
{
    return c == u'"' || c == u'\'';
}

Written writtenAt(QStringView text, qsizetype at)
{
    switch (text.at(at).unicode()) {
    case u'%':
        return percentAt(text, at);
    case u'\\':
        return escapeAt(text, at);
    case u'&':
        return entityAt(text, at);
    default:
        return {text.at(at)};
    }
}

Written writtenBefore(QStringView text, qsizetype end)
{
    if (text.at(end - 1) == u';') {
        for (const auto &[entity, character] : quoteEntities) {
            if (text.first(end).endsWith(entity, Qt::CaseInsensitive))
                return {character, entity.size(), 0, true};
        }
    }
    const Written plain{text.at(end - 1)};
    if (end < 3)
        return plain;
    const int code = hexNumber(text.sliced(end - 2, 2));
    qsizetype begin = end - 2;
    int level = 1;
    for (; level < mostLevels && isEncodedPercent(text, begin - 2); ++level)
        begin -= 2;
    return code < 0 || begin < 1 || text.at(begin - 1) != u'%'
               ? plain
               : Written{QChar(ushort(code)), end - begin + 1, level};
}

Quote quoteAt(QStringView text, qsizetype at)
{
    qsizetype here = at;
    int backslashes = 0;
    Written written = writtenAt(text, here);
    while (written.character == u'\\' && backslashes < mostBackslashes &&
           here + written.length < text.size()) {
        ++backslashes;
        here += written.length;
        written = writtenAt(text, here);
    }
    if (!isQuote(written.character))
        return {.length = here > at ? here - at : written.length};
    return {written.character, here + written.length - at, written.level,
            backslashes + int(written.isEscaped)};
}

qsizetype closingOf(const Quote &opening, QStringView text, qsizetype from, bool isOneLine)
{
    for (qsizetype at = from; at < text.size();) {
        if (isOneLine && text.at(at) == u'\n')
            return -1;
        const Quote quote = quoteAt(text, at);
        const bool isOuter = quote.level < opening.level;
        const bool isSame = quote.level == opening.level && closes(quote.backslashes, opening.backslashes);
        if (quote.character == opening.character && (isOuter || isSame))
            return at;
        at += quote.length;
    }
    return -1;
}

}
