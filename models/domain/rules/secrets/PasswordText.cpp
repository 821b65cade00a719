#include "domain/rules/secrets/PasswordText.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gatehouse {

namespace {

constexpr char32_t firstOutside = 0x80;
constexpr char32_t bytes = 0x100;

/// Letters of Latin that no normalization makes others.
constexpr std::array<std::pair<char16_t, QStringView>, 11> others{{
    {u'\u00DF', u"ss"},
    {u'\u00E6', u"ae"},
    {u'\u0153', u"oe"},
    {u'\u00FE', u"th"},
    {u'\u00F8', u"o"},
    {u'\u0142', u"l"},
    {u'\u0111', u"d"},
    {u'\u00F0', u"d"},
    {u'\u0127', u"h"},
    {u'\u0167', u"t"},
    {u'\u0131', u"i"},
}};

/// As they are written where a keyboard has none of these.
constexpr std::array<std::pair<char16_t, QStringView>, 5> spelled{{
    {u'\u00E4', u"ae"},
    {u'\u00F6', u"oe"},
    {u'\u00FC', u"ue"},
    {u'\u00F8', u"oe"},
    {u'\u00E5', u"aa"},
}};

template<std::size_t size>
QString replaced(const QString &text, const std::array<std::pair<char16_t, QStringView>, size> &table)
{
    QString result;
    for (const QChar c : text) {
        const auto found = std::ranges::find(table, c.unicode(), &std::pair<char16_t, QStringView>::first);
        result += found == table.end() ? QStringView(&c, 1) : found->second;
    }
    return result;
}

bool isAccent(QChar c)
{
    return c.unicode() >= 0x0300 && c.unicode() <= 0x036F;
}

}

QString comparable(const QString &text)
{
    QString folded = text.normalized(QString::NormalizationForm_KC)
                         .toCaseFolded()
                         .normalized(QString::NormalizationForm_KD);
    folded.removeIf(isAccent);
    return replaced(folded, others).normalized(QString::NormalizationForm_KC);
}

QString spelledOut(const QString &text)
{
    return replaced(text.normalized(QString::NormalizationForm_KC).toCaseFolded(), spelled);
}

QByteArray OneByteText::bytesOf(const QString &comparable)
{
    for (const uint c : comparable.toUcs4()) {
        const auto next = std::min(firstOutside + char32_t(m_bytes.size()), bytes - 1);
        if (c >= firstOutside && !m_bytes.contains(c))
            m_bytes.insert(c, char(next));
    }
    return knownBytesOf(comparable);
}

QByteArray OneByteText::knownBytesOf(const QString &comparable) const
{
    QByteArray text;
    for (const uint c : comparable.toUcs4()) {
        const auto found = m_bytes.constFind(c);
        if (c >= firstOutside && found == m_bytes.constEnd())
            return {};
        text += c < firstOutside ? char(c) : *found;
    }
    return text;
}

Unrepeated withoutRepeats(const QByteArray &text)
{
    constexpr qsizetype shortest = 4; // less is there by chance
    Unrepeated left;
    for (qsizetype at = 0; at < text.size();) {
        qsizetype longest = 0;
        for (qsizetype before = 0; before < at; ++before) {
            const auto [end, other] = std::mismatch(text.begin() + at, text.end(), text.begin() + before);
            longest = std::max<qsizetype>(longest, end - (text.begin() + at));
        }
        const bool isRepeat = longest >= shortest;
        left.times += int(isRepeat);
        if (!isRepeat)
            left.text += text.at(at);
        at += isRepeat ? longest : 1;
    }
    return left;
}

}
