#pragma once

#include "domain/rules/FieldRules.h"

namespace gatehouse {

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
