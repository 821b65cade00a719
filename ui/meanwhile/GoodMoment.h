#pragma once

#include <chrono>

class QWidget;

namespace gatehouse {

/// Whether nothing is under way in the window that new rows or values would disturb: no menu or list of
/// choices is open, no dialog asks, no mouse button is held down (as in a drag), and no cell of a table is
/// being edited.
bool isGoodMoment(const QWidget &window);
/// When to look for the next one.
inline constexpr std::chrono::milliseconds anotherMoment{100};

}
