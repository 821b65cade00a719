#include "app/Window.h"

#include "app/FontPreload.h"
#include "app/Options.h"
#include "app/Translations.h"
#include "app/cli/Console.h"
#include "app/cli/Verb.h"
#include "store/DatabaseThread.h"
#include "ui/MainWindow.h"
#include "ui/common/Contrast.h"
#include "ui/common/Icons.h"
#include "ui/common/LazyIcon.h"

#include <QApplication>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>

namespace gatehouse {

namespace {

bool hasDisplay()
{
    return std::ranges::any_of(std::array{"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"},
                               [](const char *name) { return !qEnvironmentVariableIsEmpty(name); });
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
    FontPreload fonts;
    QApplication application(argc, argv);
    QGuiApplication::setDesktopFileName(QStringLiteral("org.gatehouse.Gatehouse"));
    QApplication::setStyle(new LazyIconStyle);
    installTranslations(application);
    icons::followPalette(application.palette());
    contrast::makeReadable();
    fonts.wait();
    DatabaseThread database;
    MainWindow window(database, options.url, options.settings);
    window.show();
    return application.exec();
}

}
