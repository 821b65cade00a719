#include "domain/json/TextScan.h"

#include <algorithm>

namespace gatehouse::json {

namespace {

bool isBlank(char byte)
{
    return byte == ' ' || byte == '\t';
}

bool isLineBreak(char byte)
{
    return byte == '\r' || byte == '\n';
}

qsizetype found(qsizetype place, QByteArrayView text)
{
    return place < 0 ? text.size() : place;
}

bool beginsComment(QByteArrayView text, qsizetype at)
{
    return at + 1 < text.size() && text[at] == '/' && (text[at + 1] == '/' || text[at + 1] == '*');
}

/// Before the end of the line where it is one of a line.
qsizetype afterComment(QByteArrayView text, qsizetype at)
{
    if (text[at + 1] == '*')
        return std::min(found(text.indexOf("*/", at + 2), text) + 2, text.size());
    const auto *const end = std::find_if(text.begin() + at, text.end(), isLineBreak);
    return end - text.begin();
}

qsizetype afterText(QByteArrayView text, qsizetype at)
{
    for (++at; at < text.size(); ++at) {
        if (text[at] == '"')
            return at + 1;
        if (text[at] == '\\')
            ++at;
    }
    return text.size();
}

bool endsPlainValue(char byte)
{
    return isBlank(byte) || isLineBreak(byte) || QByteArrayView(",]}/:").contains(byte);
}

}

qsizetype afterTrivia(QByteArrayView text, qsizetype at)
{
    while (at < text.size()) {
        if (isBlank(text[at]) || isLineBreak(text[at]))
            ++at;
        else if (beginsComment(text, at))
            at = afterComment(text, at);
        else
            break;
    }
    return at;
}

qsizetype afterValue(QByteArrayView text, qsizetype at)
{
    if (at >= text.size())
        return text.size();
    if (text[at] == '"')
        return afterText(text, at);
    if (text[at] != '[' && text[at] != '{')
        return std::find_if(text.begin() + at, text.end(), endsPlainValue) - text.begin();
    for (int depth = 0; at < text.size();) {
        const char byte = text[at];
        if (byte == '"')
            at = afterText(text, at);
        else if (beginsComment(text, at))
            at = afterComment(text, at);
        else
            ++at;
        if (byte == '[' || byte == '{')
            ++depth;
        if ((byte == ']' || byte == '}') && --depth == 0)
            return at;
    }
    return text.size();
}

qsizetype atEndOfLine(QByteArrayView text, qsizetype at)
{
    const qsizetype start = at;
    while (at < text.size() && !isLineBreak(text[at])) {
        const qsizetype next = beginsComment(text, at) ? afterComment(text, at) : at + 1;
        if (next == at + 1 && !isBlank(text[at]))
            return start;
        if (text[at] == '/' && text[at + 1] == '*' && hasLineBreak(text.sliced(at, next - at)))
            return start;
        at = next;
    }
    return at < text.size() ? at : start;
}

bool hasComment(QByteArrayView trivia)
{
    return trivia.contains('/');
}

bool endsInLineComment(QByteArrayView trivia)
{
    for (qsizetype at = 0; at < trivia.size();) {
        if (!beginsComment(trivia, at)) {
            ++at;
            continue;
        }
        const bool isOfLine = trivia[at + 1] == '/';
        at = afterComment(trivia, at);
        if (isOfLine && at == trivia.size())
            return true;
    }
    return false;
}

bool hasLineBreak(QByteArrayView text)
{
    return std::ranges::any_of(text, isLineBreak);
}

QByteArrayView lastIndentation(QByteArrayView trivia)
{
    const qsizetype lineBreak = std::max(trivia.lastIndexOf('\n'), trivia.lastIndexOf('\r'));
    if (lineBreak < 0)
        return {};
    const QByteArrayView line = trivia.sliced(lineBreak + 1);
    return line.first(std::find_if_not(line.begin(), line.end(), isBlank) - line.begin());
}

}
