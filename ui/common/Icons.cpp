#include "ui/common/Icons.h"

#include "ui/common/LazyIcon.h"

#include <QPalette>

using namespace Qt::StringLiterals;

namespace gatehouse::icons {

void followPalette(const QPalette &palette)
{
    const bool isDark =
        palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
    const QString breeze = isDark ? u"breeze-dark"_s : u"breeze"_s;
    QIcon::setFallbackThemeName(breeze);
    const QString current = QIcon::themeName();
    if (current.isEmpty() || current == "hicolor"_L1 || current.startsWith("breeze"_L1))
        QIcon::setThemeName(breeze);
}

QIcon themed(const char *name)
{
    return lazyIcon([name] { return QIcon::fromTheme(QString::fromLatin1(name)); });
}

QIcon of(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return themed("dialog-error");
    case Severity::Warning:
        return themed("dialog-warning");
    case Severity::Advice:
        return themed("dialog-information");
    }
    return {};
}

}
