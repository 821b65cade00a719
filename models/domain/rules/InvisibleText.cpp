#include "domain/rules/InvisibleText.h"

#include "domain/rules/RuleText.h"

#include <algorithm>
#include <array>
#include <span>

#include <unicode/uchar.h>

using namespace Qt::StringLiterals;

namespace gatehouse::rules {

namespace {

constexpr qsizetype mostNamed = 3;

constexpr char32_t softHyphen = 0x00ad;
constexpr char32_t blankBraille = 0x2800;
constexpr char32_t zeroWidthSpace = 0x200b;
constexpr char32_t zeroWidthNonJoiner = 0x200c;
constexpr char32_t zeroWidthJoiner = 0x200d;
constexpr char32_t blackFlag = 0x1f3f4;

struct Range
{
    char32_t first;
    char32_t last;

    constexpr bool holds(char32_t c) const { return c >= first && c <= last; }
};

constexpr Range writtenBraille{blankBraille + 1, 0x28ff};
constexpr Range isolates{0x2066, 0x2069};
constexpr Range tags{0xe0020, 0xe007f};
constexpr std::array variationSelectors{Range{0xfe00, 0xfe0f}, Range{0xe0100, 0xe01ef}};
/// Beside variation selectors; of what Unicode calls default ignorable those that make a text read as
/// another.
constexpr std::array invisible{Range{softHyphen, softHyphen}, Range{blankBraille, blankBraille},
                               Range{0x034f, 0x034f},         Range{0x202a, 0x202e},
                               Range{0x2060, 0x2065},         isolates,
                               Range{0x206a, 0x206f},         Range{0x200b, 0x200f},
                               Range{0x061c, 0x061c},         Range{0xfeff, 0xfeff},
                               Range{0x180e, 0x180e},         Range{0xfff0, 0xfffb},
                               Range{0x115f, 0x1160},         Range{0x3164, 0x3164},
                               Range{0xffa0, 0xffa0},         Range{0xe0000, 0xe007f},
                               Range{0x180b, 0x180d},         Range{0x180f, 0x180f},
                               Range{0x17b4, 0x17b5},         Range{0x1bca0, 0x1bca3},
                               Range{0x1d173, 0x1d17a}};

bool isIn(std::span<const Range> ranges, char32_t c)
{
    return std::ranges::any_of(ranges, [c](const Range &range) { return range.holds(c); });
}

bool isVariationSelector(char32_t c)
{
    return isIn(variationSelectors, c);
}

/// But those that lay a text out.
bool isControl(char32_t character)
{
    return QChar::category(character) == QChar::Other_Control && character != U'\n' && character != U'\t';
}

QString numberOf(char32_t c)
{
    return u"U+%1"_s.arg(QString::number(uint(c), 16).toUpper(), 4, u'0');
}

bool canMislead(char32_t c)
{
    return isIn(invisible, c) || isVariationSelector(c);
}

/// The marks of direction themselves are no letters.
bool isFromRightToLeft(char32_t c)
{
    const QChar::Direction direction = QChar::direction(c);
    return QChar::isLetter(c) && (direction == QChar::DirR || direction == QChar::DirAL);
}

/// Whose letters change their shape beside a joiner: Arabic and its like join, those of India and its
/// neighbours make conjuncts.
constexpr std::array joiningScripts{
    QChar::Script_Arabic,     QChar::Script_Syriac,   QChar::Script_Nko,      QChar::Script_Mandaic,
    QChar::Script_Mongolian,  QChar::Script_PhagsPa,  QChar::Script_Adlam,    QChar::Script_HanifiRohingya,
    QChar::Script_Devanagari, QChar::Script_Bengali,  QChar::Script_Gurmukhi, QChar::Script_Gujarati,
    QChar::Script_Oriya,      QChar::Script_Tamil,    QChar::Script_Telugu,   QChar::Script_Kannada,
    QChar::Script_Malayalam,  QChar::Script_Sinhala,  QChar::Script_Khmer,    QChar::Script_Myanmar,
    QChar::Script_Tibetan,    QChar::Script_Balinese, QChar::Script_Javanese};
/// That set no space between words, so that a line break needs a mark.
constexpr std::array scriptsWithoutSpaces{QChar::Script_Thai,     QChar::Script_Lao,     QChar::Script_Khmer,
                                          QChar::Script_Myanmar,  QChar::Script_Tibetan, QChar::Script_Han,
                                          QChar::Script_Hiragana, QChar::Script_Katakana};
/// That have variants of letters.
constexpr std::array varyingScripts{QChar::Script_Han, QChar::Script_Mongolian, QChar::Script_Myanmar,
                                    QChar::Script_PhagsPa};

bool joins(char32_t c)
{
    if (!QChar::isLetter(c) && !QChar::isMark(c))
        return false;
    return std::ranges::contains(joiningScripts, QChar::script(c));
}

bool isWithoutSpaces(char32_t c)
{
    return std::ranges::contains(scriptsWithoutSpaces, QChar::script(c));
}

/// With the tones of skin that may stand behind one.
bool isPictograph(char32_t c)
{
    return u_hasBinaryProperty(UChar32(c), UCHAR_EXTENDED_PICTOGRAPHIC) ||
           u_hasBinaryProperty(UChar32(c), UCHAR_EMOJI_MODIFIER);
}

/// Looks at one text; positions count from 0 here.
class InvisibleSearch
{
public:
    explicit InvisibleSearch(const QString &text)
        : m_text(text.toUcs4()), m_hasRightToLeft(std::ranges::any_of(m_text, isFromRightToLeft))
    {
    }

