#include "domain/rules/RuleText.h"

#include "domain/rules/StorableText.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::rules {

namespace {

constexpr qsizetype longestShown = 120;

}

QString shownCharacter(char32_t character)
{
    if (character == U' ')
        return RuleText::tr("a space");
    if (QChar::isPrint(character) && !QChar::isSpace(character))
        return u"\"%1\""_s.arg(QString::fromUcs4(&character, 1));
    return u"U+"_s + u"%1"_s.arg(uint(character), 4, 16, '0'_L1).toUpper();
}

bool isVisible(char32_t character)
{
    return QChar::isPrint(character) && !QChar::isSpace(character);
}

QString shortened(const QString &value)
{
    const bool cut = value.size() > longestShown;
    QString shown = cut ? value.first(longestShown) : value;
    if (cut && shown.back().isHighSurrogate())
        shown.chop(1);
    shown = storable(shown);
    for (QChar &character : shown) {
        if (!character.isPrint() && !character.isSurrogate())
            character = u'\uFFFD';
    }
    return cut ? shown + u'…' : shown;
}

std::optional<char32_t> firstOther(const QString &text, bool (*isAllowed)(char32_t))
{
    if (const auto lost = firstUnstorable(text))
        return lost;
    const QList<uint> characters = text.toUcs4();
    const auto found = std::ranges::find_if_not(characters, [&](uint c) { return isAllowed(char32_t(c)); });
    return found == characters.end() ? std::nullopt : std::optional(char32_t(*found));
}

}
