#include "ui/client/CompactTabs.h"

#include <algorithm>

namespace gatehouse {

namespace {

constexpr int tabSpace = 8; // pixels, both sides together

}

int CompactTabs::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    const int usual = QProxyStyle::pixelMetric(metric, option, widget);
    return metric == PM_TabBarTabHSpace ? std::min(usual, tabSpace) : usual;
}

}
