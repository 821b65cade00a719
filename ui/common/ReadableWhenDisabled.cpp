#include "ui/common/ReadableWhenDisabled.h"

#include <QEvent>
#include <QPalette>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace gatehouse {

namespace {

constexpr double leastContrast = 3;

/// WCAG 2.2, relative luminance.
double luminance(const QColor &color)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &left, const QColor &right)
{
    const double one = luminance(left) + 0.05;
    const double other = luminance(right) + 0.05;
    return std::max(one, other) / std::min(one, other);
}

QColor mixed(const QColor &text, const QColor &background, float share)
{
    const auto mix = [share](float of, float with) { return of * share + with * (1 - share); };
    return QColor::fromRgbF(mix(text.redF(), background.redF()), mix(text.greenF(), background.greenF()),
                            mix(text.blueF(), background.blueF()));
}

QColor dimmed(const QColor &text, const QColor &background)
{
    for (const float share : {0.5F, 0.6F, 0.7F, 0.8F, 0.9F}) {
        const QColor color = mixed(text, background, share);
        if (contrast(color, background) >= leastContrast)
            return color;
    }
    return text;
}

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
        own.setColor(
            QPalette::Disabled, text,
            dimmed(shown.color(QPalette::Active, text), shown.color(QPalette::Disabled, background)));
    }
    m_widget.setPalette(own);
}

}
