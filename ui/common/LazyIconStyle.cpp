#include "ui/common/LazyIconStyle.h"

#include "ui/common/LazyIcon.h"

#include <QPainter>
#include <QPointer>
#include <QStyleOption>
#include <QWidget>

#include <optional>

namespace gatehouse {

namespace {

/// QPointer takes no const object.
template<typename T>
QPointer<T> watched(const T *object)
{
    return const_cast<T *>(object);
}

}

QIcon LazyIconStyle::standardIcon(StandardPixmap which, const QStyleOption *option,
                                  const QWidget *widget) const
{
    std::optional<QStyleOption> later;
    if (option) {
        later = *option; // what all options have is all that an icon needs
        later->type = QStyleOption::SO_Default;
        later->styleObject = nullptr; // may be gone by then
    }
    return lazyIcon([style = watched(this), which, later, asking = watched(widget)] {
        return style ? style->QProxyStyle::standardIcon(which, later ? &*later : nullptr, asking) : QIcon();
    });
}

QPixmap LazyIconStyle::generatedIconPixmap(QIcon::Mode mode, const QPixmap &pixmap,
                                           const QStyleOption *option) const
{
    if (mode != QIcon::Disabled)
        return QProxyStyle::generatedIconPixmap(mode, pixmap, option);
    constexpr double disabledOpacity = 0.4;
    QPixmap faded(pixmap.size());
    faded.setDevicePixelRatio(pixmap.devicePixelRatio());
    faded.fill(Qt::transparent);
    QPainter painter(&faded);
    painter.setOpacity(disabledOpacity);
    painter.drawPixmap(0, 0, pixmap);
    return faded;
}

}
