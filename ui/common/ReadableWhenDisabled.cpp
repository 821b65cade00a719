#include "ui/common/ReadableWhenDisabled.h"

#include "ui/common/Contrast.h"

#include <QEvent>
#include <QPalette>
#include <QWidget>

namespace gatehouse {

namespace {

constexpr double leastContrast = 3;

}

ReadableWhenDisabled::ReadableWhenDisabled(QWidget &widget) : QObject(&widget), m_widget(widget)
{
    widget.installEventFilter(this);
    apply();
}

bool ReadableWhenDisabled::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        apply();
    return QObject::eventFilter(watched, event);
}

void ReadableWhenDisabled::apply()
{
    const QPalette shown = m_widget.palette();
    QPalette own;
    for (const auto &[text, background] :
         {std::pair(QPalette::Text, QPalette::Base), std::pair(QPalette::WindowText, QPalette::Window),
          std::pair(QPalette::ButtonText, QPalette::Button)}) {
        own.setColor(QPalette::Disabled, text,
                     contrast::dimmed(shown.color(QPalette::Active, text),
                                      {shown.color(QPalette::Disabled, background)}, leastContrast));
    }
    m_widget.setPalette(own);
}

}
