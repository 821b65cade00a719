#include "app/Window.h"

#include "app/Options.h"
#include "app/Translations.h"
#include "app/cli/Console.h"
#include "app/cli/Verb.h"
#include "store/DatabaseThread.h"
#include "ui/MainWindow.h"
#include "ui/common/Contrast.h"
#include "ui/common/Icons.h"
#include "ui/common/LazyIcon.h"
#include "ui/common/PlainToolTips.h"

#include <QApplication>
#include <QLibrary>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <thread>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

bool hasDisplay()
{
    return std::ranges::any_of(std::array{"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"},
                               [](const char *name) { return !qEnvironmentVariableIsEmpty(name); });
}

/// Some eighty files, read while the application connects to the display: the first text that is measured
/// waits for them. Shows the sign-in page 2 ms earlier, of 48 (medians of 61 pairs of starts, 42 of them
/// slower without). Fontconfig may be used by several threads since 2.10.91. Qt has loaded it already where
/// it uses it, and where it does not there is nothing to do.
void readFontConfiguration()
{
    using FcInit = int (*)();
    if (const auto read = reinterpret_cast<FcInit>(QLibrary::resolve(u"fontconfig"_s, 1, "FcInit")))
        read();
}

}

int runWindow(int &argc, char **argv, const Options &options)
{
    if (!hasDisplay()) {
        std::fputs(qPrintable(QCoreApplication::translate(
                       "Window", "There is no display to open the window on. Start Gatehouse "
                                 "in a desktop session, or see gatehouse --help for the "
                                 "command line.\n")),
                   stderr);
        return int(cli::ExitStatus::OutOfReach);
    }
    if (const auto usable = options.settings.check(); !usable) {
        std::fputs(qPrintable(cli::harmless(usable.error().text) + u'\n'), stderr);
        return int(cli::ExitStatus::OutOfReach);
    }
    // Who reads a pipe that an export goes to may leave: that must not take the window along.
    std::signal(SIGPIPE, SIG_IGN);
    std::jthread fonts(readFontConfiguration);
    QApplication application(argc, argv);
    QGuiApplication::setDesktopFileName(QStringLiteral("org.gatehouse.Gatehouse"));
    QApplication::setStyle(new LazyIconStyle);
    installTranslations(application);
    icons::followPalette(application.palette());
    contrast::makeReadable();
    application.installEventFilter(new PlainToolTips(&application));
    fonts.join();
    DatabaseThread database;
    MainWindow window(database, options.url, options.settings);
    window.show();
    return application.exec();
}

}
