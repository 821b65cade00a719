#pragma once

#include <QString>

/// Texts of any length as a list or a label can show them without taking long.
namespace gatehouse {

inline constexpr qsizetype longestShortText = 500;

/// Cut and ended with "…" where it is longer.
QString shortText(const QString &text, qsizetype longest = longestShortText);
/// Of values as fieldText() gives a list: "a, b, … and 98 more".
QString shortList(const QString &values, qsizetype longest = longestShortText);

}
