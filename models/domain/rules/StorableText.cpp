#include "domain/rules/StorableText.h"

#include "domain/rules/RuleText.h"

namespace gatehouse {

namespace {

constexpr char32_t byteOrderMark = U'\uFEFF';

struct Character
{
    char32_t code;
    qsizetype units; ///< of UTF-16
};

/// Half of a pair gives itself, where Qt's own conversion would give U+FFFD.
Character characterAt(QStringView text, qsizetype index)
{
    const QChar unit = text.at(index);
    const bool isPair =
        unit.isHighSurrogate() && index + 1 < text.size() && text.at(index + 1).isLowSurrogate();
    return isPair ? Character{QChar::surrogateToUcs4(unit, text.at(index + 1)), 2}
                  : Character{unit.unicode(), 1};
}

bool isLost(char32_t code, qsizetype index)
{
    return code == 0 || QChar::isNonCharacter(code) || QChar::isSurrogate(code) ||
           (code == byteOrderMark && index == 0);
}

struct Place
{
    qsizetype index;
    Character character;
};

std::optional<Place> nextUnstorable(QStringView text, qsizetype from)
{
    for (qsizetype index = from; index < text.size();) {
        const Character character = characterAt(text, index);
        if (isLost(character.code, index))
            return Place{index, character};
        index += character.units;
    }
    return std::nullopt;
}

}

std::optional<char32_t> firstUnstorable(QStringView text)
{
    return nextUnstorable(text, 0).transform([](const Place &place) { return place.character.code; });
}

QString storable(const QString &text)
{
    QString cleaned = text;
    for (auto found = nextUnstorable(cleaned, 0); found; found = nextUnstorable(cleaned, found->index + 1))
        cleaned.replace(found->index, found->character.units, QChar(QChar::ReplacementCharacter));
    return cleaned;
}

namespace rules {

Findings checkStorable(const QString &label, const QString &text)
{
    const auto found = firstUnstorable(text);
    if (!found)
        return {};
    const QString advice =
        *found == byteOrderMark
            ? RuleText::tr("%1 begins with %2, a byte order mark. Take it out.")
            : RuleText::tr("%1 holds %2, which is no character and cannot be stored. Take it out.");
    return {{Severity::Error, advice.arg(label, shownCharacter(*found))}};
}

}

}

namespace gatehouse::rules {

Findings checkLength(const QString &label, const QString &text, qsizetype longest)
{
    if (text.size() <= longest)
        return {};
    return {{Severity::Error, RuleText::tr("%1 has %2 characters. Shorten it to at most %3.")
                                  .arg(label, QString::number(text.size()), QString::number(longest))}};
}

}
