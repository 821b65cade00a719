#include "ui/signin/HiddenDialogs.h"

#include <QApplication>
#include <QDialog>

#include <utility>

namespace gatehouse {

namespace {

bool isAbove(const QWidget &window, const QWidget &dialog)
{
    for (const QWidget *parent = dialog.parentWidget(); parent; parent = parent->parentWidget()) {
        if (parent == &window)
            return true;
    }
    return false;
}

}

void HiddenDialogs::hideThoseOf(QWidget &window)
{
    const QWidgetList widgets = QApplication::topLevelWidgets();
    for (QWidget *widget : widgets) {
        if (qobject_cast<QDialog *>(widget) && widget->isVisible() && isAbove(window, *widget)) {
            m_hidden << widget;
            widget->hide();
        }
    }
}

void HiddenDialogs::showAgain()
{
    const auto hidden = std::exchange(m_hidden, {});
    for (QWidget *dialog : hidden) {
        if (dialog)
            dialog->show();
    }
}

}
