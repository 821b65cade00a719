#include "ui/meanwhile/GoodMoment.h"

#include <QAbstractItemView>
#include <QApplication>

namespace gatehouse {

namespace {

bool isInCell(const QWidget *widget)
{
    for (const QWidget *at = widget ? widget->parentWidget() : nullptr; at; at = at->parentWidget()) {
        if (qobject_cast<const QAbstractItemView *>(at))
            return true;
    }
    return false;
}

}

bool isGoodMoment(const QWidget &window)
{
    return !QApplication::activePopupWidget() && !QApplication::activeModalWidget() &&
           QGuiApplication::mouseButtons() == Qt::NoButton && !isInCell(window.focusWidget());
}

}
