#include "ui/common/LazyIcon.h"

#include "ui/common/Contrast.h"

#include <QIconEngine>
#include <QPainter>
#include <QPointer>
#include <QStyleOption>
#include <QWidget>

#include <optional>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// Passes everything on to the icon that it makes when it is first asked.
class LazyIconEngine : public QIconEngine
{
public:
    explicit LazyIconEngine(std::function<QIcon()> make) : m_make(std::move(make)) {}

    void paint(QPainter *painter, const QRect &area, QIcon::Mode mode, QIcon::State state) override
    {
        icon().paint(painter, area, Qt::AlignCenter, mode, state);
    }
    QSize actualSize(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return icon().actualSize(size, mode, state);
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1);
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        return icon().pixmap(size, scale, mode, state);
    }
    QList<QSize> availableSizes(QIcon::Mode mode, QIcon::State state) override
    {
        return icon().availableSizes(mode, state);
    }
    QString iconName() override { return icon().name(); }
    bool isNull() override { return icon().isNull(); }
    QString key() const override { return u"gatehouse::LazyIconEngine"_s; }
    QIconEngine *clone() const override { return new LazyIconEngine(*this); }

private:
    const QIcon &icon()
    {
        if (!m_icon)
            m_icon = m_make();
        return *m_icon;
    }

    std::function<QIcon()> m_make;
    std::optional<QIcon> m_icon;
};

}

QIcon lazyIcon(std::function<QIcon()> make)
{
    return QIcon(new LazyIconEngine(std::move(make)));
}

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

bool LazyIconStyle::hidesOutline(PrimitiveElement element, const QPalette &palette) const
{
    const bool isChecked = element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck ||
                           element == PE_IndicatorRadioButton;
    return isChecked &&
           palette.color(QPalette::Base).lightness() < palette.color(QPalette::Text).lightness() &&
           baseStyle()->name() == "fusion"_L1;
}

void LazyIconStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                  const QWidget *widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (!option || !hidesOutline(element, option->palette))
        return;
    constexpr double leastOfControls = 3; // WCAG 2.2, 1.4.11
    const QPalette &palette = option->palette;
    const bool isRound = element == PE_IndicatorRadioButton;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, isRound);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(contrast::dimmed(palette.color(QPalette::Text),
                                     {palette.color(QPalette::Base), palette.color(QPalette::Window)},
                                     leastOfControls));
    if (isRound)
        painter->drawEllipse(option->rect.toRectF().adjusted(0.5, 0.5, -0.5, -0.5));
    else
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
    painter->restore();
}

}
