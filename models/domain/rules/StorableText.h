#pragma once

#include "domain/rules/FieldRules.h"

#include <QString>

#include <optional>

/// Text that reads back as it was stored. Some characters do not: databases, files and other programs drop
/// or replace them on the way, each in its own manner, so no text of any record holds them.
namespace gatehouse {

/// The first of these: NUL, a non-character of Unicode (U+FDD0 to U+FDEF and the last two of each plane),
/// half of a surrogate pair, or a byte order mark at the beginning.
std::optional<char32_t> firstUnstorable(QStringView text);
inline bool isStorable(QStringView text)
{
    return !firstUnstorable(text);
}

/// The text with U+FFFD in the place of each of them: for what is noted as it comes, and cannot be refused.
QString storable(const QString &text);

namespace rules {

/// Refuses a text that holds one of them; `label` is what the text calls it.
Findings checkStorable(const QString &label, const QString &text);

}

/// What is longer than this in the database was not written by Gatehouse: it is refused as damaged before it
/// gets anywhere near a list or a form. With room above every rule, and the rule itself where a field has
/// none.
inline constexpr qsizetype longestStoredLine = 10'000; ///< a title, a name, an address
inline constexpr qsizetype longestStoredText =
    1'000'000; ///< a consent text, a redirect, the value of a claim

namespace rules {

/// Whatever else it holds.
Findings checkLength(const QString &label, const QString &text, qsizetype longest);

}

}