    QList<Invisible> misplaced() const
    {
        QList<Invisible> found;
        for (qsizetype at = 0; at < m_text.size(); ++at) {
            if (canMislead(m_text.at(at)) && !isNeeded(at))
                found << Invisible{char32_t(m_text.at(at)), at + 1};
        }
        return found;
    }

private:
    char32_t before(qsizetype at) const { return at > 0 ? char32_t(m_text.at(at - 1)) : U'\0'; }
    char32_t after(qsizetype at) const
    {
        return at + 1 < m_text.size() ? char32_t(m_text.at(at + 1)) : U'\0';
    }

    /// Past marks that belong to letters of any script.
    char32_t letterBefore(qsizetype at) const
    {
        while (at > 0 && QChar::isMark(before(at)) && QChar::script(before(at)) == QChar::Script_Inherited)
            --at;
        return before(at);
    }

    bool isNeeded(qsizetype at) const
    {
        const char32_t c = m_text.at(at);
        switch (c) {
        case 0x200e:
        case 0x200f:
        case 0x061c:
            return m_hasRightToLeft;
        case softHyphen:
            return QChar::isLetter(before(at)) && QChar::isLetter(after(at));
        case blankBraille:
            return writtenBraille.holds(before(at)) && writtenBraille.holds(after(at));
        case zeroWidthNonJoiner:
            return joins(letterBefore(at));
        case zeroWidthJoiner:
            return joins(letterBefore(at)) || joins(after(at)) || joinsEmoji(at);
        case zeroWidthSpace:
            return isWithoutSpaces(before(at)) && isWithoutSpaces(after(at));
        case 0x180b:
        case 0x180c:
        case 0x180d:
        case 0x180e:
        case 0x180f:
            return QChar::script(before(at)) == QChar::Script_Mongolian;
        case 0x17b4:
        case 0x17b5:
            return QChar::script(before(at)) == QChar::Script_Khmer;
        default:
            break;
        }
        if (isolates.holds(c))
            return m_hasRightToLeft && isPaired(at);
        return isVariationSelector(c) ? varies(before(at)) : tags.holds(c) && continuesFlag(at);
    }

    /// What stands before may carry a skin tone or a variation selector.
    bool joinsEmoji(qsizetype at) const
    {
        const qsizetype base = before(at) == 0xfe0f ? at - 1 : at;
        return isPictograph(before(base)) && isPictograph(after(at));
    }

    static bool varies(char32_t c)
    {
        return u_hasBinaryProperty(UChar32(c), UCHAR_EMOJI) || QChar::isSymbol(c) || // emoji: digits, too
               std::ranges::contains(varyingScripts, QChar::script(c));
    }

    /// As in the flag of Wales.
    bool continuesFlag(qsizetype at) const
    {
        while (at > 0 && tags.holds(m_text.at(at)))
            --at;
        return char32_t(m_text.at(at)) == blackFlag;
    }

    /// Whether an isolate is closed, or closes one.
    bool isPaired(qsizetype wanted) const
    {
        QList<qsizetype> open;
        for (qsizetype at = 0; at < m_text.size(); ++at) {
            const char32_t c = m_text.at(at);
            if (c == isolates.last) {
                const bool closes = !open.isEmpty();
                const qsizetype opened = closes ? open.takeLast() : -1;
                if (at == wanted || opened == wanted)
                    return closes;
            } else if (isolates.holds(c)) {
                open << at;
            }
        }
        return false;
    }

    QList<uint> m_text;
    bool m_hasRightToLeft;
};

}

QList<Invisible> misplacedInvisibles(const QString &text)
{
    const auto canBeOne = [](QChar c) { return c.unicode() >= invisible.front().first; };
    return std::ranges::any_of(text, canBeOne) ? InvisibleSearch(text).misplaced() : QList<Invisible>();
}

QString invisibleName(char32_t character)
{
    std::array<char, 100> name{};
    UErrorCode status = U_ZERO_ERROR;
    const int length =
        u_charName(UChar32(character), U_UNICODE_CHAR_NAME, name.data(), int(name.size()), &status);
    return (numberOf(character) + u' ' + QLatin1StringView(name.data(), length)).trimmed();
}

QString withoutInvisibles(const QString &text)
{
    QString seen;
    for (const char32_t character : text.toUcs4()) {
        if (!canMislead(character))
            seen += QChar::fromUcs4(character);
    }
    return seen;
}

QString withInvisiblesNamed(const QString &text)
{
    const QList<Invisible> found = misplacedInvisibles(text);
    if (found.isEmpty() && !std::ranges::any_of(text, [](QChar c) { return isControl(c.unicode()); }))
        return text;
    QString named;
    auto next = found.begin();
    qsizetype position = 0;
    for (const uint character : text.toUcs4()) {
        ++position;
        if (next != found.end() && next->position == position)
            named += u'[' + numberOf((next++)->character) + u']';
        else if (isControl(character))
            named += u'[' + numberOf(character) + u']';
        else
            named += QChar::fromUcs4(character);
    }
    return named;
}

Findings checkInvisible(const QString &label, const QString &text)
{
    const QList<Invisible> found = misplacedInvisibles(text);
    if (found.isEmpty())
        return {};
    QStringList names;
    for (const auto &[character, position] : found.first(std::min(found.size(), mostNamed)))
        names << RuleText::tr("%1 at %2").arg(invisibleName(character), QString::number(position));
    if (const qsizetype more = found.size() - mostNamed; more > 0)
        names << RuleText::tr("%n more", nullptr, int(more));
    return {{Severity::Warning,
             RuleText::tr("%1 contains %2, which cannot be seen and may make it read as something else. "
                          "Take that out.")
                 .arg(label, names.join(", "_L1))}};
}

}
