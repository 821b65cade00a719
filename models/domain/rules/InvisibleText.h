#pragma once

#include "domain/rules/FieldRules.h"

/// Characters that cannot be seen and can make a text read as another one: bidirectional controls, zero-width
/// characters, fillers and the like (Unicode UAX #9, UTR #36).
namespace gatehouse::rules {

struct Invisible
{
    char32_t character = 0;
    qsizetype position = 0; ///< counted in characters, from 1

    bool operator==(const Invisible &) const = default;
};

/// Those that the script of the text does not need. Needed are joiners in scripts that join (Persian, Indic)
/// and between emoji, marks of direction in a text that has letters of both kinds or from right to left, and
/// variation selectors after what varies.
QList<Invisible> misplacedInvisibles(const QString &text);

/// `U+202E RIGHT-TO-LEFT OVERRIDE`
QString invisibleName(char32_t character);

/// Without any of them, needed or not: what people see who look at it.
QString withoutInvisibles(const QString &text);

/// `Pay[U+202E]lap`: to be looked at, not to be stored. Control characters are named, too.
QString withInvisiblesNamed(const QString &text);

/// A warning that names the first of them and where they stand.
Findings checkInvisible(const QString &label, const QString &text);

}
