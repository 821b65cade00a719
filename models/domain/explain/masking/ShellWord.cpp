#include "domain/explain/masking/ShellWord.h"

#include "domain/explain/masking/WrittenText.h"

namespace gatehouse::explain {

namespace {

/// In single quotes a backslash is one, unless a dollar stands before them.
bool escapes(QStringView text, qsizetype at, QChar quote)
{
    return text.at(at) == u'\\' && at + 1 < text.size() && quote != u'\'';
}

}

qsizetype endOfShellWord(QStringView text, qsizetype at)
{
    QChar quote;
    for (; at < text.size(); ++at) {
        const QChar c = text.at(at);
        if (quote.isNull() && c.isSpace())
            break;
        if (escapes(text, at, quote))
            ++at;
        else if (quote.isNull() && isQuote(c))
            quote = c;
        else if (c == quote)
            quote = QChar();
    }
    return std::min(at, text.size());
}

QString plainShellWord(QStringView word)
{
    QString plain;
    QChar quote;
    for (qsizetype at = 0; at < word.size(); ++at) {
        const QChar c = word.at(at);
        if (escapes(word, at, quote))
            plain += word.at(++at);
        else if (quote.isNull() && isQuote(c))
            quote = c;
        else if (c == quote)
            quote = QChar();
        else
            plain += c;
    }
    return plain;
}

}
