#include "domain/rules/InvisibleText.h"

#include "domain/rules/RuleText.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::rules {

namespace {

constexpr qsizetype mostNamed = 3;

constexpr char32_t zeroWidthSpace = 0x200b;
constexpr char32_t zeroWidthNonJoiner = 0x200c;
constexpr char32_t zeroWidthJoiner = 0x200d;
constexpr char32_t blackFlag = 0x1f3f4;

struct Named
{
    char32_t first;
    char32_t last;
    QLatin1StringView name;
};

/// Sorted by what they do, not by number; those of a range share a name.
constexpr std::array named{
    Named{0x202a, 0x202a, "LEFT-TO-RIGHT EMBEDDING"_L1},
    Named{0x202b, 0x202b, "RIGHT-TO-LEFT EMBEDDING"_L1},
    Named{0x202c, 0x202c, "POP DIRECTIONAL FORMATTING"_L1},
    Named{0x202d, 0x202d, "LEFT-TO-RIGHT OVERRIDE"_L1},
    Named{0x202e, 0x202e, "RIGHT-TO-LEFT OVERRIDE"_L1},
    Named{0x2066, 0x2066, "LEFT-TO-RIGHT ISOLATE"_L1},
    Named{0x2067, 0x2067, "RIGHT-TO-LEFT ISOLATE"_L1},
    Named{0x2068, 0x2068, "FIRST STRONG ISOLATE"_L1},
    Named{0x2069, 0x2069, "POP DIRECTIONAL ISOLATE"_L1},
    Named{0x200e, 0x200e, "LEFT-TO-RIGHT MARK"_L1},
    Named{0x200f, 0x200f, "RIGHT-TO-LEFT MARK"_L1},
    Named{0x061c, 0x061c, "ARABIC LETTER MARK"_L1},
    Named{zeroWidthSpace, zeroWidthSpace, "ZERO WIDTH SPACE"_L1},
    Named{zeroWidthNonJoiner, zeroWidthNonJoiner, "ZERO WIDTH NON-JOINER"_L1},
    Named{zeroWidthJoiner, zeroWidthJoiner, "ZERO WIDTH JOINER"_L1},
    Named{0x2060, 0x2060, "WORD JOINER"_L1},
    Named{0xfeff, 0xfeff, "ZERO WIDTH NO-BREAK SPACE"_L1},
    Named{0x180e, 0x180e, "MONGOLIAN VOWEL SEPARATOR"_L1},
    Named{0x2061, 0x2064, "INVISIBLE OPERATOR"_L1},
    Named{0x206a, 0x206f, "DEPRECATED FORMAT CHARACTER"_L1},
    Named{0xfff9, 0xfffb, "INTERLINEAR ANNOTATION"_L1},
    Named{0x115f, 0x1160, "HANGUL FILLER"_L1},
    Named{0x3164, 0x3164, "HANGUL FILLER"_L1},
    Named{0xffa0, 0xffa0, "HALFWIDTH HANGUL FILLER"_L1},
    Named{0xfe00, 0xfe0f, "VARIATION SELECTOR"_L1},
    Named{0xe0100, 0xe01ef, "VARIATION SELECTOR"_L1},
    Named{0xe0000, 0xe007f, "TAG"_L1},
};

QString numberOf(char32_t c)
{
    return u"U+%1"_s.arg(QString::number(uint(c), 16).toUpper(), 4, u'0');
}

constexpr bool isBetween(char32_t c, char32_t first, char32_t last)
{
    return c >= first && c <= last;
}

const Named *nameOf(char32_t c)
{
    const auto found =
        std::ranges::find_if(named, [c](const Named &one) { return isBetween(c, one.first, one.last); });
    return found == named.end() ? nullptr : &*found;
}

/// The marks of direction themselves are no letters.
bool isFromRightToLeft(char32_t c)
{
    const QChar::Direction direction = QChar::direction(c);
    return QChar::isLetter(c) && (direction == QChar::DirR || direction == QChar::DirAL);
}

/// Whether letters of its script change their shape beside a joiner: Arabic and its like join, those of India
/// and its neighbours make conjuncts.
bool joins(char32_t c)
{
    if (!QChar::isLetter(c) && !QChar::isMark(c))
        return false;
    switch (QChar::script(c)) {
    case QChar::Script_Arabic:
    case QChar::Script_Syriac:
    case QChar::Script_Nko:
    case QChar::Script_Mandaic:
    case QChar::Script_Mongolian:
    case QChar::Script_PhagsPa:
    case QChar::Script_Adlam:
    case QChar::Script_HanifiRohingya:
    case QChar::Script_Devanagari:
    case QChar::Script_Bengali:
    case QChar::Script_Gurmukhi:
    case QChar::Script_Gujarati:
    case QChar::Script_Oriya:
    case QChar::Script_Tamil:
    case QChar::Script_Telugu:
    case QChar::Script_Kannada:
    case QChar::Script_Malayalam:
    case QChar::Script_Sinhala:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
    case QChar::Script_Tibetan:
    case QChar::Script_Balinese:
    case QChar::Script_Javanese:
        return true;
    default:
        return QChar::script(c) == QChar::Script_Inherited && QChar::isMark(c);
    }
}

/// Scripts that set no space between words, so that a line break needs a mark.
bool isWithoutSpaces(char32_t c)
{
    switch (QChar::script(c)) {
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
    case QChar::Script_Tibetan:
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
        return true;
    default:
        return false;
    }
}

/// About Extended_Pictographic (Unicode UTS #51).
bool isPictograph(char32_t c)
{
    constexpr std::array ranges{
        std::pair(0xa9U, 0xa9U),       std::pair(0xaeU, 0xaeU),     std::pair(0x203cU, 0x203cU),
        std::pair(0x2049U, 0x2049U),   std::pair(0x2122U, 0x2122U), std::pair(0x2139U, 0x2139U),
        std::pair(0x2190U, 0x21ffU),   std::pair(0x2300U, 0x23ffU), std::pair(0x24c2U, 0x24c2U),
        std::pair(0x25a0U, 0x27bfU),   std::pair(0x2934U, 0x2935U), std::pair(0x2b00U, 0x2bffU),
        std::pair(0x3030U, 0x3030U),   std::pair(0x303dU, 0x303dU), std::pair(0x3297U, 0x3299U),
        std::pair(0x1f000U, 0x1faffU),
    };
    return std::ranges::any_of(ranges,
                               [c](const auto &range) { return isBetween(c, range.first, range.second); });
}

bool isVariationSelector(char32_t c)
{
    return isBetween(c, 0xfe00, 0xfe0f) || isBetween(c, 0xe0100, 0xe01ef);
}

bool isTag(char32_t c)
{
    return isBetween(c, 0xe0020, 0xe007f);
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
            if (nameOf(m_text.at(at)) && !isNeeded(at))
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

    bool isNeeded(qsizetype at) const
    {
        const char32_t c = m_text.at(at);
        switch (c) {
        case 0x200e:
        case 0x200f:
        case 0x061c:
            return m_hasRightToLeft;
        case zeroWidthNonJoiner:
            return joins(before(at));
        case zeroWidthJoiner:
            return joins(before(at)) || joins(after(at)) || joinsEmoji(at);
        case zeroWidthSpace:
            return isWithoutSpaces(before(at)) && isWithoutSpaces(after(at));
        case 0x180e:
            return QChar::script(before(at)) == QChar::Script_Mongolian;
        default:
            break;
        }
        if (isBetween(c, 0x2066, 0x2069))
            return m_hasRightToLeft && isPaired(at);
        return isVariationSelector(c) ? varies(before(at)) : isTag(c) && continuesFlag(at);
    }

    /// What stands before may carry a skin tone or a variation selector.
    bool joinsEmoji(qsizetype at) const
    {
        const qsizetype base = before(at) == 0xfe0f ? at - 1 : at;
        return isPictograph(before(base)) && isPictograph(after(at));
    }

    static bool varies(char32_t c)
    {
        return isPictograph(c) || isBetween(c, U'0', U'9') || c == U'#' || c == U'*' || QChar::isSymbol(c) ||
               QChar::script(c) == QChar::Script_Han || QChar::script(c) == QChar::Script_Mongolian ||
               QChar::script(c) == QChar::Script_Myanmar || QChar::script(c) == QChar::Script_PhagsPa;
    }

    /// As in the flag of Wales.
    bool continuesFlag(qsizetype at) const
    {
        while (at > 0 && isTag(m_text.at(at)))
            --at;
        return char32_t(m_text.at(at)) == blackFlag;
    }

    /// Whether an isolate is closed, or closes one.
    bool isPaired(qsizetype wanted) const
    {
        QList<qsizetype> open;
        for (qsizetype at = 0; at < m_text.size(); ++at) {
            const char32_t c = m_text.at(at);
            if (isBetween(c, 0x2066, 0x2068)) {
                open << at;
            } else if (c == 0x2069) {
                const bool closes = !open.isEmpty();
                const qsizetype opened = closes ? open.takeLast() : -1;
                if (at == wanted || opened == wanted)
                    return closes;
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
    const auto canBeOne = [](QChar c) { return c.unicode() >= 0x061c; };
    return std::ranges::any_of(text, canBeOne) ? InvisibleSearch(text).misplaced() : QList<Invisible>();
}

QString invisibleName(char32_t character)
{
    const Named *found = nameOf(character);
    return found ? numberOf(character) + u' ' + found->name : numberOf(character);
}

QString withInvisiblesNamed(const QString &text)
{
    const QList<Invisible> found = misplacedInvisibles(text);
    if (found.isEmpty())
        return text;
    QString named;
    auto next = found.begin();
    qsizetype position = 0;
    for (const uint character : text.toUcs4()) {
        ++position;
        if (next != found.end() && next->position == position)
            named += u'[' + numberOf((next++)->character) + u']';
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
