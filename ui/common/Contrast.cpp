#include "ui/common/Contrast.h"

#include <QApplication>
#include <QPalette>

#include <algorithm>
#include <cmath>

namespace gatehouse::contrast {

namespace {

constexpr double leastForText = 4.5;
constexpr double leastForDisabled = 3; // as for controls; WCAG asks nothing
/// In percent: a group in a tab, as Fusion paints them, against a button.
constexpr int lighterInGroups = 130;

/// WCAG 2.2, relative luminance.
double luminance(const QColor &color)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

QColor mixed(const QColor &text, const QColor &background, float share)
{
    const auto mix = [share](float of, float with) { return of * share + with * (1 - share); };
    return QColor::fromRgbF(mix(text.redF(), background.redF()), mix(text.greenF(), background.greenF()),
                            mix(text.blueF(), background.blueF()));
}

}

double ratio(const QColor &one, const QColor &other)
{
    const double left = luminance(one) + 0.05;
    const double right = luminance(other) + 0.05;
    return std::max(left, right) / std::min(left, right);
}

QColor dimmed(const QColor &text, std::initializer_list<QColor> backgrounds, double least)
{
    for (const float share : {0.5F, 0.6F, 0.7F, 0.8F, 0.9F}) {
        const QColor color = mixed(text, *backgrounds.begin(), share);
        if (std::ranges::all_of(backgrounds, [&](const QColor &one) { return ratio(color, one) >= least; }))
            return color;
    }
    return text;
}

QColor error(const QPalette &palette)
{
    const auto isReadable = [&](const QColor &color) {
        return ratio(color, palette.color(QPalette::Window)) >= leastForText &&
               ratio(color, palette.color(QPalette::Base)) >= leastForText;
    };
    const QColor dark(0xb0, 0x1b, 0x1b);
    return isReadable(dark) ? dark : QColor(0xff, 0x8a, 0x80);
}

void makeReadable()
{
    QPalette palette = QApplication::palette();
    const auto dim = [&](QPalette::ColorGroup group, QPalette::ColorRole role, double least) {
        palette.setColor(group, role,
                         dimmed(palette.color(QPalette::Active, QPalette::WindowText),
                                {palette.color(QPalette::Window), palette.color(QPalette::Base),
                                 palette.color(QPalette::Button).lighter(lighterInGroups)},
                                least));
    };
    for (const auto group : {QPalette::Active, QPalette::Inactive})
        dim(group, QPalette::PlaceholderText, leastForText);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        dim(QPalette::Disabled, role, leastForDisabled);
    QApplication::setPalette(palette);
}

}
