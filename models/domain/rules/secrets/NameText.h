#pragma once

#include "domain/rules/AsciiText.h"

#include <string_view>

/// What names are, in distinction from random text. Both stand between the same marks.
namespace gatehouse::names {

/// Of a number beside words, as in `secret_2026`.
inline constexpr auto mostDigits = 4;

constexpr bool isLetter(char c)
{
    return lower(c) >= 'a' && lower(c) <= 'z';
}

constexpr bool isLetterOrDigit(char c)
{
    return isDigit(c) || isLetter(c);
}

/// As names of variables, paths and keys have them.
bool isPlain(char c);

/// Whether it can be read: words, with a number or a date at most, and few signs between them.
bool isName(std::string_view text);

/// One as programs write them: of capital or of small letters alone, or with a word that is usual for
/// secrets.
bool isSureName(std::string_view text);

/// Whether it has a word that is usual for secrets, as `client`: random text never has.
bool hasUsualWord(std::string_view text);

}
