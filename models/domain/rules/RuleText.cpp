#include "domain/rules/RuleText.h"

#include "domain/rules/StorableText.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::rules {

namespace {

/// More than is shown, so that a password which is cut is one all the same.
constexpr qsizetype mostLookedAt = 4096;

/// Of an address, as in https://user:password@host (RFC 3986 3.2.1).
QString withoutPassword(const QString &value)
{
    const qsizetype slashes = value.indexOf("://"_L1);
    if (slashes < 0)
        return value;
    const qsizetype begin = slashes + 3;
    const auto endsAuthority = [](QChar c) { return c == u'/' || c == u'?' || c == u'#'; };
    const qsizetype end = std::find_if(value.begin() + begin, value.end(), endsAuthority) - value.begin();
    const qsizetype at = value.lastIndexOf(u'@', end - 1);
    const qsizetype colon = value.indexOf(u':', begin);
    if (at < begin || colon < 0 || colon > at)
        return value;
    return value.first(colon + 1) + QChar(u'\u2026') + value.sliced(at);
}

constexpr qsizetype longestShown = 120;

/// What no text has to be looked at for: neither unprintable, nor a part of an address with a password.
bool isPlain(QChar c)
{
    return (c.unicode() < 128 && c.isLetterOrNumber()) || c == u'_' || c == u'-' || c == u'.' || c == u' ';
}

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

QString shortened(const QString &whole)
{
    if (whole.size() <= longestShown && std::ranges::all_of(whole, isPlain))
        return whole;
    const QString value = withoutPassword(whole.first(std::min(whole.size(), mostLookedAt)));
    const bool cut = value.size() > longestShown || whole.size() > mostLookedAt;
    QString shown = cut ? value.first(std::min(value.size(), longestShown)) : value;
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
