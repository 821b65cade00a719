#pragma once

class QWidget;

namespace gatehouse {

/// Whether nothing is under way in the window that new rows or values would disturb: no menu or list of
/// choices is open, no dialog asks, no mouse button is held down (as in a drag), and no cell of a table is
/// being edited.
bool isGoodMoment(const QWidget &window);

}
