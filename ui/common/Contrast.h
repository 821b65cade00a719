#pragma once

#include <QPalette>

#include <initializer_list>

/// Colours that stay readable (WCAG 2.2, 1.4.3).
namespace gatehouse::contrast {

/// From 1, the same, to 21, black and white.
double ratio(const QColor &one, const QColor &other);

/// The text's color moved towards the first background, as far as it keeps a ratio of `least` to all of them.
QColor dimmed(const QColor &text, std::initializer_list<QColor> backgrounds, double least);

/// Red in which an error is written, on the palette's window and its lists.
QColor error(const QPalette &palette);

/// Gives the application's palette a PlaceholderText, in which help is written, with a ratio of at least 4.5,
/// and disabled texts that are dimmed, but can be read: at least 3. To be called again when the palette has
/// changed.
void makeReadable();

}
