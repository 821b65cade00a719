#include "domain/explain/masking/SecretParameters.h"

#include "domain/explain/masking/SecretForms.h"
#include "domain/explain/masking/SecretLooks.h"
#include "domain/explain/masking/SecretNames.h"
#include "domain/explain/masking/WrittenText.h"

#include <QRegularExpression>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse::explain {

namespace {

struct SecretValue
{
    qsizetype begin = 0;
    qsizetype end = 0;
    qsizetype next = 0; ///< behind its quote

    bool isEmpty() const { return end <= begin; }
};

constexpr int mostRounds = 8;

/// Finds the values behind the names of secrets, once through the text. In doubt a value is longer.
class ParameterMasker
{
public:
    explicit ParameterMasker(QStringView text) : m_text(text) {}

    QString masked()
    {
        for (qsizetype at = 0; at < m_text.size();) {
            const Written written = writtenAt(m_text, at);
            noteQuote(at, written);
            const qsizetype behind = at + written.length;
            at = isSeparator(at, written) ? std::max(behind, maskBehind(at, written)) : behind;
        }
        return m_shown.append(m_text.sliced(m_from));
    }

private:
    /// Of a quote around a whole form: white space in there ends no value.
    void noteQuote(qsizetype at, const Written &written)
    {
        const bool isPlain = isQuote(written.character) && written.length == 1;
        const bool isInWord = at > 0 && (m_text.at(at - 1).isLetterOrNumber() ||
                                         QStringView(u"\\\"'").contains(m_text.at(at - 1)));
        if (isPlain && !isInWord && at > m_enclosedUntil)
            m_enclosedUntil = std::max(at, closingOf({.character = written.character}, m_text, at + 1, true));
    }

    bool isSeparator(qsizetype at, const Written &written) const
    {
        return written.character == u'=' || written.character == u':' ||
               (written.character == u'>' && at > 0 && m_text.at(at - 1) == u'-');
    }

    /// Where to go on.
    qsizetype maskBehind(qsizetype separator, const Written &written)
    {
        const bool isArrow = written.character == u'>';
        const NameBefore name = nameBefore(m_text, isArrow ? separator - 1 : separator);
        if (!name.isSecret)
            return 0;
        const SecretValue value = valueBehind(separator + written.length, name, written);
        if (value.isEmpty())
            return 0;
        m_shown += m_text.sliced(m_from, value.begin - m_from);
        m_shown += mask;
        m_from = value.end;
        return value.next;
    }

    SecretValue valueBehind(qsizetype at, const NameBefore &name, const Written &separator) const
    {
        at = withoutSpaces(withoutRestOfSeparator(at), separator.level);
        if (at >= m_text.size() || isReadableNameAt(m_text, at))
            return {};
        const QChar first = m_text.at(at);
        if (name.isQuoted && (first == u'[' || first == u'{'))
            return bracketed(at);
        if ((first == u'^' || first == u'$') && at + 1 < m_text.size() && isQuote(m_text.at(at + 1)))
            ++at;
        const Quote quote = quoteAt(m_text, at);
        if (at == m_enclosedUntil)
            return {};
        SecretValue value = quote.isNull() || quote.level > separator.level
                                ? unquoted(at, name, separator)
                                : quoted(at, quote, name, separator);
        if (name.isHeader)
            value.begin = std::min(value.end, behindScheme(value.begin));
        return value;
    }

    /// `=>`, `:=` and `==`
    qsizetype withoutRestOfSeparator(qsizetype at) const
    {
        while (at < m_text.size() && (m_text.at(at) == u'>' || m_text.at(at) == u'='))
            ++at;
        return at;
    }

    qsizetype withoutSpaces(qsizetype at, int level) const
    {
        while (at < m_text.size()) {
            const Written written = writtenAt(m_text, at);
            const bool isSpace = written.character == u' ' || written.character == u'\t' ||
                                 (level > 0 && written.character == u'+');
            if (!isSpace || written.level > level)
                break;
            at += written.length;
        }
        return at;
    }

    SecretValue quoted(qsizetype at, const Quote &quote, const NameBefore &name,
                       const Written &separator) const
    {
        const qsizetype begin = at + quote.length;
        const qsizetype end = closingOf(quote, m_text, begin);
        if (end < 0)
            return {begin, m_text.size(), m_text.size()};
        const qsizetype next = end + quoteAt(m_text, end).length;
        // As in a table: ""client_secret"":""x""
        const bool isDoubled = end == begin && next < m_text.size() && m_text.at(next).isLetterOrNumber();
        return isDoubled ? unquoted(next, name, separator) : SecretValue{begin, end, next};
    }

