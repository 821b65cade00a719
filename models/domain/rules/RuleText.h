#pragma once

#include <QCoreApplication>
#include <QString>

#include <optional>

namespace gatehouse::rules {

/// Translation context of all rule texts, and how values are quoted in them.
struct RuleText
{
    Q_DECLARE_TR_FUNCTIONS(RuleText)
};

/// A character that can be read in a message: `"é"`, `a space`, `U+200B`.
QString shownCharacter(char32_t character);
/// A character of a word: no space, and something that is seen.
bool isVisible(char32_t character);
/// The value with invisible characters replaced, without the password of an address, and cut after 120
/// characters, so that a message stays readable.
QString shortened(const QString &value);
/// The first character, as a whole code point, that is not allowed: what no text may hold (StorableText) goes
/// before all others.
std::optional<char32_t> firstOther(const QString &text, bool (*isAllowed)(char32_t));

}
