#include "domain/json/CommaFilter.h"

#include <QByteArrayView>

namespace gatehouse::json {

namespace {

bool isOneOf(QByteArrayView bytes, char byte)
{
    return bytes.contains(byte);
}

}

qsizetype CommaFilter::pass(char *bytes, qsizetype size, bool isLast)
{
    for (qsizetype at = 0; at < size; ++at)
        look(bytes, at);
    const qsizetype comma = m_comma;
    m_comma = -1;
    if (isLast || comma <= 0) // with more white space than fits into a piece it counts as a common one
        return size;
    m_within = Within::Values;
    m_last = '\0';
    return comma;
}

void CommaFilter::look(char *bytes, qsizetype at)
{
    const char byte = bytes[at];
    switch (m_within) {
    case Within::Values:
        return lookAtValue(bytes, at);
    case Within::Text:
        if (byte == '\\' || byte == '"')
            m_within = byte == '"' ? Within::Values : Within::Escape;
        return;
    case Within::Escape:
        m_within = Within::Text;
        return;
    case Within::Slash:
        m_within = byte == '/' ? Within::LineComment : byte == '*' ? Within::BlockComment : Within::Values;
        return;
    case Within::LineComment:
        if (byte == '\n')
            m_within = Within::Values;
        return;
    case Within::BlockComment:
        if (byte == '*')
            m_within = Within::BlockCommentEnd;
        return;
    case Within::BlockCommentEnd:
        if (byte != '*')
            m_within = byte == '/' ? Within::Values : Within::BlockComment;
        return;
    }
}

void CommaFilter::lookAtValue(char *bytes, qsizetype at)
{
    const char byte = bytes[at];
    if (isOneOf(" \t\r\n", byte))
        return;
    if (byte == '/') {
        m_within = Within::Slash;
        return;
    }
    if (isOneOf("]}", byte) && m_comma >= 0)
        bytes[m_comma] = ' ';
    const bool isAfterValue = !isOneOf("[{,:", m_last);
    m_comma = byte == ',' && isAfterValue ? at : -1;
    m_last = byte;
    if (byte == '"')
        m_within = Within::Text;
}

}
