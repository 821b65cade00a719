#include "app/Window.h"

#include "store/DatabaseThread.h"
#include "ui/MainWindow.h"
#include "ui/common/Icons.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QTranslator>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

void installTranslations(QApplication &application)
{
    auto *own = new QTranslator(&application);
    if (own->load(QLocale(), u"gatehouse"_s, u"_"_s, u":/i18n"_s))
        application.installTranslator(own);
    auto *qt = new QTranslator(&application);
    if (qt->load(QLocale(), u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        application.installTranslator(qt);
}

}

int runWindow(int &argc, char **argv, const DatabaseUrl &url)
{
    QApplication application(argc, argv);
    installTranslations(application);
    icons::followPalette(application.palette());
    DatabaseThread database;
    MainWindow window(database, url);
    window.show();
    return application.exec();
}

}
