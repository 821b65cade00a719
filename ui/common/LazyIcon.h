#pragma once

#include <QIcon>
#include <QProxyStyle>

#include <functional>

namespace gatehouse {

/// An icon that is looked for when it is first painted or measured, so that icons that are not seen cost the
/// start of the window nothing.
QIcon lazyIcon(std::function<QIcon()> make);

/// The desktop's style, but its icons are looked for when they are painted. Menu bars and toolbars ask for
/// one that is seen only in a narrow window, and the first one that is read loads every image plugin of Qt.
class LazyIconStyle : public QProxyStyle
{
    Q_OBJECT

public:
    QIcon standardIcon(StandardPixmap which, const QStyleOption *option,
                       const QWidget *widget) const override;
    /// Disabled icons fade into what is behind them; Qt greys them towards white, which is brighter on dark.
    QPixmap generatedIconPixmap(QIcon::Mode mode, const QPixmap &pixmap,
                                const QStyleOption *option) const override;
    /// In dark palettes Fusion outlines its check boxes and radio buttons darker than what they stand on, so
    /// that nobody sees those without a check.
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;

private:
    bool hidesOutline(PrimitiveElement element, const QPalette &palette) const;
};

}
