#pragma once

#include <QSize>

class QWidget;

namespace gatehouse {

/// Gives the dialog that size, or of it what its screen has room for beside a frame.
void resizeOnScreen(QWidget &dialog, const QSize &wanted);

}
