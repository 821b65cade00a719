#include "ui/layout/DialogSize.h"

#include <QScreen>
#include <QWidget>

namespace gatehouse {

namespace {

constexpr QSize roomForFrame{16, 48};

}

void resizeOnScreen(QWidget &dialog, const QSize &wanted)
{
    dialog.resize(wanted.boundedTo(dialog.screen()->availableSize() - roomForFrame));
}

}