    SecretValue unquoted(qsizetype begin, const NameBefore &name, const Written &separator) const
    {
        const bool isEnclosed = begin < m_enclosedUntil;
        const bool isLine = separator.character == u':' && name.beginsLine && !name.isQuoted;
        qsizetype at = begin;
        while (at < m_text.size() && at != m_enclosedUntil) {
            const Written written = writtenAt(m_text, at);
            const bool isOuter = written.level <= separator.level;
            const bool isHeaderLine = name.isHeader && separator.character == u':' && separator.level == 0;
            const bool endsPart =
                isOuter && ((written.character == u'&' && !isHeaderLine) ||
                            (isQuote(written.character) && !isEnclosed && !isInWord(at, written)));
            if (endsPart || written.character == u'\n' || (name.isQuoted && isEndOfLiteral(written)) ||
                (isPlainSpace(written) && isSpaceAnEnd(at, isEnclosed || isLine || name.isHeader)))
                break;
            at += written.length;
        }
        const qsizetype end = withoutPunctuation(begin, at);
        return {begin, end, at};
    }

    /// As in `it's`.
    bool isInWord(qsizetype at, const Written &written) const
    {
        const qsizetype next = at + written.length;
        return next < m_text.size() && m_text.at(next).isLetterOrNumber();
    }

    static bool isPlainSpace(const Written &written)
    {
        return written.character.isSpace() && written.length == 1;
    }

    bool isSpaceAnEnd(qsizetype at, bool isPartOfValue) const
    {
        return !isPartOfValue || isReadableNameAt(m_text, at + 1);
    }

    /// Of a number in JSON.
    static bool isEndOfLiteral(const Written &written)
    {
        return isQuote(written.character) || isPlainSpace(written) ||
               QStringView(u",}]").contains(written.character);
    }

    /// What stands in a list, and not in the value.
    qsizetype withoutPunctuation(qsizetype begin, qsizetype end) const
    {
        while (end > begin &&
               (m_text.at(end - 1).isSpace() || QStringView(u",;").contains(m_text.at(end - 1))))
            --end;
        return end;
    }

    /// A list or an object, whole.
    SecretValue bracketed(qsizetype at) const
    {
        const qsizetype begin = at + 1;
        int depth = 0;
        while (at < m_text.size()) {
            const QChar c = m_text.at(at);
            depth += int(c == u'[' || c == u'{') - int(c == u']' || c == u'}');
            if (depth == 0)
                break;
            const Quote quote = quoteAt(m_text, at);
            const qsizetype inside = at + quote.length;
            const qsizetype end = quote.isNull() ? inside : closingOf(quote, m_text, inside);
            at = end < 0 ? m_text.size() : quote.isNull() ? end : end + quoteAt(m_text, end).length;
        }
        return {begin, at, at};
    }

    /// `Basic` and `Bearer` are no secrets.
    qsizetype behindScheme(qsizetype at) const
    {
        static const QRegularExpression scheme(
            uR"re((?:basic|bearer|dpop|token|digest|negotiate)(?:[ \t]|%(?:25)*20|\+){1,3})re"_s,
            QRegularExpression::CaseInsensitiveOption);
        constexpr qsizetype longest = 40;
        const auto match =
            scheme.matchView(m_text.sliced(at, std::min(longest, m_text.size() - at)), 0,
                             QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
        return match.hasMatch() ? at + match.capturedLength() : at;
    }

    QStringView m_text;
    qsizetype m_from = 0;
    qsizetype m_enclosedUntil = -1;
    QString m_shown;
};

QString maskedOnce(const QString &text)
{
    const QString plain = withMaskedFields(withMaskedOptions(text));
    return withMaskedLooks(ParameterMasker(plain).masked());
}

}

/// What a mask leaves around it may read otherwise than before: over again until there is nothing more, and
/// where that has no end, nothing is shown.
QString masked(const QString &text)
{
    QString shown = text;
    for (int round = 0; round < mostRounds; ++round) {
        const QString before = std::exchange(shown, maskedOnce(shown));
        if (shown == before)
            return shown;
    }
    return mask;
}

}
