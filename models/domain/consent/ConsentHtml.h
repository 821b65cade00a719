#pragma once

#include "domain/consent/ConsentPage.h"

namespace gatehouse::consent {

enum class Appearance { Light, Dark };

/// Pixels: how wide the page is at most, and the space round it. A browser keeps to it by itself; a
/// QTextDocument fills the text width it is given, so give it no more than widestPage and two margins, a
/// document margin of 0, and leave to wrap anywhere.
inline constexpr int widestPage = 420;
inline constexpr int pageMargin = 16;

/// The page as one HTML document without scripts and outside references: where there is no good logo,
/// initials stand in, and a Logo URI is never named, so that showing the page tells nobody. It uses only what
/// QTextDocument and browsers both understand, so that window, picture and file look alike. All texts are
/// escaped: HTML in a text is text.
QString toHtml(const ConsentPage &page, Appearance appearance);

/// The page as plain lines for a terminal, notes at the end; control characters are replaced.
QString toText(const ConsentPage &page);

}
